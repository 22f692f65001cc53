import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { exportStream } from '../../agent/exports/stream.ts'
import { type Database, rows as select } from '../../db/client.ts'
import { exportRows } from '../../db/export-rows.ts'
import { startExport } from '../../db/exports.ts'
import { onFresh } from './fresh.ts'
import { type Loaded, loadLog } from './log-load.ts'
import type { Bench, Row } from './row.ts'

const MOST_MEGABYTES = 150
const EMBEDDED = 10_000

/** An export of a whole log: how fast, and on a server how much memory the process that writes it takes at most. */
export const bench: Bench = async ({ progress, rows = 100_000 }) => {
  const found: Row[] = []
  const server = process.env.TEST_DATABASE_URL
  progress(`pglite: loading ${EMBEDDED} rows`)
  await onFresh('pglite', undefined, async (database) => {
    found.push(await streamed(database, await loadLog(database, EMBEDDED)))
  })
  if (!server) return found
  progress(`postgres: loading ${rows} rows`)
  await onFresh('postgres', server, async (database, url = '') => {
    // Folding so many changes takes minutes, and no export reads a sum more than once.
    const at = await loadLog(database, rows, url, { folded: false })
    found.push(await streamed(database, at), ...(await inProcess(database, at, url)))
  })
  return found
}

/** Beside the time that the database needs to give out the same rows as text. */
async function streamed(database: Database, at: Loaded): Promise<Row> {
  const { workspaceId } = at
  const begin = performance.now()
  let bytes = 0
  const batches = exportRows(database.db, { workspaceId, filters: {} })
  for await (const chunk of exportStream(batches, 'csv')) bytes += chunk.byteLength
  const value = (performance.now() - begin) / 1000
  const asked = performance.now()
  await select(
    database.db,
    sql`select count(*), sum(length(s::text)) from app.sessions s where workspace_id = ${workspaceId}`,
  )
  const yardstickValue = (performance.now() - asked) / 1000
  return {
    case: `${database.kind}: CSV of ${(bytes / 1e6).toFixed(1)} MB`,
    value,
    unit: 's',
    yardstick: 'the rows turned into text inside the database',
    yardstickValue,
    ratio: value / yardstickValue,
  }
}

async function inProcess(database: Database, { workspaceId }: Loaded, url: string): Promise<Row[]> {
  const [owner] = await select<{ user_id: string }>(
    database.db,
    sql`select user_id from app.members where workspace_id = ${workspaceId}`,
  )
  const own = { workspaceId, userId: owner?.user_id ?? '' }
  const { id } = await startExport(database.db, { ...own, format: 'csv', asked: {}, filters: {} })
  const folder = await mkdtemp(join(tmpdir(), 'sessionburst-export-'))
  const script = new URL('export-process.ts', import.meta.url).pathname
  const args = [script, url, folder, workspaceId, own.userId, id]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const { rows, bytes, seconds, startMegabytes, megabytes } = JSON.parse(stdout)
  return [
    {
      case: `a job writes ${rows} rows, ${(bytes / 1e6).toFixed(0)} MB, in ${seconds.toFixed(1)} s: memory (RSS) that it adds`,
      value: megabytes - startMegabytes,
      unit: 'MB',
      yardstick: 'at most',
      yardstickValue: MOST_MEGABYTES,
      ratio: (megabytes - startMegabytes) / MOST_MEGABYTES,
    },
    {
      case: 'the whole process at its most, beside before it began',
      value: megabytes,
      unit: 'MB',
      yardstick: 'connected, idle',
      yardstickValue: startMegabytes,
      ratio: megabytes / startMegabytes,
    },
  ]
}
