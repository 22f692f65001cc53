import { type Database, newId } from '../../db/client.ts'
import { acceptInvite, inviteMember } from '../../db/invites.ts'
import { changeRole } from '../../db/members.ts'
import { signIn } from '../../db/people.ts'
import type { Role } from '../../db/permissions.ts'
import type { Tenant } from './databases.ts'

/** A person who has signed in, and has a workspace of their own. */
export async function newcomer({ db }: Database, email?: string) {
  const userId = newId()
  const person = { userId, email: email ?? `${userId}@example.com` }
  const [membership] = await signIn(db, person)
  return { ...person, ownWorkspace: membership?.workspaceId ?? '' }
}

/** A person who joined the tenant's workspace by invitation, as anything. */
export async function colleague(database: Database, own: Tenant, role: Role) {
  const { db } = database
  const person = await newcomer(database)
  const owner = { workspaceId: own.workspaceId, userId: own.userId }
  const { token } = await inviteMember(db, { ...owner, email: person.email, role: 'member' })
  await acceptInvite(db, { userId: person.userId, token })
  if (role !== 'member') await changeRole(db, { ...owner, id: person.userId, role })
  return { ...person, workspaceId: own.workspaceId }
}
