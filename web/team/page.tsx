import { AskManagers } from '../session/ask-managers.tsx'
import { useRole } from '../session/role.ts'
import { Screen } from '../ui/screen.tsx'
import { AuditLog } from './audit-log.tsx'
import { Invitations } from './invitations.tsx'
import { LeaveSection } from './leave.tsx'
import { Members } from './members.tsx'

/** Who is in the workspace, who is invited, and what they changed. */
export function TeamPage() {
  const { me, role, manages } = useRole()
  if (!me || !role) return <Screen title="Team">{null}</Screen>
  if (!manages)
    return (
      <Screen title="Team">
        <AskManagers to="invite somebody or see who is here" />
        <LeaveSection me={me.user.id} workspace={me.workspace.name} />
      </Screen>
    )
  return (
    <Screen title="Team">
      <div className="grid gap-12">
        <Members me={me.user.id} role={role} workspace={me.workspace.name} />
        <Invitations />
        <AuditLog />
      </div>
    </Screen>
  )
}
