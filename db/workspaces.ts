import { and, count, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { type Author, type Origin, recordChange } from './audit.ts'
import { cancelOpenBursts } from './cancel-burst.ts'
import { asSystem, type Db, inWorkspace, newId, rows, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { eraseObjects } from './objects.ts'
import { knownId } from './pages.ts'
import type { Role } from './permissions.ts'
import { demandLocked, type Who } from './rights.ts'
import { members, profiles, workspaces } from './schema/people.ts'

/** How long a deleted workspace can be restored. */
const GRACE_DAYS = 30
/** Workspaces that one person may own; nobody needs more, and a script must not make them without end. */
const MAX_OWNED = 50
/** Erased in one sweep. */
const ERASE_BATCH = 5

export interface Workspace {
  id: string
  name: string
  role: Role
  approvalThreshold: number
  createdAt: Date
  deletedAt: Date | null
  /** When a deleted one is erased with everything in it. */
  erasedAt: Date | null
}

const select = (tx: Tx, userId: string) =>
  tx
    .select({
      id: workspaces.id,
      name: workspaces.name,
      role: members.role,
      approvalThreshold: workspaces.approvalThreshold,
      createdAt: workspaces.createdAt,
      deletedAt: workspaces.deletedAt,
      erasedAt: sql<Date | null>`${workspaces.deletedAt} + make_interval(days => ${GRACE_DAYS})`.mapWith(
        workspaces.deletedAt,
      ),
    })
    .from(workspaces)
    .innerJoin(members, and(eq(members.workspaceId, workspaces.id), eq(members.userId, userId)))

/** One that was made or joined but never used comes last: it is meant only where it is named. */
export const lastUsedFirst = sql`${members.lastUsedAt} desc nulls last`

/** A person's workspaces, the last used first; deleted ones only for their owners, who may restore them. */
export function listWorkspaces(db: Db, person: { userId: string; only?: string }): Promise<Workspace[]> {
  return asSystem(db, (tx) =>
    select(tx, person.userId)
      .where(
        and(
          or(isNull(workspaces.deletedAt), eq(members.role, 'owner')),
          person.only ? eq(workspaces.id, person.only) : undefined,
        ),
      )
      .orderBy(lastUsedFirst, members.workspaceId),
  )
}

/** One that is not deleted. */
export async function getWorkspace(db: Db, who: Who): Promise<Workspace> {
  const [found] = await inWorkspace(db, who.workspaceId, (tx) =>
    select(tx, who.userId).where(and(eq(workspaces.id, who.workspaceId), isNull(workspaces.deletedAt))),
  )
  if (!found) throw gone()
  return found
}

/** Makes a workspace and its first owner, or finds the one that `id` made before. */
export async function makeWorkspace(
  db: Db,
  input: Origin & { userId: string; name: string; id?: string },
): Promise<Workspace> {
  const { userId, name, id = newId() } = input
  await asSystem(db, async (tx) => {
    // One at a time for a person, so that the count is exact.
    await tx.select({ id: profiles.id }).from(profiles).where(eq(profiles.id, userId)).for('update')
    const mine = and(eq(members.workspaceId, id), eq(members.userId, userId))
    if ((await tx.$count(members, mine)) > 0) return
    const [owned] = await tx
      .select({ count: count() })
      .from(members)
      .where(and(eq(members.userId, userId), eq(members.role, 'owner')))
    if (owned && owned.count >= MAX_OWNED)
      throw new AppError(
        'conflict',
        `One person can own ${MAX_OWNED} workspaces, those included that can still be restored.`,
      )
    await foundWorkspace(tx, { ...input, id, name })
  })
  return getWorkspace(db, { workspaceId: id, userId })
}

/** The rows of a new workspace, in a transaction of `system`. */
export async function foundWorkspace(
  tx: Tx,
  { id, name, ...founder }: Origin & { id: string; userId: string; name: string },
): Promise<void> {
  await tx.insert(workspaces).values({ id, name })
  await tx.insert(members).values({ workspaceId: id, userId: founder.userId, role: 'owner' })
  await recordChange(
    tx,
    { ...founder, workspaceId: id },
    { action: 'workspace.made', subject: { kind: 'workspace', id, name }, after: { name } },
  )
}

export async function changeWorkspace(
  db: Db,
  input: Author & Who & { name?: string; approvalThreshold?: number },
): Promise<Workspace> {
  const { workspaceId: id } = input
  await inWorkspace(db, id, async (tx) => {
    await demandLocked(tx, input, 'changeWorkspace')
    const [before] = await tx.select().from(workspaces).where(eq(workspaces.id, id))
    if (!before) throw gone()
    const { name = before.name, approvalThreshold = before.approvalThreshold } = input
    await tx.update(workspaces).set({ name, approvalThreshold }).where(eq(workspaces.id, id))
    await recordChange(tx, input, {
      action: 'workspace.changed',
      subject: { kind: 'workspace', id, name },
      before: { name: before.name, approvalThreshold: before.approvalThreshold },
      after: { name, approvalThreshold },
    })
  })
  return getWorkspace(db, input)
}

/** Deletes it for everybody at once; what runs in it is cancelled. An owner may restore it until it is erased. */
export async function removeWorkspace(db: Db, input: Author & Who): Promise<void> {
  const { workspaceId: id } = input
  await inWorkspace(db, id, async (tx) => {
    await demandLocked(tx, input, 'ownWorkspace')
    await cancelOpenBursts(tx, input)
    const [deleted] = await tx
      .update(workspaces)
      .set({ deletedAt: sql`now()` })
      .where(eq(workspaces.id, id))
      .returning({ name: workspaces.name })
    const subject = { kind: 'workspace', id, name: deleted?.name }
    await recordChange(tx, input, { action: 'workspace.deleted', subject })
  })
}

/** Brings a deleted workspace back, with all that was in it. Runs as `system`: nobody is in a deleted workspace. */
export async function restoreWorkspace(
  db: Db,
  input: Origin & { userId: string; id: string },
): Promise<Workspace> {
  const id = knownId(input.id, 'workspace')
  const owned = { workspaceId: id, userId: input.userId }
  await asSystem(db, async (tx) => {
    const [found] = await tx
      .select({ name: workspaces.name })
      .from(workspaces)
      .where(and(eq(workspaces.id, id), isNotNull(workspaces.deletedAt)))
      .for('update')
    const [member] = await tx
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.workspaceId, id), eq(members.userId, input.userId)))
    if (!found || member?.role !== 'owner')
      throw new AppError('not_found', 'No deleted workspace of yours has this id.', 'id')
    await tx.update(workspaces).set({ deletedAt: null }).where(eq(workspaces.id, id))
    const subject = { kind: 'workspace', id, name: found.name }
    await recordChange(tx, { ...input, ...owned }, { action: 'workspace.restored', subject })
  })
  return getWorkspace(db, owned)
}

/** Erases workspaces whose grace period is over, with everything in them; a few a call. */
export function eraseWorkspaces(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const erased = await rows<{ id: string }>(
      tx,
      sql`delete from ${workspaces} where id in (
            select id from ${workspaces} where deleted_at < now() - make_interval(days => ${GRACE_DAYS})
            order by deleted_at limit ${ERASE_BATCH} for update skip locked) returning id`,
    )
    for (const { id } of erased) await eraseObjects(tx, { workspaceId: id, keys: [`${id}/`] })
    return erased.length
  })
}

const gone = () => new AppError('not_found', 'No workspace of yours has this id.', 'workspace')
