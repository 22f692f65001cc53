import { api, json } from '../client.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import type { MadeInvite } from './new-link.tsx'
import { teamChanged } from './queries.ts'

const ROLES = [
  ['member', 'member'],
  ['admin', 'admin'],
] as const

export function InviteForm({ onMade }: { onMade: (invite: MadeInvite) => void }) {
  const { busy, error, onSubmit } = useSubmit(async (form, element) => {
    const email = String(form.get('email')).trim()
    const role = form.get('role') === 'admin' ? 'admin' : 'member'
    onMade(await json(api.invites.$post({ json: { email, role } })))
    element.reset()
    await teamChanged()
  })
  return (
    <form onSubmit={onSubmit} className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-56 flex-1 md:max-w-80">
          <Field label="Email" name="email" type="email" autoComplete="off" maxLength={254} required />
        </div>
        <SelectField label="Role" name="role" options={ROLES} className="w-32" />
        <Button type="submit" kind="ink" disabled={busy}>
          Invite
        </Button>
      </div>
      <Alert>{error}</Alert>
    </form>
  )
}
