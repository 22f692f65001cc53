import { useQuery } from '@tanstack/react-query'
import { api, type Member } from '../client.ts'
import { meQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { Confirm } from '../ui/confirm.tsx'
import { teamChanged } from './queries.ts'

interface Props {
  member: Member
  workspace: string
  onClose: () => void
}

export function HandOverDialog({ member, workspace, onClose }: Props) {
  const { data: me } = useQuery(meQuery)
  const handOver = async () => {
    if (!me) return
    await api.workspaces[':id'].transfer.$post({
      param: { id: me.workspace.id },
      json: { userId: member.id },
    })
    await Promise.all([queryClient.invalidateQueries(meQuery), teamChanged()])
  }
  return (
    <Confirm
      title={`Hand ${workspace} over?`}
      action={`Hand it to ${member.name ?? member.email}`}
      keep="Keep it"
      onConfirm={handOver}
      onClose={onClose}
    >
      <p>
        <span className="font-medium text-ink">{member.email}</span> becomes an owner and you stay as an
        admin. Only an owner can make you one again.
      </p>
    </Confirm>
  )
}
