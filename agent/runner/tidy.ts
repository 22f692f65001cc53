import { sweepBudgets } from '../../db/budgets.ts'
import type { Db } from '../../db/client.ts'
import { sweepEvents } from '../../db/events.ts'
import { expireExports } from '../../db/export-jobs.ts'
import { sweepIdempotencyKeys } from '../../db/idempotency.ts'
import { endErasures, listErasures } from '../../db/objects.ts'
import { sweepTurns } from '../../db/turns.ts'
import { eraseWorkspaces } from '../../db/workspaces.ts'
import type { Storage } from '../storage/port.ts'

/** Removes what nobody keeps any more: bounded batches, safe in many processes at once. */
export async function tidy(db: Db, storage: Storage): Promise<void> {
  await sweepEvents(db)
  await sweepTurns(db)
  await sweepBudgets(db)
  await sweepIdempotencyKeys(db)
  await eraseWorkspaces(db)
  await expireExports(db)
  await erase(db, storage)
}

/** Carries out erasures whose rows are gone. One that fails holds up no other, and is tried again with the next call. */
export async function erase(db: Db, storage: Storage, options: { settled?: boolean } = {}): Promise<number> {
  const due = await listErasures(db, options)
  const failures: unknown[] = []
  for (const { id, keys } of due)
    try {
      await storage.remove(keys)
      await endErasures(db, [id])
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} erasures failed.`)
  return due.length
}
