import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { api, json } from '../client.ts'
import { Problem } from '../problem.ts'
import { meQuery } from '../queries.ts'
import { useSessionEnded } from '../session/ended.ts'
import { enterWorkspace, workspace } from '../session/workspace.ts'
import { Dialog } from '../ui/dialog.tsx'

/** What an answer for somebody who is not in this workspace comes to. */
function elsewhere(error: unknown): undefined {
  if (!(error instanceof Problem) || error.status !== 404) throw error
}

const SignInAgainForm = lazy(() => import('../session/again-form.tsx'))

/** Opens when the session ends while the page is open; everything typed stays where it is underneath. */
export function SignInAgain() {
  const ended = useSessionEnded()
  const queryClient = useQueryClient()
  const { data: me } = useQuery({ ...meQuery, enabled: !ended })
  const goOn = async () => {
    workspace.unsettle()
    const now = await json(api.me.$get()).catch(elsewhere)
    // Somebody else now, or not in this workspace: nothing of the page is theirs to see.
    if (!now || (me && now.user.id !== me.user.id)) enterWorkspace(undefined)
    else {
      workspace.settle(now.workspace.id)
      await queryClient.invalidateQueries()
    }
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
