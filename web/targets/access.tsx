import type { FormEvent } from 'react'
import type { TargetDetail } from '../client.ts'
import { explain } from '../problem.ts'
import { Alert } from '../ui/alert.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { SaveRow } from './save-row.tsx'
import { SecretChoice } from './secret-choice.tsx'
import { useChange } from './use-change.ts'

/** How sessions get into a site that is not open to everybody. */
export function AccessSection({ target, manages }: { target: TargetDetail; manages: boolean }) {
  const { basicAuth, header } = target.access
  return (
    <Section
      title="Access"
      hint="For a site behind a prompt of the browser's own, or a preview that opens to a header. Both come from secrets, and go to this site alone."
    >
      {manages ? (
        <AccessForm target={target} />
      ) : (
        <p>
          {basicAuth ? 'Sessions answer the sign-in prompt of the site. ' : ''}
          {header ? `Sessions send the header ${header.name}.` : ''}
          {basicAuth || header ? '' : 'Sessions come like everybody else.'}
        </p>
      )}
    </Section>
  )
}

function AccessForm({ target: { id, access } }: { target: TargetDetail }) {
  const change = useChange(id)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [basicAuth, name, secret] = ['basic-auth', 'header-name', 'header-secret'].map((field) =>
      String(form.get(field)).trim(),
    )
    // One without the other is for the server to refuse, so that it is not lost in silence.
    const header = name || secret ? { name: name ?? '', secret: secret ?? '' } : null
    change.mutate({ access: { basicAuth: basicAuth || null, header } })
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <SecretChoice
        target={id}
        label="Sign-in prompt: secret with user:password"
        name="basic-auth"
        chosen={access.basicAuth}
        none="No prompt"
      />
      <div className="grid gap-3 md:grid-cols-2">
        <Field
          key={access.header?.name}
          label="Header"
          name="header-name"
          defaultValue={access.header?.name ?? ''}
          placeholder="x-vercel-protection-bypass"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
        />
        <SecretChoice
          target={id}
          label="Its value"
          name="header-secret"
          chosen={access.header?.secret}
          none="No header"
        />
      </div>
      <Alert>{change.error ? explain(change.error) : undefined}</Alert>
      <SaveRow change={change} label="Save the access" />
    </form>
  )
}
