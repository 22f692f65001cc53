import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface Props {
  /** What the button says. */
  action: string
  /** A password that is made now, not one that is known. */
  fresh?: boolean
  email?: string
  onSubmit: (email: string, password: string) => Promise<void>
}

/** The address and a password. */
export function PasswordForm({ action, fresh, email, onSubmit }: Props) {
  const { busy, error, ...form } = useSubmit((data) =>
    onSubmit(String(data.get('email')).trim(), String(data.get('password'))),
  )
  return (
    <form {...form} className="flex flex-col gap-4">
      <Field label="Email" name="email" type="email" autoComplete="username" defaultValue={email} required />
      <PasswordField label="Password" name="password" fresh={fresh} />
      <Alert>{error}</Alert>
      <Button type="submit" kind="spark" disabled={busy} className="mt-1">
        {busy ? 'One moment' : action}
      </Button>
    </form>
  )
}
