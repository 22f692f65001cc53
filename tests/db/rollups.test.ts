import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { claimSession, giveUpSession } from '../../db/claims.ts'
import { type Database, newId, rows } from '../../db/client.ts'
import { finishSession, noteReceipt, recordStep } from '../../db/course.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { OUTCOMES } from '../../db/schema/sessions.ts'
import { querySessions } from '../../db/sessions.ts'
import { addTarget, removeTarget } from '../../db/targets.ts'
import { trendSessions } from '../../db/trends.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { dice, logRows, pick } from '../support/log-rows.ts'

/** 100 show more and take minutes; the gate is content with fewer. */
const TRIALS = Number(process.env.ROLLUP_TRIALS ?? 3)

describe.each(DATABASES)('sums on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
  })
  afterAll(() => database.close())

  test(`two writers, a reader and a folder at once: they equal a recount, ${TRIALS} times over`, async () => {
    for (let seed = 1; seed <= TRIALS; seed++) {
      let writing = true
      const readers = [
        (async () => {
          while (writing) {
            const { series } = await trend(database, own)
            for (const { value, points } of series)
              expect(points.reduce((sum, point) => sum + (point.value ?? 0), 0)).toBe(value)
          }
        })(),
        (async () => {
          while (writing) await foldDeltas(database.db)
        })(),
      ]
      const writers = [write(database, own, dice(2 * seed)), write(database, own, dice(2 * seed + 1))]
      await Promise.all(writers).finally(() => {
        writing = false
      })
      await Promise.all(readers)
      expect({ seed, ...(await difference(database)) }).toEqual({ seed, missing: [], wrong: [] })
    }
  })

  test('what is removed leaves no sum behind', async () => {
    const gone = await tenant(database, 'gone@example.com')
    const target = await addTarget(database.db, { ...gone, origin: 'https://gone.example', name: 'Gone' })
    const range = { from: Date.parse('2026-01-01'), to: Date.parse('2026-01-02') }
    await logRows(database, gone, { count: 50, ...range, seed: 1, targetId: target.id })
    await fold(database)
    await removeTarget(database.db, { ...gone, id: target.id })
    await fold(database)
    const left = () =>
      rows<{ sums: number; lengths: number }>(
        database.db,
        sql`select (select count(*)::int from app.session_sums where target_id = ${target.id}) as sums,
              (select count(*)::int from app.session_lengths where target_id = ${target.id}) as lengths`,
      )
    expect(await left()).toEqual([{ sums: 0, lengths: 0 }])
    // Nor does a workspace, whose waiting changes go with it.
    await database.db.execute(sql`delete from app.workspaces where id = ${gone.workspaceId}`)
    expect(await difference(database)).toEqual({ missing: [], wrong: [] })
  })
})

const trend = (database: Database, own: Tenant) =>
  trendSessions(database.db, {
    workspaceId: own.workspaceId,
    filters: { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 7_200_000) },
    metric: 'sessions',
    bucket: 'hour',
    groupBy: 'device',
    timeZone: 'UTC',
    now: new Date(),
  })

const fold = async (database: Database) => {
  while ((await foldDeltas(database.db)) > 0);
}

/** A runner that does what runners do, and things that happen to it. */
async function write(database: Database, own: Tenant, roll: () => number): Promise<void> {
  const { db } = database
  const { workspaceId } = own
  const burst = await recordedBurst(database, own, { sessions: 4, seed: Math.floor(roll() * 1e6) })
  const query = { workspaceId, filters: { burstId: burst.id }, sort: 'oldest', limit: 10 } as const
  for (const { id } of (await querySessions(db, query)).items) {
    const claimed = await claimSession(db, { workspaceId, sessionId: id, runner: newId() })
    if (!claimed) continue
    const hold = { workspaceId, sessionId: id, attempt: claimed.attempts }
    await noteReceipt(db, hold, { sent: { posthog: 1 + Math.floor(roll() * 5) } })
    const at = { startedAt: new Date(), endedAt: new Date() }
    await recordStep(db, hold, {
      number: 1,
      text: 'open',
      ok: true,
      actions: [],
      url: 'http://localhost/',
      ...at,
    })
    const fate = roll()
    if (fate < 0.2) await giveUpSession(db, hold, 'it broke')
    else if (fate < 0.3) await cancelBurst(db, { workspaceId, id: burst.id })
    else
      await finishSession(db, hold, {
        outcome: pick(roll, ['completed', 'dropped', 'bounced', 'failed']),
        lengthMs: Math.floor(roll() * 100_000),
        pages: Math.floor(roll() * 5),
        screenshot: false,
        receipt: { sent: { posthog: Math.floor(roll() * 9) }, accepted: {} },
        modelCalls: 0,
        metadata: {},
      })
  }
}

/** Where the sums, all folded, are not what the rows add up to. */
async function difference(database: Database) {
  await fold(database)
  const counts = OUTCOMES.map((o) => `count(*) filter (where outcome = '${o}')::int as ${o}`).join(', ')
  const wanted = sql`
    select s.workspace_id, dimension, span, date_trunc(span, began_at, 'UTC') as at, value, s.target_id, ${sql.raw(counts)},
        sum(coalesce(pages, 0))::int as pages, sum(events)::int as events
      from app.sessions s join app.bursts b on b.id = s.burst_id
      cross join lateral (values ('device', device), ('country', country), ('referrer', coalesce(referrer, '')),
        ('reached', app.reached(journey, outcome, steps_done))) d(dimension, value)
      cross join (values ('hour'), ('day')) k(span)
      group by 1, 2, 3, 4, 5, 6`
  const there = sql`
    select workspace_id, dimension, span, at, value, target_id, ${sql.raw(OUTCOMES.join(', '))}, pages::int, events::int
      from app.session_sums`
  const except = (one: ReturnType<typeof sql>, other: ReturnType<typeof sql>) =>
    rows(database.db, sql`select * from (${one}) o except select * from (${other}) t`)
  const lengths = sql`
    select s.workspace_id, dimension, span, date_trunc(span, began_at, 'UTC') as at, value, target_id,
        app.length_bin(length_ms) as bin, count(*)::int as n
      from app.sessions s
      cross join lateral (values ('device', device), ('country', country), ('referrer', coalesce(referrer, ''))) d(dimension, value)
      cross join (values ('hour'), ('day')) k(span)
      where length_ms is not null group by 1, 2, 3, 4, 5, 6, 7`
  const cell = sql`workspace_id, dimension, span, at, value, target_id`
  const bins = sql`select ${cell}, b.bin, b.n from app.session_lengths cross join lateral unnest(bins, counts) b(bin, n)`
  const bars = sql`select ${cell}, b.bar, b.n from app.session_lengths
    cross join lateral unnest(bars) with ordinality b(n, bar) where b.n <> 0`
  const wantedBars = sql`select ${cell}, (bin / 1000)::bigint, sum(n)::int from (${lengths}) l group by 1, 2, 3, 4, 5, 6, 7`
  return {
    missing: [
      ...(await except(wanted, there)),
      ...(await except(lengths, bins)),
      ...(await except(wantedBars, bars)),
    ],
    wrong: [
      ...(await except(there, wanted)),
      ...(await except(bins, lengths)),
      ...(await except(bars, wantedBars)),
    ],
  }
}
