import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../queries.ts'
import { hasAccount } from '../session/supabase.ts'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { EmailSection } from './email.tsx'
import { NameSection } from './name.tsx'
import { PasswordSection } from './password.tsx'
import { Section } from './section.tsx'
import { SignOutSection } from './sign-out.tsx'
import { ThemeSection } from './theme.tsx'

/** The person who is signed in: name, ways in, look, and the way out. */
export function ProfilePage() {
  const { data: me, error, refetch } = useQuery(meQuery)
  return (
    <Screen title="Profile">
      {error && <Trouble what="Your profile" error={error} onRetry={refetch} />}
      {me && (
        <div className="max-w-[720px] divide-y divide-line border-y border-line">
          <NameSection name={me.user.name ?? ''} />
          {hasAccount() ? (
            <>
              <EmailSection email={me.user.email} />
              <PasswordSection email={me.user.email} />
            </>
          ) : (
            <Section title="Email and password" hint={me.user.email}>
              <p className="text-ink-2">
                You came in by the link that the terminal prints. That account has no password; sign out and
                create one to sign in from anywhere.
              </p>
            </Section>
          )}
          <ThemeSection />
          <SignOutSection />
        </div>
      )}
    </Screen>
  )
}
