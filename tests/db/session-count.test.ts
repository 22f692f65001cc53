import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, readWorkspace } from '../../db/client.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { countSessions } from '../../db/session-count.ts'
import { querySessions } from '../../db/sessions.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { logRows } from '../support/log-rows.ts'

const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-10-30T00:00:00Z')
const MADE = 100
/** Past what is counted by hand. */
const COPIES = 120

describe.each(DATABASES)('counts of a large log on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    const made = await logRows(database, own, { count: MADE, from: FROM, to: TO, seed: 1 })
    await database.db.execute(sql`alter table app.sessions disable trigger sessions_words_insert`)
    await database.db.execute(sql`
      insert into app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, referrer, due_at,
          started_at, outcome, reason, length_ms, pages, events, steps_done)
        select gen_random_uuid(), workspace_id, burst_id, target_id, number + copy * ${MADE}, plan, device, country, referrer,
          due_at + copy * interval '1 second', started_at + copy * interval '1 second', outcome, reason, length_ms, pages,
          events, steps_done from app.sessions, generate_series(1, ${COPIES - 1}) copy where burst_id = ${made[0]?.burstId}`)
  })
  afterAll(() => database.close())
  const count = (filters: SessionFilters) =>
    readWorkspace(database.db, own.workspaceId, (tx) =>
      countSessions(tx, { workspaceId: own.workspaceId, filters }),
    )
  /** The same by a plain count. */
  const recount = (where: ReturnType<typeof sql>) => database.db.$count(sql`app.sessions`, where)

  test('is exact at any size where sums tell', async () => {
    expect(await count({})).toEqual({ total: MADE * COPIES, exact: true })
    const from = new Date(FROM + 1_234_567)
    expect(await count({ device: 'mobile', outcome: 'failed', from })).toEqual({
      total: await recount(
        sql`device = 'mobile' and outcome = 'failed' and began_at >= ${from.toISOString()}::timestamptz`,
      ),
      exact: true,
    })
  })

  test('is exact within 10,000 rows, however it is asked', async () => {
    const to = new Date(FROM + 7 * 86_400_000)
    const where = sql`began_at < ${to.toISOString()}::timestamptz`
    expect(await recount(where)).toBeLessThan(10_000)
    expect(await count({ to, minLengthSeconds: 2 })).toEqual({
      total: await recount(sql`${where} and length_ms >= 2000`),
      exact: true,
    })
  })

  test('says that it is an estimate beyond, and is near', async () => {
    const wanted = await recount(sql`length_ms >= 2000`)
    const { total, exact } = await count({ minLengthSeconds: 2 })
    expect(exact).toBe(false)
    expect(Math.abs(total - wanted) / wanted).toBeLessThan(0.15)
  })

  test('an estimate never says fewer than a page shows, and gives way to a page that shows all', async () => {
    // Longer than any of the newest: the sample sees none of them.
    await database.db.execute(sql`
      update app.sessions set length_ms = 9000000 where id in (select id from app.sessions order by began_at limit 3)`)
    const ask = (limit: number) =>
      querySessions(database.db, {
        workspaceId: own.workspaceId,
        filters: { minLengthSeconds: 8_000 },
        sort: 'newest',
        limit,
      })
    expect(await ask(2)).toMatchObject({ total: 3, exact: false })
    expect(await ask(5)).toMatchObject({ total: 3, exact: true })
  })
})
