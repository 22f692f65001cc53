import type { FormEvent } from 'react'
import type { TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { SaveRow } from './save-row.tsx'
import { useChange } from './use-change.ts'

/** The addresses that visitors sign up with. */
export function EmailPatternSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const { emailPattern: pattern } = target
  return (
    <Section
      title="E-mail addresses"
      hint="Visitors sign up with addresses that no mail can reach. Where you want to get their mail, give an address of yours with {{n}} before the @: each visitor puts something else there."
    >
      {manages ? (
        <PatternForm target={target} />
      ) : pattern ? (
        <p className="font-mono text-12 wrap-anywhere">{pattern}</p>
      ) : (
        <p>Addresses that no mail can reach.</p>
      )}
    </Section>
  )
}

function PatternForm({ target: { id, emailPattern: pattern } }: { target: TargetDetail }) {
  const change = useChange(id)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('pattern')).trim()
    change.mutate({ emailPattern: typed === '' ? null : typed })
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field
        key={pattern}
        label="Pattern"
        name="pattern"
        defaultValue={pattern ?? ''}
        placeholder="demo+{{n}}@shop.example"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        error={change.error ? explain(change.error) : undefined}
      />
      <SaveRow change={change} label="Save the pattern">
        {pattern && (
          <Button
            kind="quiet"
            disabled={change.isPending}
            onClick={() => change.mutate({ emailPattern: null })}
          >
            Addresses that no mail can reach
          </Button>
        )}
      </SaveRow>
    </form>
  )
}
