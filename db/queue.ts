import { type SQL, sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import { rows, type Tx } from './client.ts'

/** Due sessions wait here for a runner. The row's lease is the claim; a job only wakes and shares the work. */
export const SESSIONS_QUEUE = 'sessions'
export interface SessionJob {
  workspaceId: string
  sessionId: string
}

/** Starts pg-boss and makes its queues; safe to call from many processes. */
export async function startQueue(boss: PgBoss): Promise<PgBoss> {
  await boss.start()
  // `short`: at most one waiting job a session, so that handing one out again never piles up.
  await boss.createQueue(SESSIONS_QUEUE, {
    policy: 'short',
    notify: true,
    retryLimit: 0,
    expireInSeconds: 60,
  })
  return boss
}

/**
 * The only way to enqueue: inside the caller's transaction, so that rows and jobs commit together (and a send
 * beside an open transaction hangs on PGlite). The queue's tables belong to the connection's own user.
 */
export async function enqueueSessions(boss: PgBoss, tx: Tx, jobs: SessionJob[]): Promise<void> {
  if (jobs.length === 0) return
  await tx.execute(sql`reset role`)
  await boss.insert(
    SESSIONS_QUEUE,
    jobs.map((data) => ({ data, singletonKey: data.sessionId })),
    { db: fromDrizzle({ execute: (query) => rows(tx, query as SQL) }, sql) },
  )
}

/** Up to `count` waiting jobs, completed at once: from here on the lease decides. */
export async function takeSessions(boss: PgBoss, count: number): Promise<SessionJob[]> {
  const jobs = await boss.fetch<SessionJob>(SESSIONS_QUEUE, { batchSize: count })
  if (jobs.length > 0)
    await boss.complete(
      SESSIONS_QUEUE,
      jobs.map((job) => job.id),
    )
  return jobs.map((job) => job.data)
}
