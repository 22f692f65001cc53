import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { signUp } from '../session/account.ts'
import { CheckMail } from '../session/check-mail.tsx'
import { PasswordForm } from '../session/password-form.tsx'
import { Providers } from '../session/providers.tsx'
import { waysQuery } from '../session/ways.ts'
import { SignInFrame } from './frame.tsx'
import { useEntry } from './use-arrival.ts'

/** A new account, and with it a workspace of one's own. */
export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' })
  const enter = useEntry(next)
  const [email, setEmail] = useState<string>()
  const { data: ways } = useQuery(waysQuery)
  const create = async (address: string, password: string) => {
    if (await signUp(address, password)) enter()
    else setEmail(address)
  }
  if (email)
    return (
      <SignInFrame title="Check your mail" lead="Confirm the address, and you are in.">
        <CheckMail purpose="signup" email={email} onEntered={enter} onBack={() => setEmail(undefined)} />
      </SignInFrame>
    )
  const closed = ways?.signUp === false
  return (
    <SignInFrame
      title="Create an account"
      lead={
        closed
          ? 'This server takes no new accounts by itself. Ask an owner or admin of your workspace for an invitation.'
          : 'You get a workspace of your own, with a demo shop to try it on where the server runs one.'
      }
    >
      {!closed && ways?.email !== false && (
        <PasswordForm action="Create the account" fresh onSubmit={create} />
      )}
      {!closed && <Providers next={next} />}
      <p className="text-ink-2">
        Have one?{' '}
        <Link to="/sign-in" search={{ next }} className="font-medium text-ink underline underline-offset-4">
          Sign in
        </Link>
      </p>
    </SignInFrame>
  )
}
