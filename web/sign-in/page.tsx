import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { sendMail, signIn } from '../session/account.ts'
import { CheckMail } from '../session/check-mail.tsx'
import { EmailForm } from '../session/email-form.tsx'
import { PasswordForm } from '../session/password-form.tsx'
import { Providers } from '../session/providers.tsx'
import { waysQuery } from '../session/ways.ts'
import { Alert } from '../ui/alert.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Arriving, ConfirmArrival } from './arriving.tsx'
import { SignInFrame } from './frame.tsx'
import { useArrival, useEntry } from './use-arrival.ts'

/** Where everybody comes in: by password, code, provider, or a link, which signs in by itself. */
export function SignInPage() {
  const search = useSearch({ from: '/sign-in' })
  const { next } = search
  const enter = useEntry(next)
  const { busy, error, confirm } = useArrival(search, enter)
  const [byCode, setByCode] = useState(false)
  const [email, setEmail] = useState<string>()
  const { data: ways } = useQuery(waysQuery)
  if (busy) return <Arriving />
  if (confirm) return <ConfirmArrival {...confirm} />
  if (email)
    return (
      <SignInFrame title="Enter the code" lead="One step is left.">
        <CheckMail purpose="email" email={email} onEntered={enter} onBack={() => setEmail(undefined)} />
      </SignInFrame>
    )
  const askForCode = async (address: string) => {
    await sendMail('email', address)
    setEmail(address)
  }
  const withPassword = async (address: string, password: string) => {
    await signIn(address, password)
    enter()
  }
  return (
    <SignInFrame title="Sign in" lead="Real browser sessions on your own site, from one sentence.">
      <Alert>{error}</Alert>
      {ways?.email !== false && (
        <>
          {byCode ? (
            <EmailForm action="Send a code" onSubmit={askForCode} />
          ) : (
            <PasswordForm action="Sign in" onSubmit={withPassword} />
          )}
          <div className="-mx-3 -mt-3 flex flex-wrap justify-between">
            <Button kind="quiet" onClick={() => setByCode(!byCode)}>
              {byCode ? 'Use a password' : 'Use a code by mail'}
            </Button>
            {!byCode && (
              <Link to="/forgot" className={buttonClass('quiet')}>
                Forgot the password?
              </Link>
            )}
          </div>
        </>
      )}
      <Providers next={next} />
      {ways?.signUp !== false && (
        <p className="text-ink-2">
          New here?{' '}
          <Link to="/sign-up" search={{ next }} className="font-medium text-ink underline underline-offset-4">
            Create an account
          </Link>
        </p>
      )}
    </SignInFrame>
  )
}
