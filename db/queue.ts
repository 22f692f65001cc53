import { type SQL, sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import { rows, type Tx } from './client.ts'

/** Due sessions wait here for a runner. The row's lease is the claim; a job only wakes and shares the work. */
export const SESSIONS_QUEUE = 'sessions'
export interface SessionJob {
  workspaceId: string
  sessionId: string
}

/** Exports wait here in the same way. */
const EXPORTS_QUEUE = 'exports'
export interface ExportJob {
  workspaceId: string
  exportId: string
}

/** What a runner process does by the clock, whichever of them it is: one at a time, and one waiting. */
export const SCHEDULES = {
  /** What nobody keeps any more. */
  tidy: { cron: '* * * * *', expireInSeconds: 300 },
  /** Sessions that their plan keeps no longer; a large backlog takes its time. */
  retention: { cron: '*/10 * * * *', expireInSeconds: 3_600 },
} as const
export type Schedule = keyof typeof SCHEDULES

const POLL_SECONDS = 10

/** Starts pg-boss and makes its queues; safe to call from many processes. */
export async function startQueue(boss: PgBoss): Promise<PgBoss> {
  await boss.start()
  // `short`: at most one waiting job a session, so that handing one out again never piles up.
  for (const queue of [SESSIONS_QUEUE, EXPORTS_QUEUE])
    await boss.createQueue(queue, { policy: 'short', notify: true, retryLimit: 0, expireInSeconds: 60 })
  return boss
}

/**
 * The only way to enqueue: inside the caller's transaction, so that rows and jobs commit together (and a send
 * beside an open transaction hangs on PGlite). The queue's tables belong to the connection's own user.
 */
const enqueue = async (
  boss: PgBoss,
  tx: Tx,
  queue: string,
  jobs: { data: object; singletonKey: string }[],
) => {
  if (jobs.length === 0) return
  await tx.execute(sql`reset role`)
  await boss.insert(queue, jobs, { db: fromDrizzle({ execute: (query) => rows(tx, query as SQL) }, sql) })
}

export const enqueueSessions = (boss: PgBoss, tx: Tx, jobs: SessionJob[]): Promise<void> =>
  enqueue(
    boss,
    tx,
    SESSIONS_QUEUE,
    jobs.map((data) => ({ data, singletonKey: data.sessionId })),
  )

export const enqueueExportJobs = (boss: PgBoss, tx: Tx, jobs: ExportJob[]): Promise<void> =>
  enqueue(
    boss,
    tx,
    EXPORTS_QUEUE,
    jobs.map((data) => ({ data, singletonKey: data.exportId })),
  )

/** Up to `count` waiting jobs, completed at once: from here on the lease decides. */
async function take<T>(boss: PgBoss, queue: string, count: number): Promise<T[]> {
  const jobs = await boss.fetch<T>(queue, { batchSize: count })
  if (jobs.length > 0)
    await boss.complete(
      queue,
      jobs.map((job) => job.id),
    )
  return jobs.map((job) => job.data)
}

export const takeSessions = (boss: PgBoss, count: number) => take<SessionJob>(boss, SESSIONS_QUEUE, count)
export const takeExports = (boss: PgBoss, count: number) => take<ExportJob>(boss, EXPORTS_QUEUE, count)

/**
 * Does `work` whenever its schedule says so, in one of the processes that call this, and once soon after a start. A
 * process that is killed over it holds the others up until the job expires.
 */
export async function onSchedule(boss: PgBoss, name: Schedule, work: () => Promise<void>): Promise<void> {
  const { cron, expireInSeconds } = SCHEDULES[name]
  await boss.createQueue(name, { policy: 'stately', notify: true, retryLimit: 0, expireInSeconds })
  await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, work)
  await boss.schedule(name, cron)
  await boss.send(name)
}
