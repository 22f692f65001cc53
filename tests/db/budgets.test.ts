import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveBack, spend, sweepBudgets } from '../../db/budgets.ts'
import { type Database, inWorkspace, newId, rows } from '../../db/client.ts'
import { connectPostgres } from '../../db/connect-postgres.ts'
import { DATABASES, freshDatabase, freshPostgres } from '../support/databases.ts'

const HOUR = 3_600

describe.each(DATABASES)('budgets on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase(kind)
  })
  afterAll(() => database.close())

  const ten = () => ({ key: newId(), quota: 10, seconds: HOUR })

  test('of 20 at once, exactly the quota passes', async () => {
    const budget = ten()
    const spent = await Promise.all(Array.from({ length: 20 }, () => spend(database.db, [budget])))
    expect(spent.filter(([one]) => one?.allowed)).toHaveLength(10)
  })

  test('tells how many are left, and when the next one and all of them are back', async () => {
    const budget = ten()
    const [first] = await spend(database.db, [budget])
    expect(first).toMatchObject({ allowed: true, left: 9, fullSeconds: 360 })
    for (let i = 0; i < 9; i++) await spend(database.db, [budget])
    const [refused] = await spend(database.db, [budget])
    expect(refused).toMatchObject({ allowed: false, left: 0 })
    expect(refused?.retrySeconds).toBeGreaterThan(350)
    expect(refused?.retrySeconds).toBeLessThanOrEqual(360)
  })

  test('refills steadily, and never beyond its quota', async () => {
    const budget = ten()
    const passBy = (seconds: number) =>
      database.db.execute(
        sql`update app.budgets set spent_until = spent_until - make_interval(secs => ${seconds}) where key = ${budget.key}`,
      )
    for (let i = 0; i < 11; i++) await spend(database.db, [budget])
    await passBy(725)
    const after = [await spend(database.db, [budget]), await spend(database.db, [budget])]
    expect(after.map(([one]) => one?.allowed)).toEqual([true, true])
    expect((await spend(database.db, [budget]))[0]?.allowed).toBe(false)
    await passBy(100 * HOUR)
    expect((await spend(database.db, [budget]))[0]?.left).toBe(9)
  })

  test('what one budget refuses is taken from none after it', async () => {
    const [narrow, wide] = [{ ...ten(), quota: 1 }, ten()]
    await spend(database.db, [narrow, wide])
    expect(await spend(database.db, [narrow, wide])).toMatchObject([{ allowed: false }])
    expect((await spend(database.db, [wide]))[0]?.left).toBe(8)
  })

  test('what is given back can be spent again', async () => {
    const budget = { ...ten(), quota: 1 }
    await spend(database.db, [budget])
    await giveBack(database.db, budget)
    expect((await spend(database.db, [budget]))[0]?.allowed).toBe(true)
    expect((await spend(database.db, [budget]))[0]?.allowed).toBe(false)
  })

  test('the role of requests may spend, and neither read nor forget what is spent', async () => {
    const budget = ten()
    await spend(database.db, [budget])
    const asRequest = await inWorkspace(database.db, newId(), async (tx) => ({
      seen: await rows(tx, sql`select * from app.budgets`),
      forgotten: await rows(tx, sql`delete from app.budgets returning key`),
      spent: await rows(
        tx,
        sql`select allowed from app.spend(${JSON.stringify([{ key: budget.key, step: 1, span: 1e6 }])}::text::jsonb)`,
      ),
    }))
    expect(asRequest).toEqual({ seen: [], forgotten: [], spent: [{ allowed: true }] })
    const [open] = await rows<{ anyone: boolean }>(
      database.db,
      sql`select proacl is null or proacl::text ~ '[{,]=' as anyone from pg_proc where proname = 'spend'`,
    )
    expect(open?.anyone).toBe(false)
  })

  test('sweeping removes the full ones only', async () => {
    const [full, spent] = [ten(), ten()]
    await spend(database.db, [full])
    await spend(database.db, [spent])
    await giveBack(database.db, full)
    await sweepBudgets(database.db)
    const left = await rows<{ key: string }>(
      database.db,
      sql`select key from app.budgets where key in (${full.key}, ${spent.key})`,
    )
    expect(left.map(({ key }) => key)).toEqual([spent.key])
  })

  test('waits for no disk', async () => {
    const [table] = await rows(
      database.db,
      sql`select relpersistence::text as kind from pg_class where oid = 'app.budgets'::regclass`,
    )
    expect(table).toEqual({ kind: 'u' })
  })
})

describe.runIf(DATABASES.includes('postgres'))('budgets of several instances', () => {
  test('are one: of 60 at once on three, exactly the quota passes', async () => {
    const first = await freshPostgres()
    const others = await Promise.all([connectPostgres(first.url), connectPostgres(first.url)])
    const budget = { key: 'shared', quota: 25, seconds: HOUR }
    const instances = [first, ...others]
    const spent = await Promise.all(
      Array.from({ length: 60 }, (_, i) => spend((instances[i % 3] ?? first).db, [budget])),
    )
    for (const one of others) await one.close()
    await first.close()
    expect(spent.filter(([one]) => one?.allowed)).toHaveLength(25)
  })
})
