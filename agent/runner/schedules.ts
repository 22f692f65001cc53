import type { PgBoss } from 'pg-boss'
import type { Db } from '../../db/client.ts'
import { onSchedule, type Schedule } from '../../db/queue.ts'
import { expireSessions } from '../../db/retention.ts'
import type { Storage } from '../storage/port.ts'
import { tidy } from './tidy.ts'

export interface SchedulesOptions {
  db: Db
  boss: PgBoss
  storage: Storage
  /** Ends long work between two batches. */
  stop: AbortSignal
  onError(error: unknown, what: string): void
}

/** Has what goes by the clock done by one of the runner processes that there are. */
export async function startSchedules({ db, boss, storage, stop, onError }: SchedulesOptions): Promise<void> {
  const work: Record<Schedule, () => Promise<unknown>> = {
    tidy: () => tidy(db, storage),
    retention: () => expireAll(db, stop),
  }
  for (const [name, run] of Object.entries(work) as [Schedule, () => Promise<unknown>][])
    await onSchedule(boss, name, async () => {
      if (!stop.aborted) await run().catch((error) => onError(error, name))
    })
}

/** Batch after batch, each a transaction of its own, until nothing is left that is too old. */
export async function expireAll(db: Db, stop: AbortSignal): Promise<number> {
  let removed = 0
  while (!stop.aborted) {
    const some = await expireSessions(db)
    if (some === 0) break
    removed += some
  }
  return removed
}
