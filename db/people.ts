import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Origin } from './audit.ts'
import { asSystem, type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import type { Role } from './permissions.ts'
import { members, profiles, workspaces } from './schema/people.ts'
import { foundWorkspace, lastUsedFirst } from './workspaces.ts'

export interface Membership {
  workspaceId: string
  workspace: string
  role: Role
  /** When the person was last seen there, to the minute. */
  lastSeenAt: Date | null
  /** The person's, as it is on record. */
  email: string
}

/**
 * Records a verified person and gives whoever has no workspace one of their own. Answers their memberships, the last
 * used first. Without an e-mail address the one on record stays; of a stranger it is needed.
 * Runs as `system`: before sign-in there is no workspace to be in.
 */
export function signIn(db: Db, person: Origin & { userId: string; email?: string }): Promise<Membership[]> {
  return asSystem(db, async (tx) => {
    const { userId, email } = person
    if (email)
      await tx
        .insert(profiles)
        .values({ id: userId, email })
        .onConflictDoUpdate({ target: profiles.id, set: { email } })
    // Two first requests at once would each find no workspace; the profile's row lock lets one go first.
    const [profile] = await tx.select().from(profiles).where(eq(profiles.id, userId)).for('update')
    if (!profile) return []
    const found = await membershipsOf(tx, person.userId)
    if (found.length > 0) return found
    const name = `${profile.email.split('@')[0]}'s workspace`
    await foundWorkspace(tx, { ...person, id: newId(), name })
    return membershipsOf(tx, person.userId)
  })
}

/** The memberships of a known person, the last used first and none of a deleted workspace; empty for a stranger. */
export function listMemberships(db: Db, userId: string): Promise<Membership[]> {
  return asSystem(db, (tx) => membershipsOf(tx, userId))
}

function membershipsOf(tx: Tx, userId: string): Promise<Membership[]> {
  return tx
    .select({
      workspaceId: members.workspaceId,
      workspace: workspaces.name,
      role: members.role,
      lastSeenAt: members.lastUsedAt,
      email: profiles.email,
    })
    .from(members)
    .innerJoin(workspaces, and(eq(workspaces.id, members.workspaceId), isNull(workspaces.deletedAt)))
    .innerJoin(profiles, eq(profiles.id, members.userId))
    .where(eq(members.userId, userId))
    .orderBy(lastUsedFirst, members.workspaceId)
}

/** Remembers when a person was in a workspace: the last one is meant by requests that name none. */
export function rememberWorkspace(db: Db, person: { userId: string; workspaceId: string }): Promise<void> {
  return asSystem(db, async (tx) => {
    await tx
      .update(members)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(members.userId, person.userId), eq(members.workspaceId, person.workspaceId)))
  })
}

/** Every workspace that is not deleted; the embedded start gives each the demo shop. */
export function listWorkspaceIds(db: Db): Promise<string[]> {
  return asSystem(db, async (tx) =>
    (await tx.select({ id: workspaces.id }).from(workspaces).where(isNull(workspaces.deletedAt))).map(
      (w) => w.id,
    ),
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

/** What others call the person; a person is the same in all workspaces, so no workspace's role may write it. */
export function renameProfile(db: Db, person: { userId: string; name: string | null }): Promise<void> {
  return asSystem(db, async (tx) => {
    await tx.update(profiles).set({ name: person.name }).where(eq(profiles.id, person.userId))
  })
}
