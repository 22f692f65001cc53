import { mkdtemp, readdir, rm } from 'node:fs/promises'
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
import { exportKey, listErasures, pictureKey, stepPictureKey } from '../../db/objects.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { expireSessions } from '../../db/retention.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { querySessions } from '../../db/sessions.ts'
import { addTarget, removeTarget } from '../../db/targets.ts'
import { eraseWorkspaces } from '../../db/workspaces.ts'
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
const STEP = { number: 1, text: 'x', ok: true, screenshot: true, ...AT }

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

  const log = async (burstId: string, { workspaceId } = own) =>
    (
      await querySessions(database.db, {
        workspaceId,
        filters: { burstId },
        sort: 'oldest',
        limit: 50,
      })
    ).items
  /** A burst whose sessions are over, each with a step and its pictures; the burst's keys of storage. */
  async function overBurst(sessions: number, of = own, target = 'demo shop') {
    const { workspaceId } = of
    const { id: burstId } = await recordedBurst(database, of, { sessions, target })
    const ids = (await log(burstId, of)).map(({ id }) => id)
    for (const sessionId of ids) {
      await claimSession(database.db, { workspaceId, sessionId, runner: newId() })
      const hold = { workspaceId, sessionId, attempt: 1 }
      await recordStep(database.db, hold, STEP)
      await finishSession(database.db, hold, ENDING)
    }
    return { burstId, sessionId: ids[0] ?? '', keys: await putPictures(ids, { workspaceId, burstId }) }
  }
  async function putPictures(ids: string[], place: { workspaceId: string; burstId: string }) {
    const keys = ids.flatMap((id) => [
      pictureKey({ ...place, id }),
      stepPictureKey({ ...place, id }, { attempt: 1, number: 1 }),
    ])
    for (const key of keys) await storage().put(key, new Uint8Array([1]))
    return keys
  }
  const kept = async (keys: string[]) =>
    (await Promise.all(keys.map((key) => storage().get(key)))).filter(Boolean).length
  const foldAll = async () => {
    while ((await foldDeltas(database.db)) > 0);
  }
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
    expect([await kept([...gone.keys, file]), await kept(other.keys)]).toEqual([0, 2])
    expect(await log(other.burstId)).toHaveLength(1)
    await expect(removeBurst(database.db, { ...own, id: gone.burstId })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a removed target leaves no row of its sessions, no picture and no exported file behind', async () => {
    const target = await addTarget(database.db, { ...own, origin: 'https://gone.example', name: 'Gone' })
    await database.db.execute(sql`update app.targets set verified_at = now() where id = ${target.id}`)
    const [gone, other] = [await overBurst(2, own, 'Gone'), await overBurst(1)]
    await foldAll()
    const file = exportKey(await startExport(database.db, { ...own, format: 'csv', asked: {}, filters: {} }))
    await storage().put(file, new Uint8Array([1]))
    await removeTarget(database.db, { ...own, id: target.id })
    await foldAll()
    // The audit log keeps who added and removed it, and who ran the burst; whoever follows that hears that it is gone.
    expect(await mentions(target.id)).toEqual(['audit'])
    expect((await mentions(gone.burstId)).toSorted()).toEqual(['audit', 'events'])
    expect(await mentions(gone.sessionId)).toEqual([])
    await erase(database.db, storage(), { settled: false })
    expect([await kept([...gone.keys, file]), await kept(other.keys)]).toEqual([0, 2])
  })

  test('an erased workspace leaves no row and nothing in storage behind', async () => {
    const leaver = await tenant(database, 'leaver@example.com')
    const gone = await overBurst(2, leaver)
    const file = exportKey(
      await startExport(database.db, { ...leaver, format: 'csv', asked: {}, filters: {} }),
    )
    await storage().put(file, new Uint8Array([1]))
    await foldAll()
    await database.db.execute(
      sql`update app.workspaces set deleted_at = now() - interval '31 days' where id = ${leaver.workspaceId}`,
    )
    expect(await eraseWorkspaces(database.db)).toBe(1)
    await foldAll()
    // A person is more than one workspace, and remembers which was the last.
    for (const id of [leaver.workspaceId, gone.burstId, gone.sessionId])
      expect(await mentions(id)).toEqual([])
    await erase(database.db, storage(), { settled: false })
    expect(await kept([...gone.keys, file])).toBe(0)
    expect(await readdir(folder)).not.toContain(leaver.workspaceId)
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
    expect(await recordStep(database.db, hold, STEP)).toBe(false)
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
    expect(await kept(keys)).toBe(2)
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
    // One stays, and the burst with it: the pictures of the others are named one by one.
    const [stays, ...goes] = await log(old.burstId)
    await database.db.execute(sql`update app.sessions set ended_at = now() where id = ${stays?.id}`)
    const place = { workspaceId: own.workspaceId, burstId: old.burstId }
    const agedIds = goes.map(({ id }) => id)
    const agedKeys = await putPictures(agedIds, place)
    for (const id of agedIds)
      await database.db.execute(sql`
        insert into app.steps (workspace_id, session_id, attempt, number, text, ok, screenshot, actions, url, started_at, ended_at)
          values (${own.workspaceId}, ${id}, 1, 1, 'x', true, true, '[]', '', now(), now())`)
    expect(await expireSessions(database.db)).toBe(0)
    await database.db.execute(
      sql`update app.workspaces set plan = 'free' where id in (${own.workspaceId}, ${paying.workspaceId})`,
    )
    expect(await expireSessions(database.db)).toBe(2)
    expect(await expireSessions(database.db)).toBe(0)
    await erase(database.db, storage(), { settled: false })
    expect([await kept(agedKeys), await kept(recent.keys)]).toEqual([0, 2])
    expect((await getBurst(database.db, { ...own, id: old.burstId })).counts.completed).toBe(1)
    expect((await getBurst(database.db, { ...own, id: recent.burstId })).counts.completed).toBe(1)
    // The last one takes the burst along.
    await database.db.execute(
      sql`update app.sessions set ended_at = now() - interval '8 days' where id = ${stays?.id}`,
    )
    expect(await expireSessions(database.db)).toBe(1)
    await expect(getBurst(database.db, { ...own, id: old.burstId })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
