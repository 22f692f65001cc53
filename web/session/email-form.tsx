import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface Props {
  action: string
  email?: string
  onSubmit: (email: string) => Promise<void>
}

/** The address alone: what is missing comes by mail. */
export function EmailForm({ action, email, onSubmit }: Props) {
  const { busy, error, ...form } = useSubmit((data) => onSubmit(String(data.get('email')).trim()))
  return (
    <form {...form} className="flex flex-col gap-4">
      <Field label="Email" name="email" type="email" autoComplete="username" defaultValue={email} required />
      <Alert>{error}</Alert>
      <Button type="submit" kind="spark" disabled={busy} className="mt-1">
        {busy ? 'One moment' : action}
      </Button>
    </form>
  )
}
