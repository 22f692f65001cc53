import { and, eq } from 'drizzle-orm'
import { burstTopic } from './bursts.ts'
import type { Tx } from './client.ts'
import { publish } from './events.ts'
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
