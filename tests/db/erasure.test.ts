import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { erase } from '../../agent/runner/tidy.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { getBurst } from '../../db/bursts.ts'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId, rows } from '../../db/client.ts'
import { finishSession, recordStep } from '../../db/course.ts'
import { startExport } from '../../db/exports.ts'
import { exportKey, listErasures, pictureKey } from '../../db/objects.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { expireSessions } from '../../db/retention.ts'
import { querySessions } from '../../db/sessions.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

const ENDING = {
  outcome: 'completed',
  lengthMs: 1500,
  pages: 2,
  screenshot: true,
  receipt: { sent: {}, accepted: {} },
  modelCalls: 0,
  metadata: {},
} as const
const AT = { startedAt: new Date(), endedAt: new Date(), actions: [], url: 'http://localhost/' }

describe.each(DATABASES)('what is erased on %s', (kind) => {
  let database: Database
  let own: Tenant
  let folder: string
  const storage = () => folderStorage(folder)
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    folder = await mkdtemp(join(tmpdir(), 'sessionburst-erasure-'))
  })
  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const log = async (burstId: string) =>
    (
      await querySessions(database.db, {
        workspaceId: own.workspaceId,
        filters: { burstId },
        sort: 'oldest',
        limit: 50,
      })
    ).items
  /** A burst whose sessions are over, each with a step and a picture; its keys of storage. */
  async function overBurst(sessions: number) {
    const { id: burstId } = await recordedBurst(database, own, { sessions })
    const keys: string[] = []
    for (const { id: sessionId } of await log(burstId)) {
      await claimSession(database.db, { workspaceId: own.workspaceId, sessionId, runner: newId() })
      const hold = { workspaceId: own.workspaceId, sessionId, attempt: 1 }
      await recordStep(database.db, hold, { number: 1, text: 'x', ok: true, ...AT })
      await finishSession(database.db, hold, ENDING)
      const key = pictureKey({ workspaceId: own.workspaceId, burstId, id: sessionId })
      await storage().put(key, new Uint8Array([1]))
      keys.push(key)
    }
    return { burstId, keys }
  }
  const kept = async (keys: string[]) =>
    (await Promise.all(keys.map((key) => storage().get(key)))).filter(Boolean).length
  const mentions = async (id: string) => {
    const found: string[] = []
    const tables = await rows<{ name: string }>(
      database.db,
      sql`select table_name as name from information_schema.tables
          where table_schema = 'app' and table_type = 'BASE TABLE' and table_name <> 'erasures'`,
    )
    for (const { name } of tables) {
      const hit = await rows(
        database.db,
        sql`select 1 from app.${sql.identifier(name)} as r where r::text like ${`%${id}%`} limit 1`,
      )
      if (hit.length > 0) found.push(name)
    }
    return found
  }

  test('a removed burst leaves no row, no picture and no exported file behind, and the others stay', async () => {
    const [gone, other] = [await overBurst(2), await overBurst(1)]
    const [session] = await log(gone.burstId)
    const asked = { ...own, format: 'csv' as const, asked: {}, filters: {} }
    const file = exportKey(await startExport(database.db, asked))
    await storage().put(file, new Uint8Array([1]))
    await removeBurst(database.db, { ...own, id: gone.burstId })
    // The audit log keeps who removed it; followers of this one are told that it is gone.
    expect((await mentions(gone.burstId)).toSorted()).toEqual(['audit', 'events'])
    expect(await mentions(session?.id ?? '')).toEqual([])
    await erase(database.db, storage(), { settled: false })
    expect([await kept([...gone.keys, file]), await kept(other.keys)]).toEqual([0, 1])
    expect(await log(other.burstId)).toHaveLength(1)
    await expect(removeBurst(database.db, { ...own, id: gone.burstId })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a burst of another workspace is not found, and stays', async () => {
    const { burstId } = await overBurst(1)
    const foreign = await tenant(database, 'bob@example.com')
    await expect(removeBurst(database.db, { ...foreign, id: burstId })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await log(burstId)).toHaveLength(1)
  })

  test('a runner whose burst was removed under it writes nothing', async () => {
    const { id } = await recordedBurst(database, own, { sessions: 1 })
    const [session] = await log(id)
    const hold = { workspaceId: own.workspaceId, sessionId: session?.id ?? '', attempt: 1 }
    await claimSession(database.db, { ...hold, runner: newId() })
    await removeBurst(database.db, { ...own, id })
    expect(await recordStep(database.db, hold, { number: 1, text: 'x', ok: true, ...AT })).toBe(false)
    expect(await finishSession(database.db, hold, ENDING)).toBe(false)
  })

  test('an erasure that fails is tried again, and one written just now waits for late writers', async () => {
    await erase(database.db, storage(), { settled: false })
    const { burstId, keys } = await overBurst(1)
    await removeBurst(database.db, { ...own, id: burstId })
    expect(await listErasures(database.db)).toEqual([])
    const broken = { ...storage(), remove: () => Promise.reject(new Error('out of reach')) }
    await expect(erase(database.db, broken, { settled: false })).rejects.toMatchObject({
      errors: [new Error('out of reach')],
    })
    expect(await kept(keys)).toBe(1)
    expect(await erase(database.db, storage(), { settled: false })).toBe(1)
    expect([await kept(keys), await listErasures(database.db, { settled: false })]).toEqual([0, []])
  })

  test('sessions go when their plan no longer keeps them, with their pictures and empty bursts', async () => {
    const paying = await tenant(database, 'carol@example.com')
    const [old, recent] = [await overBurst(3), await overBurst(1)]
    // Ids tell when a session was planned; a week and a day back, both tell the same.
    const aged = sql`set id = (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint - 8 * 86400000), 12, '0')
      || substr(replace(id::text, '-', ''), 13))::uuid`
    for (const table of ['attempts', 'steps', 'session_words'])
      await database.db.execute(
        sql`delete from app.${sql.identifier(table)}
            where session_id in (select id from app.sessions where burst_id = ${old.burstId})`,
      )
    await database.db.execute(
      sql`update app.sessions ${aged}, ended_at = ended_at - interval '8 days' where burst_id = ${old.burstId}`,
    )
    const agedKeys = (await log(old.burstId)).map(({ id }) =>
      pictureKey({ workspaceId: own.workspaceId, burstId: old.burstId, id }),
    )
    for (const key of agedKeys) await storage().put(key, new Uint8Array([1]))
    expect(await expireSessions(database.db)).toBe(0)
    await database.db.execute(
      sql`update app.workspaces set plan = 'free' where id in (${own.workspaceId}, ${paying.workspaceId})`,
    )
    expect(await expireSessions(database.db)).toBe(3)
    expect(await expireSessions(database.db)).toBe(0)
    await erase(database.db, storage(), { settled: false })
    expect([await kept(agedKeys), await kept(recent.keys)]).toEqual([0, 1])
    const key = { workspaceId: own.workspaceId }
    await expect(getBurst(database.db, { ...key, id: old.burstId })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await getBurst(database.db, { ...key, id: recent.burstId })).counts.completed).toBe(1)
  })
})
