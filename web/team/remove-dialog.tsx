import { api, type Member } from '../client.ts'
import { Confirm } from '../ui/confirm.tsx'
import { teamChanged } from './queries.ts'

interface Props {
  member: Member
  workspace: string
  onClose: () => void
}

export function RemoveDialog({ member, workspace, onClose }: Props) {
  const who = member.name ?? member.email
  const remove = async () => {
    await api.members[':id'].$delete({ param: { id: member.id } })
    await teamChanged()
  }
  return (
    <Confirm
      title={`Remove ${who}?`}
      action={`Remove ${who}`}
      keep="Keep them"
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        <span className="font-medium text-ink">{member.email}</span> sees nothing of {workspace} any more
        within seconds. Their API keys stop at once, and invitations they sent are withdrawn. What they ran
        stays.
      </p>
    </Confirm>
  )
}
