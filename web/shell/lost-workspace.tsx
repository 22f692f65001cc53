import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../queries.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'

/** In place of everything when the workspace ends for this person while the page is open in it. */
export function LostWorkspace() {
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="text-21 wrap-anywhere">
        You are not in {me?.workspace.name ?? 'this workspace'} any more
      </h1>
      <p role="alert" className="max-w-[480px] text-ink-2">
        You were removed or left, or the workspace was deleted. To come back, ask somebody who manages it for
        an invitation.
      </p>
      <Button kind="ink" onClick={() => enterWorkspace(undefined)}>
        Go to another workspace
      </Button>
    </main>
  )
}
