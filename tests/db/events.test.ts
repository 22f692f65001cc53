import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Database, inWorkspace, rows } from '../../db/client.ts'
import { currentCursor, isKept, publish, readEvents, sweepEvents } from '../../db/events.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('events on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
  })
  afterAll(() => database.close())

  const write = (topic: string, data: Record<string, unknown>, before?: () => Promise<void>) =>
    inWorkspace(database.db, own.workspaceId, async (tx) => {
      await publish(tx, { workspaceId: own.workspaceId, topic, data })
      await before?.()
    })
  const readNow = (topic: string, cursor?: string) =>
    readEvents(database.db, { workspaceId: own.workspaceId, topics: [topic], cursor, limit: 100 })
  const snapshot = async () => {
    const [at] = await rows<{ min: string; max: string }>(
      database.db,
      sql`select pg_snapshot_xmin(s)::text as min, pg_snapshot_xmax(s)::text as max from pg_current_snapshot() s`,
    )
    return { min: BigInt(at?.min ?? 0), max: BigInt(at?.max ?? 0) }
  }
  /** Once no transaction of before is open: those of other tests on the same server hold events back as well. */
  const read = async (topic: string, cursor?: string) => {
    const { max } = await snapshot()
    await vi.waitUntil(async () => (await snapshot()).min >= max, { timeout: 60_000, interval: 20 })
    return readNow(topic, cursor)
  }

  test('resumes after a cursor with nothing missing and nothing twice', async () => {
    for (const n of [1, 2, 3, 4]) await write('t1', { n })
    const all = await read('t1')
    expect(all.map((event) => event.data.n)).toEqual([1, 2, 3, 4])
    expect((await read('t1', all[1]?.cursor)).map((event) => event.data.n)).toEqual([3, 4])
    expect(await read('t1', all[3]?.cursor)).toEqual([])
  })

  test.runIf(kind === 'postgres')('never skips a late commit with a lower number', async () => {
    const gate = Promise.withResolvers<void>()
    const opened = Promise.withResolvers<void>()
    const slow = write('t2', { n: 'slow' }, async () => {
      opened.resolve()
      await gate.promise
    })
    await opened.promise
    await write('t2', { n: 'fast' })
    const before = await readNow('t2')
    gate.resolve()
    await slow
    const after = await read('t2', before.at(-1)?.cursor)
    expect([...before, ...after].map((event) => event.data.n).toSorted()).toEqual(['fast', 'slow'])
  })

  test('a cursor taken now has everything before it and nothing after it', async () => {
    await write('t4', { n: 'before' })
    const cursor = await currentCursor(database.db, own.workspaceId)
    await write('t4', { n: 'after' })
    expect((await read('t4', cursor)).map((event) => event.data.n)).toEqual(['after'])
  })

  test('removes what is older than a day, and knows which cursors have lost something by it', async () => {
    await write('t5', { n: 1 })
    const [old] = await read('t5')
    await write('t5', { n: 2 })
    const [, kept] = await read('t5')
    const age = sql`update app.events set created_at = now() - interval '25 hours' where (data->>'n') is distinct from '2' or topic <> 't5'`
    await database.db.execute(age)
    expect(await isKept(database.db, old?.cursor ?? '')).toBe(true)
    expect(await sweepEvents(database.db)).toBeGreaterThan(0)
    expect(await sweepEvents(database.db)).toBe(0)
    expect((await read('t5')).map((event) => event.data.n)).toEqual([2])
    expect(await isKept(database.db, old?.cursor ?? '')).toBe(false)
    expect(await isKept(database.db, kept?.cursor ?? '')).toBe(true)
    expect(await isKept(database.db, 'no cursor')).toBe(false)
  })

  test('wakes listeners of the channel when the writer has committed', async () => {
    const heard: string[] = []
    const woken = Promise.withResolvers<void>()
    const stop = await database.listen('sessionburst_feed', (payload) => {
      heard.push(payload)
      woken.resolve()
    })
    await write('t3', {})
    await woken.promise
    await stop()
    expect(heard).toEqual(['t3'])
    await database.db.execute(sql`select 1`)
  })
})
