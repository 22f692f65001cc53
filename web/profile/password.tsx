import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hasPassword, setPassword } from '../session/account.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Saved } from './saved.tsx'
import { Section } from './section.tsx'

export function PasswordSection({ email }: { email: string }) {
  const { data: has } = useQuery({ queryKey: ['has-password'], queryFn: hasPassword })
  const [saved, setSaved] = useState<string>()
  const { busy, error, onSubmit } = useSubmit(async (form, element) => {
    setSaved(undefined)
    const current = has ? { email, password: String(form.get('current')) } : undefined
    await setPassword(String(form.get('password')), current)
    element.reset()
    setSaved('Saved. Your other devices are signed out.')
  })
  return (
    <Section title="Password" hint="Changing it signs your other devices out.">
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        {has !== false && <PasswordField label="Present password" name="current" />}
        <PasswordField label="New password" name="password" fresh />
        <Alert>{error}</Alert>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={busy || has === undefined}>
            {has === false ? 'Set a password' : 'Change the password'}
          </Button>
          <Saved>{saved}</Saved>
        </div>
      </form>
    </Section>
  )
}
