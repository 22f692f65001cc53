import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { claimSession, enqueueDue, giveUpSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { currentCursor, readEvents } from '../../db/events.ts'
import { askCheck, recordCheck, takeDueChecks } from '../../db/proofs.ts'
import { startQueue, takeSessions } from '../../db/queue.ts'
import { querySessions } from '../../db/sessions.ts'
import { addTarget, getTarget, keepDemoShop, listTargets, type Target } from '../../db/targets.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { checked, provenTarget } from '../support/proofs.ts'

const GONE = { reason: 'the file answered 404.' }

describe.each(DATABASES)('proofs on %s', (kind) => {
  let database: Database
  let boss: Awaited<ReturnType<typeof startQueue>>
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    boss = await startQueue(database.createBoss())
    own = await tenant(database)
  })
  afterAll(async () => {
    await boss.stop({ graceful: false })
    await database.close()
  })
  /** Minutes from the last look to the next. */
  const pause = ({ checkDueAt, checkedAt }: Target) =>
    checkDueAt && checkedAt && (checkDueAt.getTime() - checkedAt.getTime()) / 60_000
  const ago = (target: Target, interval: string) =>
    database.db.execute(
      sql`update app.targets set proven_at = now() - ${interval}::interval, checked_at = now() - ${interval}::interval
          where id = ${target.id}`,
    )

  test('a new target is unverified and nobody looks for its proof until asked; then one does, once', async () => {
    const { workspaceId } = own
    const target = await addTarget(database.db, { workspaceId, origin: 'https://new.example', name: 'New' })
    expect(target).toMatchObject({ verifiedAt: null, checkDueAt: null, checkAskedAt: null })
    expect(await takeDueChecks(database.db, 10)).toEqual([])
    expect((await askCheck(database.db, target)).checkAskedAt).toBeInstanceOf(Date)
    const taken = await Promise.all([1, 2, 3].map(() => takeDueChecks(database.db, 10)))
    expect(taken.flat().map(({ id, origin }) => [id, origin])).toEqual([[target.id, 'https://new.example']])
    const [check] = taken.flat()
    if (!check) throw new Error('One took it.')
    await recordCheck(database.db, check, { way: 'dns' })
    const seen = await getTarget(database.db, target)
    expect(seen).toMatchObject({ provenBy: 'dns', misses: 0, reason: null, checkAskedAt: null })
    expect(seen.verifiedAt).toBeInstanceOf(Date)
    expect(pause(seen)).toBe(360)
  })

  test('a look that was asked for while another ran follows at once', async () => {
    const target = await provenTarget(database, own, 'again')
    const check = { ...target, startedAt: new Date(Date.now() - 1000) }
    await askCheck(database.db, target)
    await recordCheck(database.db, check, GONE)
    const seen = await getTarget(database.db, target)
    expect(seen.checkAskedAt).toBeInstanceOf(Date)
    expect(seen.checkDueAt).toEqual(seen.checkedAt)
    // Yet not within the same moment: a site is not asked as often as somebody clicks.
    expect(await takeDueChecks(database.db, 10)).toEqual([])
    await checked(database, target, { way: 'file' })
  })

  test('four misses in a row end a verification, a proof in between begins anew, and it may come back', async () => {
    let target = await provenTarget(database, own, 'fades')
    for (const minutes of [1, 2, 4]) {
      target = await checked(database, target, GONE)
      expect([target.verifiedAt !== null, pause(target)]).toEqual([true, minutes])
    }
    target = await checked(database, target, { way: 'meta' })
    expect(target).toMatchObject({ misses: 0, provenBy: 'meta', reason: null })
    for (let miss = 1; miss <= 4; miss++) target = await checked(database, target, GONE)
    expect(target).toMatchObject({ verifiedAt: null, misses: 4, reason: GONE.reason })
    for (let miss = 5; miss <= 8; miss++) target = await checked(database, target, GONE)
    expect(pause(target)).toBe(60)
    target = await checked(database, target, { way: 'file' })
    expect(target.verifiedAt).toBeInstanceOf(Date)
  })

  test('a target nobody proves is looked at for days, then left alone', async () => {
    const { workspaceId } = own
    const target = await addTarget(database.db, {
      workspaceId,
      origin: 'https://never.example',
      name: 'Never',
    })
    await database.db.execute(sql`update app.targets set misses = 99 where id = ${target.id}`)
    expect((await checked(database, target, GONE)).checkDueAt).toBeInstanceOf(Date)
    expect((await checked(database, target, GONE)).checkDueAt).toBeNull()
  })

  test('a burst waits until the proof was seen again, and starts then', async () => {
    const target = await provenTarget(database, own, 'stale')
    await ago(target, '6 minutes')
    const burst = await recordedBurst(database, own, { target: 'stale', sessions: 2 })
    expect(await enqueueDue(database.db, boss)).toBe(0)
    const { items } = await querySessions(database.db, {
      workspaceId: own.workspaceId,
      filters: { burstId: burst.id },
      sort: 'newest',
      limit: 1,
    })
    const claim = { workspaceId: own.workspaceId, sessionId: items[0]?.id ?? '', runner: newId() }
    expect(await claimSession(database.db, claim)).toBeUndefined()
    // The wait itself has the proof looked for, once.
    const [check, ...more] = await takeDueChecks(database.db, 10)
    expect([check?.id, more]).toEqual([target.id, []])
    await enqueueDue(database.db, boss)
    expect(await takeDueChecks(database.db, 10)).toEqual([])
    if (check) await recordCheck(database.db, check, { way: 'file' })
    expect(await enqueueDue(database.db, boss)).toBe(2)
    expect(await claimSession(database.db, claim)).toMatchObject({ outcome: 'running' })
    await takeSessions(boss, 10)
  })

  test('a proof of a few minutes ago is good for a burst', async () => {
    const target = await provenTarget(database, own, 'fresh')
    await ago(target, '4 minutes')
    await recordedBurst(database, own, { target: 'fresh', sessions: 2 })
    expect(await enqueueDue(database.db, boss)).toBe(2)
    await takeSessions(boss, 10)
  })

  test('a verification that ends cancels what waits, says why, and lets running visits end', async () => {
    const cursor = await currentCursor(database.db, own.workspaceId)
    let target = await provenTarget(database, own, 'lost')
    const burst = await recordedBurst(database, own, { target: 'lost', sessions: 3 })
    await enqueueDue(database.db, boss)
    const [job] = await takeSessions(boss, 1)
    if (!job) throw new Error('One is due.')
    await claimSession(database.db, { ...job, runner: newId() })
    for (let miss = 1; miss <= 4; miss++) target = await checked(database, target, GONE)
    const key = { workspaceId: own.workspaceId, id: burst.id }
    expect(await getBurst(database.db, key)).toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 2, running: 1, scheduled: 0 },
    })
    const { items } = await querySessions(database.db, {
      workspaceId: own.workspaceId,
      filters: { burstId: burst.id, outcome: 'cancelled' },
      sort: 'newest',
      limit: 5,
    })
    const why = 'lost is no longer verified as yours: the file answered 404.'
    expect(items.map((session) => session.reason)).toEqual([why, why])
    const topics = ['targets', `burst:${burst.id}`]
    const told = await readEvents(database.db, { workspaceId: own.workspaceId, topics, cursor, limit: 50 })
    expect(told.filter(({ topic }) => topic === 'targets').length).toBeGreaterThanOrEqual(5)
    expect(told.map(({ data }) => data)).toContainEqual({ type: 'burst', state: 'cancelled' })
    await expect(recordedBurst(database, own, { target: 'lost' })).rejects.toMatchObject({
      code: 'target_unverified',
      message: expect.stringContaining(GONE.reason),
    })
    for (const other of await takeSessions(boss, 10))
      expect(await claimSession(database.db, { ...other, runner: newId() })).toBeUndefined()
    // The visit that was under way lost its runner: it must not wait for ever.
    await giveUpSession(database.db, { workspaceId: own.workspaceId, sessionId: job.sessionId, attempt: 1 })
    expect((await getBurst(database.db, key)).counts).toMatchObject({ scheduled: 1, cancelled: 2 })
    await checked(database, target, GONE)
    expect((await getBurst(database.db, key)).counts).toMatchObject({ scheduled: 0, cancelled: 3 })
  })

  test('a burst that is recorded while its target is lost either is refused or is cancelled', async () => {
    for (let round = 0; round < 5; round++) {
      let target = await provenTarget(database, own, `race${round}`)
      for (let miss = 1; miss <= 3; miss++) target = await checked(database, target, GONE)
      const [recorded] = await Promise.allSettled([
        recordedBurst(database, own, { target: `race${round}`, sessions: 2 }),
        checked(database, target, GONE),
      ])
      if (recorded.status === 'rejected') expect(recorded.reason).toMatchObject({ code: 'target_unverified' })
      else
        expect(
          (await getBurst(database.db, { workspaceId: own.workspaceId, id: recorded.value.id })).counts,
        ).toMatchObject({ cancelled: 2, scheduled: 0 })
    }
  })

  test('the demo shop needs no proof, and loses its verification with its role', async () => {
    expect(await askCheck(database.db, own.shop)).toMatchObject({ checkAskedAt: null, demo: true })
    await recordCheck(database.db, { ...own.shop, startedAt: new Date() }, GONE)
    expect((await getTarget(database.db, own.shop)).verifiedAt).toBeInstanceOf(Date)
    const other = await tenant(database, 'carol@example.com')
    const { workspaceId } = other
    const mine = await addTarget(database.db, { workspaceId, origin: 'http://localhost:9999', name: 'Mine' })
    await askCheck(database.db, mine)
    await keepDemoShop(database.db, { workspaceId, origin: 'http://localhost:9999' })
    expect(await takeDueChecks(database.db, 10)).toEqual([])
    expect(await getTarget(database.db, mine)).toMatchObject({ checkAskedAt: null, checkDueAt: null })
    const { items } = await listTargets(database.db, { workspaceId, limit: 10 })
    expect(items.map(({ name, demo, verifiedAt }) => [name, demo, verifiedAt !== null])).toEqual([
      ['Demo shop', false, false],
      ['Unproved', false, false],
      ['Mine', true, true],
    ])
  })
})
