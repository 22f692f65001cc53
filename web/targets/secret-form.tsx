import { useState } from 'react'
import { api } from '../client.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Saved } from '../ui/saved.tsx'
import { useSubmit } from '../ui/use-submit.ts'

export function SecretForm({ target, onKept }: { target: string; onKept: () => Promise<void> }) {
  const [saved, setSaved] = useState<string>()
  const { busy, error, onSubmit } = useSubmit(async (form, element) => {
    setSaved(undefined)
    const name = String(form.get('secret-name')).trim()
    const value = String(form.get('secret-value'))
    await api.targets[':id'].secrets.$put({ param: { id: target }, json: { name, value } })
    element.reset()
    await onKept()
    setSaved(`${name} is kept.`)
  })
  return (
    <form onSubmit={onSubmit} className="grid gap-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Field
          label="Name of the secret"
          name="secret-name"
          pattern="[A-Za-z][A-Za-z0-9_]{0,63}"
          title="Letters, digits and _, beginning with a letter"
          placeholder="demoPassword"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Field
          label="Value"
          name="secret-value"
          type="password"
          maxLength={4000}
          autoComplete="new-password"
          required
        />
      </div>
      <Alert>{error}</Alert>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={busy}>
          Keep the secret
        </Button>
        <Saved>{saved}</Saved>
      </div>
    </form>
  )
}
