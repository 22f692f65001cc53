import type { PgBoss } from 'pg-boss'
import { type Database, newId } from '../../db/client.ts'
import {
  type ClaimedExport,
  claimExport,
  EXPORT_LEASE_SECONDS,
  type ExportHold,
  enqueueExports,
  finishExport,
  giveUpExport,
  noteExport,
  releaseExports,
} from '../../db/export-jobs.ts'
import { countExport, type ExportRow, exportRows } from '../../db/export-rows.ts'
import { EXPORT_CHANNEL } from '../../db/exports.ts'
import { exportKey } from '../../db/objects.ts'
import { takeExports } from '../../db/queue.ts'
import { exportStream } from '../exports/stream.ts'
import type { Storage } from '../storage/port.ts'
import { startSweeper } from '../sweeper/sweeper.ts'

export interface ExporterOptions {
  database: Pick<Database, 'db' | 'listen'>
  boss: PgBoss
  storage: Storage
  onError(error: unknown, what: string): void
}
export interface Exporter {
  /** Gives back what is being written. */
  stop(): Promise<void>
}

const SWEEP_MS = 5_000
/** How often an export tells how far it is. */
const PROGRESS_MS = 500

/** Starts writing the exports that are asked for, one at a time: any number of runners share them. */
export async function startExporter(options: ExporterOptions): Promise<Exporter> {
  const { database, boss, onError } = options
  const runner = newId()
  return startSweeper({
    database,
    channel: EXPORT_CHANNEL,
    everyMs: SWEEP_MS,
    async sweep(stopping) {
      await releaseExports(database.db, 'expired')
      await enqueueExports(database.db, boss)
      while (!stopping.aborted) {
        const [job] = await takeExports(boss, 1)
        if (!job) return
        const claimed = await claimExport(database.db, { ...job, runner })
        if (claimed) await write(options, { ...claimed, runner }, claimed, stopping)
      }
    },
    onError: (error) => onError(error, 'exports'),
  })
}

/** Writes one export to its end. What breaks it off leaves no file: storage keeps an object whole or not at all. */
async function write(
  { database: { db }, storage, onError }: ExporterOptions,
  hold: ExportHold,
  wanted: ClaimedExport,
  stop: AbortSignal,
): Promise<void> {
  const heartbeat = setInterval(
    () => noteExport(db, hold, {}).catch((error) => onError(error, `lease of export ${hold.id}`)),
    (EXPORT_LEASE_SECONDS * 1000) / 3,
  )
  const key = exportKey(wanted)
  const count = { rows: 0, bytes: 0 }
  // Deleted, given to another runner, or this one stops.
  let left = false
  const note = async (change: Parameters<typeof noteExport>[2]) => {
    left = stop.aborted || !(await noteExport(db, hold, change))
    if (left) throw new Error('This export is no longer to be written here.')
  }
  try {
    await note({ count: await countExport(db, wanted) })
    const stream = exportStream(counted(exportRows(db, wanted), count, note), wanted.format)
    await storage.put(key, stream.pipeThrough(measured(count)))
    // Deleted between its last row and now: the file has nobody any more.
    if (!(await finishExport(db, hold, count))) await storage.remove([key])
  } catch (error) {
    if (!left) onError(error, `export ${hold.id}`)
    await giveUpExport(
      db,
      hold,
      left ? undefined : 'It could not be written; the log of the server says why.',
    )
  } finally {
    clearInterval(heartbeat)
  }
}

/** The batches as they are, telling every now and then how many rows have gone by. */
async function* counted(
  batches: AsyncGenerator<ExportRow[]>,
  count: { rows: number },
  note: (change: { rows: number }) => Promise<void>,
): AsyncGenerator<ExportRow[]> {
  let told = Date.now()
  for await (const batch of batches) {
    yield batch
    count.rows += batch.length
    if (Date.now() - told < PROGRESS_MS) continue
    told = Date.now()
    await note({ rows: count.rows })
  }
}

const measured = (count: { bytes: number }) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      count.bytes += chunk.byteLength
      controller.enqueue(chunk)
    },
  })
