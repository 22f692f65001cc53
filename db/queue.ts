import { type SQL, sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import { rows, type Tx } from './client.ts'

/** Due sessions wait here for a runner. The row's lease is the claim; a job only wakes and shares the work. */
export const SESSIONS_QUEUE = 'sessions'
export interface SessionJob {
  workspaceId: string
  sessionId: string
}

/** The doctor's visits wait here; as with sessions, the row's lease is the claim. */
export const INSPECTIONS_QUEUE = 'inspections'
export interface InspectionJob {
  workspaceId: string
  inspectionId: string
}

/** Starts pg-boss and makes its queues; safe to call from many processes. */
export async function startQueue(boss: PgBoss): Promise<PgBoss> {
  await boss.start()
  // `short`: at most one waiting job a session, so that handing one out again never piles up.
  for (const name of [SESSIONS_QUEUE, INSPECTIONS_QUEUE])
    await boss.createQueue(name, { policy: 'short', notify: true, retryLimit: 0, expireInSeconds: 60 })
  return boss
}

/**
 * The only way to enqueue: inside the caller's transaction, so that rows and jobs commit together (and a send
 * beside an open transaction hangs on PGlite). The queue's tables belong to the connection's own user.
 */
export const enqueueSessions = (boss: PgBoss, tx: Tx, jobs: SessionJob[]): Promise<void> =>
  enqueue(boss, tx, SESSIONS_QUEUE, jobs, ({ sessionId }) => sessionId)

/** The same for the doctor's visits. */
export const enqueueInspectionJobs = (boss: PgBoss, tx: Tx, jobs: InspectionJob[]): Promise<void> =>
  enqueue(boss, tx, INSPECTIONS_QUEUE, jobs, ({ inspectionId }) => inspectionId)

async function enqueue<Job extends object>(
  boss: PgBoss,
  tx: Tx,
  queue: string,
  jobs: Job[],
  key: (job: Job) => string,
): Promise<void> {
  if (jobs.length === 0) return
  await tx.execute(sql`reset role`)
  await boss.insert(
    queue,
    jobs.map((data) => ({ data, singletonKey: key(data) })),
    { db: fromDrizzle({ execute: (query) => rows(tx, query as SQL) }, sql) },
  )
}

/** Up to `count` waiting jobs, completed at once: from here on the lease decides. */
export const takeSessions = (boss: PgBoss, count: number): Promise<SessionJob[]> =>
  take<SessionJob>(boss, SESSIONS_QUEUE, count)

export const takeInspections = (boss: PgBoss, count: number): Promise<InspectionJob[]> =>
  take<InspectionJob>(boss, INSPECTIONS_QUEUE, count)

async function take<Job extends object>(boss: PgBoss, queue: string, count: number): Promise<Job[]> {
  const jobs = await boss.fetch<Job>(queue, { batchSize: count })
  if (jobs.length > 0)
    await boss.complete(
      queue,
      jobs.map((job) => job.id),
    )
  return jobs.map((job) => job.data)
}
