import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startExporter } from '../../../agent/runner/exporter.ts'
import { expireAll, startSchedules } from '../../../agent/runner/schedules.ts'
import { erase, tidy } from '../../../agent/runner/tidy.ts'
import { dropParts, folderStorage } from '../../../agent/storage/folder.ts'
import type { Storage } from '../../../agent/storage/port.ts'
import { type Database, rows } from '../../../db/client.ts'
import { connectPglite } from '../../../db/connect-pglite.ts'
import { releaseExports } from '../../../db/export-jobs.ts'
import { getExport, startExport } from '../../../db/exports.ts'
import { exportKey } from '../../../db/objects.ts'
import { startQueue } from '../../../db/queue.ts'
import { readCsv } from '../../support/csv.ts'
import { freshDatabase, type Tenant, tenant } from '../../support/databases.ts'
import { freshFolder } from '../../support/folder.ts'
import { logRows } from '../../support/log-rows.ts'

const RANGE = { from: Date.parse('2026-10-20T00:00:00Z'), to: Date.parse('2026-10-30T00:00:00Z') }
const whole = { format: 'csv', asked: {}, filters: {} } as const

/** Runs an exporter until `over`. */
async function exporting(database: Database, storage: Storage, over: () => Promise<unknown>) {
  const errors: unknown[] = []
  const boss = await startQueue(database.createBoss())
  const exporter = await startExporter({ database, boss, storage, onError: (error) => errors.push(error) })
  await vi.waitUntil(over, { timeout: 30_000 }).finally(async () => {
    await exporter.stop()
    await boss.stop({ graceful: false })
  })
  return errors
}

test('an export that kill -9 broke off begins again, and leaves no half of a file', async () => {
  const [directory, folder] = [await freshFolder(), await freshFolder()]
  let database = await connectPglite(directory)
  const own = await tenant(database)
  const made = await logRows(database, own, { count: 6_000, ...RANGE, seed: 1 })
  const { id } = await startExport(database.db, { ...own, ...whole })
  await database.close()

  const script = new URL('../../support/exporter-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, directory, folder], { stdio: 'inherit' })
  const parts = () => readdir(join(folder, '.parts')).catch(() => [])
  await vi.waitUntil(async () => (await parts()).length > 0, { timeout: 30_000 })
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await readdir(folder)).toEqual(['.parts'])

  database = await connectPglite(directory)
  const key = { ...own, id }
  expect((await getExport(database.db, key)).state).toBe('running')
  // What a start does.
  await releaseExports(database.db, 'all')
  await dropParts(folder)
  const storage = folderStorage(folder)
  const errors = await exporting(
    database,
    storage,
    async () => (await getExport(database.db, key)).state === 'done',
  )
  const one = await getExport(database.db, key)
  expect({ errors, rows: one.rows, attempts: one.attempts }).toEqual({ errors: [], rows: 6_000, attempts: 2 })
  const file = await storage.get(exportKey(one))
  const read = readCsv(await new Response(file?.body).text())
  expect(new Set(read.map((row) => row.id))).toEqual(new Set(made.map((row) => row.id)))
  expect(read).toHaveLength(6_000)
  expect(await parts()).toEqual([])
  await database.close()
  await Promise.all([directory, folder].map((one) => rm(one, { recursive: true })))
})

let database: Database
let own: Tenant
let storage: Storage
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  await logRows(database, own, { count: 700, ...RANGE, seed: 1 })
  storage = folderStorage(await freshFolder())
})
afterAll(() => database.close())

test('storage that fails is tried three times, and the export then says that it failed', async () => {
  const { id } = await startExport(database.db, { ...own, ...whole })
  const broken = { ...storage, put: () => Promise.reject(new Error('disk full')) }
  const state = async () => (await getExport(database.db, { ...own, id })).state
  const errors = await exporting(database, broken, async () => (await state()) === 'failed')
  expect(errors.map(String)).toEqual(Array(3).fill('Error: disk full'))
  expect(await getExport(database.db, { ...own, id })).toMatchObject({
    attempts: 3,
    reason: expect.stringMatching('log of the server'),
  })
})

test('it tells how far it is while it writes, and stops for an export that is deleted', async () => {
  const { id } = await startExport(database.db, { ...own, ...whole })
  const seen: (number | null)[][] = []
  const watching = {
    ...storage,
    async put(key: string, body: ReadableStream<Uint8Array> | Uint8Array) {
      const { state, rows, total } = await getExport(database.db, { ...own, id })
      expect(state).toBe('running')
      seen.push([rows, total])
      await storage.put(key, body)
      await database.db.execute(sql`delete from app.exports where id = ${id}`)
    },
  }
  const errors = await exporting(database, watching, async () => seen.length > 0)
  expect({ errors, seen }).toEqual({ errors: [], seen: [[0, 700]] })
  expect(await storage.get(exportKey({ ...own, id, format: 'csv' }))).toBeUndefined()
})

test('a day later it is gone with its file', async () => {
  const { id } = await startExport(database.db, { ...own, ...whole })
  const state = async () => (await getExport(database.db, { ...own, id })).state
  await exporting(database, storage, async () => (await state()) === 'done')
  const key = exportKey({ ...own, id, format: 'csv' })
  await tidy(database.db, storage)
  expect(await storage.get(key)).toBeDefined()
  await database.db.execute(sql`update app.exports set expires_at = now() - interval '1 second'`)
  await tidy(database.db, storage)
  await erase(database.db, storage, { settled: false })
  expect(await storage.get(key)).toBeUndefined()
  await expect(getExport(database.db, { ...own, id })).rejects.toMatchObject({ code: 'not_found' })
})

test('retention goes by the clock, batch after batch until nothing too old is left', async () => {
  const old = await tenant(database, 'old@example.com')
  await logRows(database, old, { count: 1_100, ...RANGE, seed: 2 })
  const count = async () => {
    const [found] = await rows<{ n: number }>(
      database.db,
      sql`select count(*)::int as n from app.sessions where workspace_id = ${old.workspaceId}`,
    )
    return found?.n
  }
  await database.db.execute(sql`update app.workspaces set plan = 'free' where id = ${old.workspaceId}`)
  // Ids say when a session was planned.
  await database.db.execute(
    sql`alter table app.session_words drop constraint session_words_session_id_sessions_id_fk`,
  )
  await database.db.execute(
    sql`update app.sessions set ended_at = now() - interval '8 days',
          id = (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - 8 * 86400000), 12, '0')
            || substr(replace(id::text, '-', ''), 13))::uuid where workspace_id = ${old.workspaceId}`,
  )
  const stopped = AbortSignal.abort()
  expect(await expireAll(database.db, stopped)).toBe(0)
  const boss = await startQueue(database.createBoss())
  const errors: unknown[] = []
  const stop = new AbortController()
  const onError = (error: unknown) => errors.push(error)
  await startSchedules({ db: database.db, boss, storage, stop: stop.signal, onError })
  expect((await boss.getSchedules()).map(({ name, cron }) => `${name} ${cron}`).toSorted()).toEqual([
    'retention */10 * * * *',
    'tidy * * * * *',
  ])
  await vi.waitUntil(async () => (await count()) === 0, { timeout: 20_000 })
  stop.abort()
  await boss.stop({ graceful: true, timeout: 5_000 })
  expect(errors).toEqual([])
})
