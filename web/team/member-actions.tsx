import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Member } from '../client.ts'
import { IconButton } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

interface Props {
  member: Member
  me: string
  role: Member['role']
  workspace: string
}

export function MemberActions({ member, me, role, workspace }: Props) {
  const [doing, setDoing] = useState<'remove' | 'leave' | 'hand over'>()
  const done = () => setDoing(undefined)
  const self = member.id === me
  const owns = role === 'owner'
  if (!self && member.role === 'owner' && !owns) return <span className="size-8" />
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`More about ${member.name ?? member.email}`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        {owns && !self && <MenuItem onClick={() => setDoing('hand over')}>Hand the workspace over</MenuItem>}
        {self ? (
          <MenuItem danger onClick={() => setDoing('leave')}>
            Leave the workspace
          </MenuItem>
        ) : (
          <MenuItem danger onClick={() => setDoing('remove')}>
            Remove from the workspace
          </MenuItem>
        )}
      </Menu>
      {doing === 'leave' && <LeaveDialog me={me} workspace={workspace} onClose={done} />}
      {doing === 'remove' && <RemoveDialog member={member} workspace={workspace} onClose={done} />}
      {doing === 'hand over' && <HandOverDialog member={member} workspace={workspace} onClose={done} />}
    </>
  )
}
