import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { api, json } from '../client.ts'
import { meQuery } from '../queries.ts'
import { useSessionEnded } from '../session/ended.ts'
import { Dialog } from '../ui/dialog.tsx'

const SignInAgainForm = lazy(() => import('../session/again-form.tsx'))

/** Opens when the session ends while the page is open; everything typed stays where it is underneath. */
export function SignInAgain() {
  const ended = useSessionEnded()
  const queryClient = useQueryClient()
  const { data: me } = useQuery({ ...meQuery, enabled: !ended })
  const goOn = async () => {
    const now = await json(api.me.$get())
    // Somebody else now: nothing of the page is theirs to see.
    if (me && now.user.id !== me.user.id) location.assign('/')
    else await queryClient.invalidateQueries()
  }
  return (
    <Dialog open={ended} title="Sign in again">
      <p className="mb-4 text-ink-2">Your session has ended. What you typed is still here.</p>
      <Suspense>
        <SignInAgainForm email={me?.user.email} onEntered={() => void goOn()} />
      </Suspense>
    </Dialog>
  )
}
