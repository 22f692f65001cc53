import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '../queries.ts'
import { changeEmail } from '../session/account.ts'
import { CheckMail } from '../session/check-mail.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { Section } from './section.tsx'

/** Supabase asks the present address first, so that a stolen page can't move the account. */
export function EmailSection({ email }: { email: string }) {
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState(false)
  const { busy, error, onSubmit } = useSubmit(async (form) => {
    await changeEmail(String(form.get('email')).trim())
    setAsked(true)
  })
  const entered = async () => {
    await queryClient.invalidateQueries(meQuery)
    setAsked(false)
  }
  return (
    <Section title="Email" hint={email}>
      {asked ? (
        <CheckMail
          purpose="email_change"
          email={email}
          onEntered={() => void entered()}
          onBack={() => setAsked(false)}
        />
      ) : (
        <form onSubmit={onSubmit} className="flex flex-col gap-3">
          <Field label="New address" name="email" type="email" autoComplete="email" required />
          <Alert>{error}</Alert>
          <Button type="submit" disabled={busy} className="self-start">
            Change the address
          </Button>
        </form>
      )}
    </Section>
  )
}
