import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../queries.ts'
import { enterWorkspace, useWorkspaceLost } from '../session/workspace.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** Opens when the workspace ends for this person while the page is open in it. */
export function LostWorkspace() {
  const lost = useWorkspaceLost()
  const { data: me } = useQuery({ ...meQuery, enabled: !lost })
  const name = me?.workspace.name ?? 'this workspace'
  return (
    <Dialog open={lost} title={`You are not in ${name} any more`}>
      <div className="mt-2 grid gap-4">
        <p className="text-ink-2">
          You were removed or left, or the workspace was deleted. Nothing of it can be seen from here. To come
          back, ask somebody who manages it for an invitation.
        </p>
        <Button kind="ink" className="justify-self-start" onClick={() => enterWorkspace(undefined)}>
          Go to another workspace
        </Button>
      </div>
    </Dialog>
  )
}
