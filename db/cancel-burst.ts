import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type BurstView, burstTopic, CANCEL_CHANNEL, getBurst } from './bursts.ts'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { BURSTS_TOPIC, publish, publishChange } from './events.ts'
import { bursts } from './schema/bursts.ts'
import { sessions } from './schema/sessions.ts'
import { eventsOf } from './sent-events.ts'

/** Ends everything of the burst that hasn't finished. Answers how many sessions that were; 0 when it was over. */
export async function cancelBurst(
  db: Db,
  input: Author & { id: string },
): Promise<{ burst: BurstView; cancelled: number }> {
  const { id } = await getBurst(db, input)
  const cancelled = await inWorkspace(db, input.workspaceId, (tx) => cancelIn(tx, input, id))
  return { burst: await getBurst(db, { ...input, id }), cancelled }
}

/** Ends everything that runs or waits in the workspace. */
export async function cancelOpenBursts(tx: Tx, author: Author): Promise<void> {
  const open = await tx
    .selectDistinct({ id: sessions.burstId })
    .from(sessions)
    .where(
      and(eq(sessions.workspaceId, author.workspaceId), inArray(sessions.outcome, ['scheduled', 'running'])),
    )
  for (const { id } of open) await cancelIn(tx, author, id)
}

async function cancelIn(tx: Tx, author: Author, id: string): Promise<number> {
  const { workspaceId } = author
  const ended = await tx
    .update(sessions)
    .set({
      outcome: 'cancelled',
      reason: 'The burst was cancelled.',
      endedAt: sql`now()`,
      events: eventsOf(sql`${sessions}.id`),
    })
    .where(
      and(
        eq(sessions.workspaceId, workspaceId),
        eq(sessions.burstId, id),
        inArray(sessions.outcome, ['scheduled', 'running']),
      ),
    )
    .returning({ id: sessions.id })
  if (ended.length === 0) return 0
  await tx.update(bursts).set({ cancelledAt: sql`now()` }).where(eq(bursts.id, id))
  await publish(tx, { workspaceId, topic: burstTopic(id), data: { type: 'burst', state: 'cancelled' } })
  await publishChange(tx, workspaceId, BURSTS_TOPIC)
  await recordChange(tx, author, {
    action: 'burst.cancelled',
    subject: { kind: 'burst', id },
    after: { sessions: ended.length },
  })
  await tx.execute(sql`select pg_notify(${CANCEL_CHANNEL}, ${id})`)
  return ended.length
}
