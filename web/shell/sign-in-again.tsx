import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSessionEnded } from '../session.ts'
import { Dialog } from '../ui/dialog.tsx'

const SignInForm = lazy(async () => ({ default: (await import('../sign-in/form.tsx')).SignInForm }))

/** Opens when the session ends while the page is open; everything typed stays where it is underneath. */
export function SignInAgain() {
  const ended = useSessionEnded()
  const queryClient = useQueryClient()
  return (
    <Dialog open={ended} title="Sign in again">
      <p className="mb-4 text-ink-2">Your session has ended. What you typed is still here.</p>
      <Suspense>
        <SignInForm onSignedIn={() => void queryClient.invalidateQueries()} />
      </Suspense>
    </Dialog>
  )
}
