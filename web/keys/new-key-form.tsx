import { useId } from 'react'
import { type ApiKey, api, json } from '../client.ts'
import { queryClient } from '../query-client.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { SCOPES } from './scopes.ts'

export type MadeKey = ApiKey & { key: string }

const DAY_MS = 86_400_000
const EXPIRY = [
  ['365', 'in a year'],
  ['90', 'in 90 days'],
  ['30', 'in 30 days'],
  ['never', 'never'],
] as const

const endOf = (choice: FormDataEntryValue | null) =>
  choice === 'never' ? null : new Date(Date.now() + Number(choice) * DAY_MS).toISOString()

export function NewKeyForm({ onMade }: { onMade: (made: MadeKey) => void }) {
  const group = useId()
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    const scope = SCOPES.find(([name]) => name === form.get('scope'))?.[0] ?? 'read'
    const name = String(form.get('name')).trim()
    const made = json(api.keys.$post({ json: { name, scopes: [scope], expiresAt: endOf(form.get('ends')) } }))
    onMade(await made)
    await queryClient.invalidateQueries({ queryKey: ['keys'] })
  })
  return (
    <form onSubmit={onSubmit} className="grid max-w-[640px] gap-4">
      <div className="grid gap-4 md:grid-cols-[1fr_160px]">
        <Field
          label="Name"
          name="name"
          placeholder="Where it is used, such as CI"
          maxLength={100}
          autoComplete="off"
          required
        />
        <SelectField label="Expires" name="ends" options={EXPIRY} />
      </div>
      <fieldset className="grid gap-1">
        <legend className="label mb-1 text-ink-2">Scope</legend>
        {SCOPES.map(([scope, may], at) => (
          <label key={scope} className="flex min-h-8 touch:min-h-11 items-center gap-2.5">
            <input
              type="radio"
              name="scope"
              value={scope}
              defaultChecked={at === 0}
              aria-describedby={`${group}-${scope}`}
              className="size-4 shrink-0 accent-ink"
            />
            <span className="w-12 shrink-0 font-medium">{scope}</span>
            <span id={`${group}-${scope}`} className="text-ink-2">
              {may}
            </span>
          </label>
        ))}
      </fieldset>
      <Alert>{error}</Alert>
      <Button type="submit" kind="ink" disabled={busy} className="justify-self-start">
        Make the key
      </Button>
    </form>
  )
}
