import { asc, inArray, lt, sql } from 'drizzle-orm'
import { asSystem, type Db, newId, type Tx } from './client.ts'
import { erasures } from './schema/erasures.ts'

/** Names of objects in storage: everything of a workspace, and of a burst, lies below one prefix. */
export const burstPrefix = (burst: { workspaceId: string; id: string }) => `${burst.workspaceId}/${burst.id}/`
export interface PicturedSession {
  workspaceId: string
  burstId: string
  id: string
}
export const pictureKey = (session: PicturedSession) =>
  `${session.workspaceId}/${session.burstId}/${session.id}.jpg`
/** The screen after a step; a step is known by its attempt too, so that no picture ever changes. */
export const stepPictureKey = (
  session: PicturedSession,
  { attempt, number }: { attempt: number; number: number },
) => `${session.workspaceId}/${session.burstId}/${session.id}-${attempt}-${number}.jpg`

export const exportKey = (one: { workspaceId: string; id: string; format: string }) =>
  `${one.workspaceId}/exports/${one.id}.${one.format}`

/** Longer than a runner goes on with a visit that was taken from it: what it still writes is erased too. */
const SETTLE_SECONDS = 60
const BATCH = 20

/** Has objects erased once the caller's transaction is committed, also when every process dies at that moment. */
export async function eraseObjects(tx: Tx, input: { workspaceId: string; keys: string[] }): Promise<void> {
  if (input.keys.length > 0) await tx.insert(erasures).values({ id: newId(), ...input })
}

/** What is to be erased from storage now, the oldest first; `settled: false` also what was written just now. */
export function listErasures(
  db: Db,
  { settled = true }: { settled?: boolean } = {},
): Promise<{ id: string; keys: string[] }[]> {
  const before = sql`now() - make_interval(secs => ${settled ? SETTLE_SECONDS : 0})`
  return asSystem(db, (tx) =>
    tx
      .select({ id: erasures.id, keys: erasures.keys })
      .from(erasures)
      .where(lt(erasures.createdAt, before))
      .orderBy(asc(erasures.createdAt))
      .limit(BATCH),
  )
}

/** Forgets erasures that were carried out. Done twice by two processes, it does no harm. */
export async function endErasures(db: Db, ids: string[]): Promise<void> {
  if (ids.length > 0) await asSystem(db, (tx) => tx.delete(erasures).where(inArray(erasures.id, ids)))
}
