import { and, asc, desc, eq, inArray, ne } from 'drizzle-orm'
import { burstTopic } from './bursts.ts'
import type { Tx } from './client.ts'
import { BURSTS_TOPIC, publish, publishChange } from './events.ts'
import { bursts } from './schema/bursts.ts'
import { sessions } from './schema/sessions.ts'

/** An attempt that a runner holds: what its writes are conditional on. */
export interface Hold {
  workspaceId: string
  sessionId: string
  attempt: number
}

/** The row, as long as it is the runner's. */
export const held = (hold: Hold) =>
  and(
    eq(sessions.workspaceId, hold.workspaceId),
    eq(sessions.id, hold.sessionId),
    eq(sessions.attempts, hold.attempt),
    eq(sessions.outcome, 'running'),
  )

export type Held = Pick<
  typeof sessions.$inferSelect,
  'id' | 'workspaceId' | 'burstId' | 'number' | 'attempts'
>

/** Tells the burst's followers what became of a session. */
export function progress(tx: Tx, session: Held, change: Record<string, unknown>): Promise<void> {
  return publish(tx, {
    workspaceId: session.workspaceId,
    topic: burstTopic(session.burstId),
    data: {
      type: 'session',
      session: session.id,
      number: session.number,
      attempt: session.attempts,
      ...change,
    },
  })
}

/** Tells followers of the workspace's bursts when this was the burst's first session to start. */
export async function publishFirst(tx: Tx, session: Held): Promise<void> {
  const [earlier] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.burstId, session.burstId),
        ne(sessions.id, session.id),
        ne(sessions.outcome, 'scheduled'),
      ),
    )
    .orderBy(asc(sessions.number))
    .limit(1)
  if (!earlier) await publishChange(tx, session.workspaceId, BURSTS_TOPIC)
}

/** Tells followers of the workspace's bursts when this was the burst's last session to end. */
export async function publishLast(tx: Tx, session: Held): Promise<void> {
  // Of two last sessions that end at once, one must see the other.
  await tx.select({ id: bursts.id }).from(bursts).where(eq(bursts.id, session.burstId)).for('no key update')
  const [open] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.burstId, session.burstId), inArray(sessions.outcome, ['scheduled', 'running'])))
    .orderBy(desc(sessions.number))
    .limit(1)
  if (!open) await publishChange(tx, session.workspaceId, BURSTS_TOPIC)
}
