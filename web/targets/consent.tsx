import { type FormEvent, useState } from 'react'
import type { TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { Section } from '../ui/section.tsx'
import { SaveRow } from './save-row.tsx'
import { useChange } from './use-change.ts'

type Shares = TargetDetail['consent']

const ANSWERS = [
  ['accept', 'Accept'],
  ['decline', 'Decline'],
  ['ignore', 'Ignore it'],
] as const

/** How visitors answer a consent banner, where the site has one. */
export function ConsentSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  return (
    <Section
      title="Consent"
      hint="Of 100 visitors who meet a consent banner. Without one it changes nothing."
    >
      {manages ? (
        <ConsentForm target={target} />
      ) : (
        <Facts>
          {ANSWERS.map(([answer, word]) => (
            <Fact key={answer} name={word}>
              {target.consent[answer]} %
            </Fact>
          ))}
        </Facts>
      )}
    </Section>
  )
}

function ConsentForm({ target }: { target: TargetDetail }) {
  const [typed, setTyped] = useState<Partial<Record<keyof Shares, number | null>>>({})
  const change = useChange(target.id)
  const shares = { ...target.consent, ...typed }
  const sum = ANSWERS.reduce((all, [answer]) => all + (shares[answer] ?? 0), 0)
  const { accept, decline, ignore } = shares
  const whole = Math.abs(sum - 100) < 0.01
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!whole) return
    const consent = { accept: accept ?? 0, decline: decline ?? 0, ignore: ignore ?? 0 }
    change.mutate({ consent }, { onSuccess: () => setTyped({}) })
  }
  const type = (answer: keyof Shares) => (value: number | null) => {
    change.reset()
    setTyped({ ...typed, [answer]: value })
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      {ANSWERS.map(([answer, word]) => (
        <NumberField
          key={answer}
          label={word}
          value={shares[answer]}
          onChange={type(answer)}
          min={0}
          max={100}
        />
      ))}
      <p role="status" className="text-ink-2 empty:hidden">
        {!whole && `Together ${sum}, and not 100.`}
      </p>
      <Alert>{change.error ? explain(change.error) : undefined}</Alert>
      <SaveRow change={change} label="Save the shares" disabled={!whole} />
    </form>
  )
}
