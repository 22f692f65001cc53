import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sendMail } from '../session/account.ts'
import { CheckMail } from '../session/check-mail.tsx'
import { EmailForm } from '../session/email-form.tsx'
import { SignInFrame } from './frame.tsx'

/** The way to a new password for who does not know the old one. */
export function ForgotPage() {
  const navigate = useNavigate()
  const [email, setEmail] = useState<string>()
  const ask = async (address: string) => {
    await sendMail('recovery', address)
    setEmail(address)
  }
  if (email)
    return (
      <SignInFrame title="Enter the code" lead="If there is an account with this address, it got a message.">
        <CheckMail
          purpose="recovery"
          email={email}
          onEntered={() => void navigate({ to: '/reset', replace: true })}
          onBack={() => setEmail(undefined)}
        />
      </SignInFrame>
    )
  return (
    <SignInFrame title="Forgot the password?" lead="A message with a link and a code leads to a new one.">
      <EmailForm action="Send the message" onSubmit={ask} />
      <p className="text-ink-2">
        Remembered it?{' '}
        <Link to="/sign-in" className="font-medium text-ink underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </SignInFrame>
  )
}
