import { api } from '../client.ts'
import { enterWorkspace } from '../session/workspace.ts'
import { Confirm } from '../ui/confirm.tsx'

export function LeaveDialog({
  me,
  workspace,
  onClose,
}: {
  me: string
  workspace: string
  onClose: () => void
}) {
  const leave = async () => {
    await api.members[':id'].$delete({ param: { id: me } })
    enterWorkspace(undefined)
  }
  return (
    <Confirm title={`Leave ${workspace}?`} action="Leave" keep="Stay" onConfirm={leave} onClose={onClose}>
      <p>
        You see nothing of {workspace} any more, and your API keys for it stop at once. What you ran stays
        there. To come back you need an invitation.
      </p>
    </Confirm>
  )
}
