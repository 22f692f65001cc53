import type { Db } from '../../db/client.ts'
import { noteReceipt } from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'

/** The notes of each SDK's first event and first answer, and what went wrong with one. */
export interface Notes {
  notes: Map<string, Promise<void>>
  broken?: unknown
}

/**
 * The first analytics request of each SDK is noted in the log before it leaves, and again when its answer is
 * there: whatever kills this process, nobody whom a vendor saw is missing in the log, and a visit whose first request
 * was cut off on its way is told from one that arrived.
 */
export function note(
  db: Db,
  hold: Hold,
  course: Notes,
  what: 'sent' | 'accepted',
  sdk: string | undefined,
): Promise<void> | undefined {
  if (!sdk) return undefined
  const key = `${what} ${sdk}`
  const written =
    course.notes.get(key) ??
    noteReceipt(db, hold, { [what]: { [sdk]: 1 } }).catch((error) => {
      course.broken = error
    })
  course.notes.set(key, written)
  return written
}
