import { and, asc, desc, eq, gt, ne } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { withdrawInvitesOf } from './invites.ts'
import { revokeKeysOf } from './keys.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { demand, type Role } from './permissions.ts'
import { demandLocked, type Who } from './rights.ts'
import { members, profiles } from './schema/people.ts'
import { dropViewsOf } from './views.ts'

export interface Member {
  /** The person's. */
  id: string
  email: string
  /** What they call themselves. */
  name: string | null
  role: Role
  joinedAt: Date
  lastSeenAt: Date | null
}

const MANAGERS_NAMED = 5

const select = (tx: Tx) =>
  tx
    .select({
      id: members.userId,
      email: profiles.email,
      name: profiles.name,
      role: members.role,
      joinedAt: members.createdAt,
      lastSeenAt: members.lastUsedAt,
    })
    .from(members)
    .innerJoin(profiles, eq(profiles.id, members.userId))

export function listMembers(
  db: Db,
  input: { workspaceId: string; cursor?: string; limit: number },
): Promise<Page<Member>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const after = input.cursor ? gt(members.userId, knownCursor(input.cursor)) : undefined
    const found = await select(tx)
      .where(and(eq(members.workspaceId, input.workspaceId), after))
      .orderBy(asc(members.userId))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/** Whom a member can ask: owners first, and no more than a sentence holds. */
export function listManagers(
  db: Db,
  { workspaceId }: { workspaceId: string },
): Promise<{ email: string; name: string | null; role: Role }[]> {
  return inWorkspace(db, workspaceId, (tx) =>
    tx
      .select({ email: profiles.email, name: profiles.name, role: members.role })
      .from(members)
      .innerJoin(profiles, eq(profiles.id, members.userId))
      .where(and(eq(members.workspaceId, workspaceId), ne(members.role, 'member')))
      .orderBy(desc(eq(members.role, 'owner')), asc(members.userId))
      .limit(MANAGERS_NAMED),
  )
}

async function memberOf(tx: Tx, workspaceId: string, userId: string): Promise<Member> {
  const [found] = await select(tx).where(
    and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)),
  )
  if (!found) throw new AppError('not_found', `No member has the id "${userId}".`, 'id')
  return found
}

/** Owners are made and unmade by owners only, and the last one stays. */
export async function changeRole(db: Db, input: Author & Who & { id: string; role: Role }): Promise<Member> {
  const id = knownId(input.id, 'member')
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const rights = await demandLocked(tx, input, 'manageMembers')
    const member = await memberOf(tx, input.workspaceId, id)
    if (member.role === input.role) return member
    if (member.role === 'owner' || input.role === 'owner') demand(rights, 'ownWorkspace')
    if (member.role === 'owner') await keepAnOwner(tx, input.workspaceId, id)
    await setRole(tx, input, member, input.role)
    return { ...member, role: input.role }
  })
}

/** Hands the workspace over to another member; who owned it stays as an admin. */
export async function transferWorkspace(db: Db, input: Author & Who & { to: string }): Promise<void> {
  const to = knownId(input.to, 'member', 'userId')
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await demandLocked(tx, input, 'ownWorkspace')
    const heir = await memberOf(tx, input.workspaceId, to)
    const owner = await memberOf(tx, input.workspaceId, input.userId)
    if (heir.id === owner.id) throw new AppError('invalid_input', 'Expected another member.', 'userId')
    if (heir.role !== 'owner') await setRole(tx, input, heir, 'owner')
    await setRole(tx, input, owner, 'admin')
  })
}

/** Removes a member, or lets them leave. With the membership end their keys, their views and what they have invited. */
export async function removeMember(db: Db, input: Author & Who & { id: string }): Promise<void> {
  const id = knownId(input.id, 'member')
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const leaves = id === input.userId
    const rights = await demandLocked(tx, input, leaves ? 'leave' : 'manageMembers')
    const member = await memberOf(tx, input.workspaceId, id)
    if (member.role === 'owner') {
      if (!leaves) demand(rights, 'ownWorkspace')
      await keepAnOwner(tx, input.workspaceId, id)
    }
    await revokeKeysOf(tx, input, id)
    await withdrawInvitesOf(tx, input, id)
    await dropViewsOf(tx, { workspaceId: input.workspaceId, userId: id })
    await recordChange(tx, input, {
      action: leaves ? 'member.left' : 'member.removed',
      subject: { kind: 'member', id, name: member.email },
      before: { role: member.role },
    })
    await tx.delete(members).where(and(eq(members.workspaceId, input.workspaceId), eq(members.userId, id)))
  })
}

async function setRole(tx: Tx, author: Author, member: Member, role: Role): Promise<void> {
  await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.workspaceId, author.workspaceId), eq(members.userId, member.id)))
  // Their keys stay, and do no more than the new role may.
  if (role === 'member') await withdrawInvitesOf(tx, author, member.id)
  await recordChange(tx, author, {
    action: 'member.role',
    subject: { kind: 'member', id: member.id, name: member.email },
    before: { role: member.role },
    after: { role },
  })
}

/** Exact because the workspace's row is locked. */
async function keepAnOwner(tx: Tx, workspaceId: string, leaving: string): Promise<void> {
  const [other] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, 'owner'), ne(members.userId, leaving)))
    .limit(1)
  if (!other)
    throw new AppError(
      'conflict',
      'The last owner can not leave. Hand the workspace over first, or delete it.',
      'id',
    )
}
