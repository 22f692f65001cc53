import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { demand, type Permission, type Rights } from './permissions.ts'
import { keys } from './schema/keys.ts'
import { members, workspaces } from './schema/people.ts'

/** Somebody in a workspace, by themselves or through a key of theirs. */
export interface Who {
  workspaceId: string
  userId: string
  keyId?: string
}

/** A key that has been neither revoked nor used up by time. */
export const liveKey = and(isNull(keys.revokedAt), or(isNull(keys.expiresAt), gt(keys.expiresAt, sql`now()`)))

/** What they may do at this moment; undefined once they are no member, the key is dead or the workspace deleted. */
export function currentRights(db: Db, who: Who): Promise<Rights | undefined> {
  return inWorkspace(db, who.workspaceId, (tx) => rightsIn(tx, who))
}

async function rightsIn(tx: Tx, who: Who): Promise<Rights | undefined> {
  const [member] = await tx
    .select({ role: members.role })
    .from(members)
    .innerJoin(workspaces, and(eq(workspaces.id, members.workspaceId), isNull(workspaces.deletedAt)))
    .where(and(eq(members.workspaceId, who.workspaceId), eq(members.userId, who.userId)))
  if (!member || who.keyId === undefined) return member
  const [key] = await tx
    .select({ scopes: keys.scopes })
    .from(keys)
    .where(and(eq(keys.workspaceId, who.workspaceId), eq(keys.id, who.keyId), liveKey))
  return key && { role: member.role, scopes: key.scopes }
}

const GONE = 'No workspace of yours has this id.'

/** Throws `forbidden` when they may not (any more), `not_found` when they are not in the workspace (any more). */
export async function demandNow(db: Db, who: Who, permission: Permission): Promise<Rights> {
  const rights = await currentRights(db, who)
  if (!rights) throw new AppError('not_found', GONE, 'workspace')
  demand(rights, permission)
  return rights
}

/**
 * The same inside a transaction that changes who is in the workspace: the workspace's row is locked first, so that
 * such changes go one after another, and each sees what the one before left.
 */
export async function demandLocked(tx: Tx, who: Who, permission: Permission): Promise<Rights> {
  await lockWorkspace(tx, who.workspaceId)
  const rights = await rightsIn(tx, who)
  if (!rights) throw new AppError('not_found', GONE, 'workspace')
  demand(rights, permission)
  return rights
}

/** Throws `not_found` when it is deleted. */
export async function lockWorkspace(tx: Tx, workspaceId: string): Promise<{ name: string }> {
  const [found] = await tx
    .select({ name: workspaces.name })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), isNull(workspaces.deletedAt)))
    .for('update')
  if (!found) throw new AppError('not_found', GONE, 'workspace')
  return found
}
