import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveUpSession, releaseLeases } from '../../db/claims.ts'
import { finishSession } from '../../db/course.ts'
import { querySessions } from '../../db/sessions.ts'
import { noteAccount, openVisitor } from '../../db/visitors.ts'
import { DATABASES, tenant } from '../support/databases.ts'
import { ENDING, STORAGE, visitedShop } from '../support/visitors.ts'

describe.each(DATABASES)('visitors who come back on %s', (kind) => {
  let house: Awaited<ReturnType<typeof visitedShop>>
  beforeAll(async () => {
    house = await visitedShop(kind)
  })
  beforeEach(() => house.empty())
  afterAll(() => house.database.close())

  test('somebody who was there is given to a session that comes back, as they were kept', async () => {
    const id = await house.met()
    const [one] = await house.planned({ sessions: 1, countries: { JP: 100 } })
    const { visitor: given, hold } = await house.claim(one)
    expect(given).toMatchObject({ id, kept: { visits: 1 } })
    const { kept } = given
    expect(kept && (await openVisitor(house.sealer, { ...house.shop, id }, kept))).toEqual({
      person: { variables: { email: `${id}@example.com`, name: 'Ann' } },
      storage: STORAGE,
    })
    const visitor = await house.sealed(id, { returned: true, country: 'DE' })
    await finishSession(house.db, hold, { ...ENDING, visitor })
    expect((await house.list()).items).toMatchObject([{ id, visits: 2, canReturn: true, accountAt: null }])
    const log = { workspaceId: house.own.workspaceId, filters: {}, sort: 'newest', limit: 1 } as const
    expect((await querySessions(house.db, log)).items).toMatchObject([{ country: 'DE' }])
  })

  test('nobody of another device class, no new visitor, and nobody of another target is given one', async () => {
    await house.met()
    const [desk] = await house.planned({ sessions: 1, devices: { desktop: 100 } })
    expect((await house.claim(desk)).visitor.kept).toBeUndefined()
    const [fresh] = await house.planned({ sessions: 1, newVisitors: 100 })
    expect((await house.claim(fresh)).visitor.kept).toBeUndefined()
    const other = await tenant(house.database, 'bob@example.com')
    const [theirs] = await house.planned({ sessions: 1 }, other)
    expect((await house.claim(theirs, other)).visitor.kept).toBeUndefined()
  })

  test('of ten sessions that are claimed at once, three people are given to three', async () => {
    const people = [await house.met(), await house.met(), await house.met()]
    const sessions = await house.planned({ sessions: 10 })
    const claims = await Promise.all(sessions.map((id) => house.claim(id)))
    const back = claims.flatMap(({ visitor }) => (visitor.kept ? [visitor.id] : []))
    expect(back.toSorted()).toEqual(people.toSorted())
    expect(new Set(claims.map(({ visitor }) => visitor.id)).size).toBe(10)
  })

  test('a runner that is gone leaves nobody claimed: the same session has them again, or another', async () => {
    const id = await house.met()
    const [one, two] = await house.planned({ sessions: 2 })
    await house.claim(one)
    expect((await house.claim(two)).visitor.kept).toBeUndefined()
    await house.db.execute(
      sql`update app.sessions set lease_until = now() - interval '1 second' where id = ${one}`,
    )
    await releaseLeases(house.db, 'expired')
    await house.db.execute(sql`update app.sessions set due_at = now() where id = ${one}`)
    const again = await house.claim(one)
    expect(again.visitor).toMatchObject({ id, kept: {} })
    await giveUpSession(house.db, again.hold)
    const [three] = await house.planned({ sessions: 1 })
    expect((await house.claim(three)).visitor).toMatchObject({ id, kept: {} })
  })

  test('what an attempt that lost its session would keep is not kept', async () => {
    const [one] = await house.planned({ sessions: 1 })
    const first = await house.claim(one)
    await giveUpSession(house.db, first.hold)
    const visitor = await house.sealed(first.visitor.id, { madeAccount: true })
    await noteAccount(house.db, first.hold, visitor)
    expect(await finishSession(house.db, first.hold, { ...ENDING, visitor })).toBe(false)
    expect((await house.list()).items).toEqual([])
  })

  test('who logs in has an account, who signs up has none, and before all comes whose last session is over', async () => {
    const [plain, member] = [await house.met(), await house.met({ madeAccount: true })]
    const [signing] = await house.planned({ sessions: 1, journey: ['sign up'] })
    const [logging] = await house.planned({ sessions: 1, journey: ['log in'] })
    const [signs, logs] = [await house.claim(signing), await house.claim(logging)]
    expect([signs.visitor.id, logs.visitor.id]).toEqual([plain, member])
    for (const { hold } of [signs, logs]) await giveUpSession(house.db, hold)
    await house.db.execute(sql`delete from app.bursts`)
    const [, , old] = [await house.met(), await house.met(), await house.met()]
    await house.age(old ?? '', '31 minutes')
    const [next] = await house.planned({ sessions: 1, countries: { JP: 100 } })
    expect((await house.claim(next)).visitor.id).toBe(old)
  })

  test('whose last visit, by its own clock, is over only later, comes back by such a clock or not yet', async () => {
    const id = await house.met()
    await house.age(id, '-5 minutes')
    const [slow] = await house.planned({ sessions: 1, pace: 'natural' })
    expect((await house.claim(slow)).visitor.kept).toBeUndefined()
    const [fast] = await house.planned({ sessions: 1, pace: 'fast' })
    expect((await house.claim(fast)).visitor).toMatchObject({ id, kept: {} })
  })
})
