import type { PgBoss } from 'pg-boss'
import type { Db } from '../../db/client.ts'
import { onSchedule, type Schedule } from '../../db/queue.ts'
import { expireSessions, expireVisitors } from '../../db/retention.ts'
import type { Storage } from '../storage/port.ts'
import { tidy } from './tidy.ts'

export interface SchedulesOptions {
  db: Db
  boss: PgBoss
  storage: Storage
  onError(error: unknown, what: string): void
}
export interface Schedules {
  /** Ends what is being done, long work between two of its batches. */
  stop(): Promise<void>
}

/** Has what goes by the clock done by one of the runner processes that there are. */
export async function startSchedules({ db, boss, storage, onError }: SchedulesOptions): Promise<Schedules> {
  const abort = new AbortController()
  const open = new Set<Promise<unknown>>()
  const work: Record<Schedule, () => Promise<unknown>> = {
    tidy: () => tidy(db, storage),
    retention: () => expireAll(db, abort.signal),
  }
  for (const [name, run] of Object.entries(work) as [Schedule, () => Promise<unknown>][])
    await onSchedule(boss, name, async () => {
      if (abort.signal.aborted) return
      const running = run().catch((error) => onError(error, name))
      open.add(running)
      await running
      open.delete(running)
    })
  return {
    async stop() {
      abort.abort()
      await Promise.all(open)
    },
  }
}

/** Batch after batch, each a transaction of its own, until nothing is left that is too old. */
export async function expireAll(db: Db, stop: AbortSignal): Promise<number> {
  let removed = 0
  while (!stop.aborted) {
    const some = (await expireSessions(db)) + (await expireVisitors(db))
    if (some === 0) break
    removed += some
  }
  return removed
}
