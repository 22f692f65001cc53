import { useQueryClient } from '@tanstack/react-query'
import { useSessionEnded } from '../session/ended.ts'
import { SignInForm } from '../session/form.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** Opens when the session ends while the page is open; everything typed stays where it is underneath. */
export function SignInAgain() {
  const ended = useSessionEnded()
  const queryClient = useQueryClient()
  return (
    <Dialog open={ended} title="Sign in again">
      <p className="mb-4 text-ink-2">Your session has ended. What you typed is still here.</p>
      <SignInForm onSignedIn={() => void queryClient.invalidateQueries()} />
    </Dialog>
  )
}
