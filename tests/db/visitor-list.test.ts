import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { giveUpSession } from '../../db/claims.ts'
import { rows } from '../../db/client.ts'
import { finishSession } from '../../db/course.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { expireVisitors } from '../../db/retention.ts'
import { createSealer } from '../../db/sealing.ts'
import { removeTarget } from '../../db/targets.ts'
import { countVisitors, forgetVisitor, forgetVisitors, listVisitors } from '../../db/visitor-list.ts'
import { resealVisitors } from '../../db/visitor-reseal.ts'
import { MAX_RETURNING, noteAccount, places } from '../../db/visitors.ts'
import { DATABASES, tenant } from '../support/databases.ts'
import { ENDING, STORAGE, visitedShop } from '../support/visitors.ts'

describe.each(DATABASES)('the visitors of a target on %s', (kind) => {
  let house: Awaited<ReturnType<typeof visitedShop>>
  beforeAll(async () => {
    house = await visitedShop(kind)
  })
  beforeEach(() => house.empty())
  afterAll(() => house.database.close())

  test('an account is on the list as soon as it is made, once, whatever becomes of the visit', async () => {
    const [one] = await house.planned({ sessions: 1, newVisitors: 100, journey: ['sign up'] })
    const first = await house.claim(one)
    await noteAccount(house.db, first.hold, await house.sealed(first.visitor.id, { madeAccount: true }))
    await giveUpSession(house.db, first.hold)
    const second = await house.claim(one)
    expect(second.visitor).toEqual({ id: first.visitor.id })
    await noteAccount(house.db, second.hold, await house.sealed(second.visitor.id, { madeAccount: true }))
    const { items } = await house.list(true)
    expect(items).toMatchObject([{ visits: 0, canReturn: false, email: `${items[0]?.id}@example.com` }])
    expect(items[0]?.accountAt).toBeInstanceOf(Date)
    await house.met()
    expect([(await house.list()).items.length, (await house.list(true)).items.length]).toEqual([2, 1])
    const [next] = await house.planned({ sessions: 1, journey: ['log in'] })
    expect((await house.claim(next)).visitor.kept).toBeUndefined()
  })

  test('a thousand can come back; of who is beyond, only accounts stay', async () => {
    const [gone, account] = [await house.met(), await house.met({ madeAccount: true })]
    await house.age(gone, '2 days')
    await house.age(account, '1 day')
    await house.db.execute(
      sql`insert into app.visitors (id, workspace_id, target_id, device, country, sealed_person, sealed_storage)
          select gen_random_uuid(), ${house.own.workspaceId}, ${house.own.shop.id}, 'desktop', 'DE', 'x', 'x'
          from generate_series(1, ${MAX_RETURNING - 1})`,
    )
    const newest = await house.met()
    const kept = await countVisitors(house.db, house.shop)
    expect(kept.reduce((sum, { returning }) => sum + returning, 0)).toBe(MAX_RETURNING)
    expect((await house.list(true)).items).toMatchObject([{ id: account, canReturn: false }])
    const there = async (id: string) =>
      (await rows(house.db, sql`select 1 from app.visitors where id = ${id}`)).length
    expect([await there(newest), await there(gone)]).toEqual([1, 0])
  })

  test('are listed page by page, without what opens their accounts', async () => {
    const people = [await house.met(), await house.met(), await house.met()].toReversed()
    const page = await listVisitors(house.db, house.sealer, { ...house.shop, limit: 2 })
    const rest = await listVisitors(house.db, house.sealer, {
      ...house.shop,
      limit: 2,
      cursor: page.nextCursor ?? '',
    })
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(people)
    expect(rest.nextCursor).toBeNull()
    expect(JSON.stringify(page)).not.toMatch(/sealed|password/i)
    const [row] = await rows<{ sealed: string }>(
      house.db,
      sql`select row_to_json(v)::text as sealed from app.visitors v`,
    )
    expect(row?.sealed).not.toContain('example.com')
    expect(row?.sealed).not.toContain('Ann')
  })

  test('are forgotten one by one or all at once, and one on a visit stays forgotten', async () => {
    const [one, two, three] = [await house.met(), await house.met(), await house.met()]
    await forgetVisitor(house.db, { ...house.shop, id: two ?? '' })
    const left = [one, three].toSorted()
    expect((await house.list()).items.map(({ id }) => id).toSorted()).toEqual(left)
    await expect(forgetVisitor(house.db, { ...house.shop, id: two ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
    const [session] = await house.planned({ sessions: 1 })
    const { visitor: given, hold } = await house.claim(session)
    expect(left).toContain(given.id)
    await forgetVisitors(house.db, house.shop)
    const visitor = await house.sealed(given.id, { returned: true })
    await finishSession(house.db, hold, { ...ENDING, visitor })
    expect((await house.list()).items).toEqual([])
  })

  test('of another workspace are not there, for looking and for forgetting', async () => {
    const id = await house.met()
    const { workspaceId } = await tenant(house.database, 'bob@example.com')
    const foreign = { workspaceId, targetId: house.shop.targetId }
    for (const refused of [
      () => listVisitors(house.db, house.sealer, { ...foreign, limit: 50 }),
      () => forgetVisitor(house.db, { ...foreign, id }),
      () => forgetVisitors(house.db, foreign),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not_found' })
    expect(await countVisitors(house.db, foreign)).toEqual([])
    expect((await house.list()).items).toMatchObject([{ id }])
  })

  test('go with their target', async () => {
    const other = await visitedShop(kind)
    await other.met({ madeAccount: true })
    await removeTarget(other.db, { ...other.own, id: other.shop.targetId })
    expect(await rows(other.db, sql`select id from app.visitors`)).toEqual([])
    await other.database.close()
  })

  test('go with the time that their plan keeps the log; the session that had them last may go before', async () => {
    const [old, recent] = [await house.met(), await house.met()]
    const bursts = await rows<{ id: string }>(house.db, sql`select id from app.bursts`)
    for (const { id } of bursts) await removeBurst(house.db, { ...house.own, id })
    await house.age(old, '8 days')
    await house.age(recent, '6 days')
    expect(await expireVisitors(house.db)).toBe(0)
    await house.db.execute(sql`update app.workspaces set plan = 'free' where id = ${house.own.workspaceId}`)
    expect(await expireVisitors(house.db)).toBe(1)
    expect((await house.list()).items).toMatchObject([{ id: recent }])
    await house.db.execute(
      sql`update app.workspaces set plan = 'self-hosted' where id = ${house.own.workspaceId}`,
    )
  })

  test('a rotation seals them anew, and leaves and tells what no secret opens', async () => {
    const [id, other] = [await house.met(), await house.met()]
    await house.db.execute(sql`update app.visitors set sealed_person = 'sealed.lost.x' where id = ${other}`)
    const after = await createSealer(['two', 'one'])
    expect(await resealVisitors(house.db, after)).toEqual({ done: 1, lost: 1 })
    expect(await resealVisitors(house.db, after)).toEqual({ done: 0, lost: 1 })
    const onlyNew = await createSealer(['two'])
    const { items } = await listVisitors(house.db, onlyNew, { ...house.shop, limit: 50 })
    expect(items.map(({ email }) => email)).toEqual([null, `${id}@example.com`])
    const [row] = await rows<{ storage: string }>(
      house.db,
      sql`select sealed_storage as storage from app.visitors where id = ${id}`,
    )
    expect(JSON.parse(await onlyNew.open(row?.storage ?? '', places({ ...house.shop, id }).storage))).toEqual(
      STORAGE,
    )
    const moved = places({ ...house.shop, id: other }).storage
    await expect(onlyNew.open(row?.storage ?? '', moved)).rejects.toThrow('belongs elsewhere')
  })
})
