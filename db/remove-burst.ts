import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { burstTopic, CANCEL_CHANNEL, getBurst } from './bursts.ts'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { BURSTS_TOPIC, publish, publishChange } from './events.ts'
import { eraseExports } from './exports.ts'
import { burstPrefix, eraseObjects } from './objects.ts'
import { bursts, events } from './schema/bursts.ts'

/**
 * Erases a burst: its sessions, steps, attempts and events at once, its pictures and the exports that may name it soon
 * after. Visits under way end within two seconds, as in a cancel, and find nothing to write to.
 */
export async function removeBurst(db: Db, input: Author & { id: string }): Promise<void> {
  const { workspaceId } = input
  const { id, target, sessions } = await getBurst(db, input)
  await inWorkspace(db, workspaceId, async (tx) => {
    await tx.delete(bursts).where(and(eq(bursts.workspaceId, workspaceId), eq(bursts.id, id)))
    await clearBursts(tx, workspaceId, [id])
    await eraseExports(tx, workspaceId)
    await recordChange(tx, input, {
      action: 'burst.removed',
      subject: { kind: 'burst', id, name: target },
      before: { sessions },
    })
  })
}

/** What goes with bursts that are deleted: their events and pictures, and their visits; who follows one is told. */
export async function clearBursts(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const topics = ids.map(burstTopic)
  await tx.delete(events).where(and(eq(events.workspaceId, workspaceId), inArray(events.topic, topics)))
  await eraseObjects(tx, { workspaceId, keys: ids.map((id) => burstPrefix({ workspaceId, id })) })
  for (const topic of topics)
    await publish(tx, { workspaceId, topic, data: { type: 'burst', state: 'gone' } })
  await publishChange(tx, workspaceId, BURSTS_TOPIC)
  for (const id of ids) await tx.execute(sql`select pg_notify(${CANCEL_CHANNEL}, ${id})`)
}
