import { useMutation } from '@tanstack/react-query'
import type { Member } from '../client.ts'
import { api, json } from '../client.ts'
import { explain } from '../problem.ts'
import { SelectField } from '../ui/select-field.tsx'
import { dayOf, momentOf } from '../ui/time.ts'
import { MemberActions } from './member-actions.tsx'
import { teamChanged } from './queries.ts'

interface Props {
  member: Member
  me: string
  role: Member['role']
  workspace: string
}

export function MemberRow({ member, me, role, workspace }: Props) {
  const { name, email, joinedAt, lastSeenAt } = member
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 border-b border-line px-2 py-3 md:grid-cols-[minmax(0,1fr)_130px_260px_auto]">
      <div className="min-w-0 wrap-anywhere">
        <span className="font-medium">{name ?? email}</span>
        {member.id === me && <span className="text-ink-3"> (you)</span>}
        {name && <span className="block text-12 text-ink-2">{email}</span>}
      </div>
      <div className="order-4 col-span-2 max-w-40 md:order-none md:col-span-1">
        <RoleOf member={member} me={me} role={role} />
      </div>
      <p className="order-3 col-span-2 text-12 text-ink-2 md:order-none md:col-span-1">
        Since {dayOf(joinedAt)}
        <span className="text-ink-3">
          {lastSeenAt ? `, last seen ${momentOf(lastSeenAt)}` : ', not seen yet'}
        </span>
      </p>
      <MemberActions member={member} me={me} role={role} workspace={workspace} />
    </li>
  )
}

/** Owners are made and unmade by owners; nobody takes from themselves here. */
function RoleOf({ member, me, role }: Omit<Props, 'workspace'>) {
  const change = useMutation({
    mutationFn: (next: Member['role']) =>
      json(api.members[':id'].$patch({ param: { id: member.id }, json: { role: next } })),
    onSettled: teamChanged,
  })
  const roles = role === 'owner' ? (['member', 'admin', 'owner'] as const) : (['member', 'admin'] as const)
  if (member.id === me || !roles.some((one) => one === member.role)) return member.role
  return (
    <>
      <SelectField
        label={`Role of ${member.name ?? member.email}`}
        labelHidden
        options={roles.map((one) => [one, one] as const)}
        value={change.isPending ? change.variables : member.role}
        disabled={change.isPending}
        onChange={(event) => {
          const next = roles.find((one) => one === event.target.value)
          if (next) change.mutate(next)
        }}
      />
      {change.error && (
        <p role="alert" className="mt-1 text-12 text-fail">
          {explain(change.error)}
        </p>
      )}
    </>
  )
}
