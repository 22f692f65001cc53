import { and, desc, eq, sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { members, profiles, workspaces } from './schema/people.ts'

export interface Membership {
  workspaceId: string
  workspace: string
  role: 'owner' | 'admin' | 'member'
}

/**
 * Records a verified person and gives a newcomer a workspace of their own. Answers their memberships, the last
 * used first. Runs as `system`: before sign-in there is no workspace to be in.
 */
export function signIn(db: Db, person: { userId: string; email: string }): Promise<Membership[]> {
  return asSystem(db, async (tx) => {
    await tx
      .insert(profiles)
      .values({ id: person.userId, email: person.email })
      .onConflictDoUpdate({ target: profiles.id, set: { email: person.email } })
    // Two first requests at once would each find no workspace; the profile's row lock lets one go first.
    await tx.select().from(profiles).where(eq(profiles.id, person.userId)).for('update')
    const found = await membershipsOf(tx, person.userId)
    if (found.length > 0) return found
    const id = newId()
    await tx.insert(workspaces).values({ id, name: `${person.email.split('@')[0]}'s workspace` })
    await tx.insert(members).values({ workspaceId: id, userId: person.userId, role: 'owner' })
    return membershipsOf(tx, person.userId)
  })
}

/** The memberships of a known person, the last used first; empty for a stranger. */
export function listMemberships(db: Db, userId: string): Promise<Membership[]> {
  return asSystem(db, (tx) => membershipsOf(tx, userId))
}

function membershipsOf(tx: Tx, userId: string): Promise<Membership[]> {
  return tx
    .select({ workspaceId: members.workspaceId, workspace: workspaces.name, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(desc(members.lastUsedAt), members.workspaceId)
}

/** Remembers which workspace a person named, for requests that name none. */
export function rememberWorkspace(db: Db, person: { userId: string; workspaceId: string }): Promise<void> {
  return asSystem(db, async (tx) => {
    await tx
      .update(members)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(members.userId, person.userId), eq(members.workspaceId, person.workspaceId)))
  })
}

/** Every workspace there is; the embedded start gives each the demo shop. */
export function listWorkspaceIds(db: Db): Promise<string[]> {
  return asSystem(db, async (tx) =>
    (await tx.select({ id: workspaces.id }).from(workspaces)).map((w) => w.id),
  )
}

/** Bursts of more sessions than this wait for a person's approval. */
export async function approvalThreshold(db: Db, workspaceId: string): Promise<number> {
  const [found] = await inWorkspace(db, workspaceId, (tx) =>
    tx
      .select({ threshold: workspaces.approvalThreshold })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId)),
  )
  if (!found) throw new AppError('not_found', 'This workspace is gone.', 'workspace')
  return found.threshold
}

/** A member of the workspace. */
export async function getProfile(
  db: Db,
  person: { workspaceId: string; userId: string },
): Promise<{ id: string; email: string; name: string | null }> {
  const [found] = await inWorkspace(db, person.workspaceId, (tx) =>
    tx
      .select({ id: profiles.id, email: profiles.email, name: profiles.name })
      .from(profiles)
      .innerJoin(members, and(eq(members.userId, profiles.id), eq(members.workspaceId, person.workspaceId)))
      .where(eq(profiles.id, person.userId)),
  )
  if (!found) throw new AppError('not_found', 'This person is not a member here.', 'user')
  return found
}

/** Whether the person is still in the workspace; open streams ask again and again. */
export async function isMember(db: Db, input: { workspaceId: string; userId: string }): Promise<boolean> {
  const found = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({ userId: members.userId })
      .from(members)
      .where(and(eq(members.workspaceId, input.workspaceId), eq(members.userId, input.userId))),
  )
  return found.length > 0
}

/** What others call the person; a person is the same in all workspaces, so no workspace's role may write it. */
export function renameProfile(db: Db, person: { userId: string; name: string | null }): Promise<void> {
  return asSystem(db, async (tx) => {
    await tx.update(profiles).set({ name: person.name }).where(eq(profiles.id, person.userId))
  })
}
