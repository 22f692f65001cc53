import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionQuery } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { sendMail, signIn } from './account.ts'
import { CheckMail } from './check-mail.tsx'
import { EmailForm } from './email-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { Providers } from './providers.tsx'

/** The ways back in that need no other page. A provider is another page, and leads back to this one. */
export default function SignInAgainForm({ email, onEntered }: { email?: string; onEntered: () => void }) {
  const [byCode, setByCode] = useState(false)
  const [sentTo, setSentTo] = useState<string>()
  const { data } = useQuery(sessionQuery)
  if (sentTo)
    return (
      <CheckMail purpose="email" email={sentTo} onEntered={onEntered} onBack={() => setSentTo(undefined)} />
    )
  return (
    <div className="flex flex-col gap-4">
      {byCode ? (
        <EmailForm
          action="Send a code"
          email={email}
          onSubmit={async (address) => {
            await sendMail('email', address)
            setSentTo(address)
          }}
        />
      ) : (
        <PasswordForm
          action="Sign in"
          email={email}
          onSubmit={async (address, password) => {
            await signIn(address, password)
            onEntered()
          }}
        />
      )}
      <Button kind="quiet" className="-mx-3 self-start" onClick={() => setByCode(!byCode)}>
        {byCode ? 'Use a password' : 'Use a code by mail'}
      </Button>
      <Providers next={`${location.pathname}${location.search}`} />
      {data?.auth.mail === 'terminal' && (
        <p className="text-12 text-ink-2">
          You came by the terminal's link? Start the server anew, and open the link it prints.
        </p>
      )}
    </div>
  )
}
