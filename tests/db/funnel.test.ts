import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import { funnelOf } from '../../db/funnel.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { OUTCOMES } from '../../db/schema/sessions.ts'
import type { Source } from '../../db/sums.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { dice, type LogRow, logRows, pick, writeRows } from '../support/log-rows.ts'

const TRIALS = 40
const LATE = Date.parse('2026-10-20T08:00:00Z')
const RANGE = { from: Date.parse('2026-10-20T00:00:00Z'), to: Date.parse('2026-10-21T00:00:00Z') }

describe.each(DATABASES)('the funnel on %s', (kind) => {
  let database: Database
  let own: Tenant
  let model: LogRow
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    const [first] = await logRows(database, own, { count: 1, ...RANGE, seed: 1 })
    if (!first) throw new Error('no row')
    model = first
    await database.db.execute(sql`delete from app.sessions`)
    const rows = (stepsDone: number, outcome: LogRow['outcome'], count: number, device = 'mobile') =>
      Array.from({ length: count }, () => ({ ...model, id: newId(), stepsDone, outcome, device }))
    // Two steps: 10 began, 6 did the first, 3 both; what never began is no part of it.
    await writeRows(database, own.workspaceId, [
      ...rows(0, 'bounced', 3),
      ...rows(0, 'failed', 1),
      ...rows(1, 'dropped', 3, 'desktop'),
      ...rows(2, 'completed', 3),
      ...rows(0, 'scheduled', 5),
      ...rows(0, 'cancelled', 5),
    ])
  })
  afterAll(() => database.close())
  const ask = (filters: SessionFilters) => funnelOf(database.db, { workspaceId: own.workspaceId, filters })

  test('tells who came to each step, and who left before it', async () => {
    const { began, steps } = await ask({})
    expect(began).toBe(10)
    expect(steps).toMatchObject([
      { number: 1, reached: 6, percent: 60, dropped: 4, droppedPercent: 40 },
      { number: 2, reached: 3, percent: 30, dropped: 3, droppedPercent: 50 },
    ])
  })

  test('heeds the filters, and says so when they leave nothing', async () => {
    expect(await ask({ device: 'desktop' })).toMatchObject({
      began: 3,
      steps: [{ reached: 3 }, { reached: 0, dropped: 3, droppedPercent: 100 }],
    })
    await expect(ask({ country: 'ZZ' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('bursts of the same journey count together, another journey is a funnel of its own', async () => {
    const again = await recordedBurst(database, own, { sessions: 1 })
    await database.db.execute(sql`delete from app.sessions where burst_id = ${again.id}`)
    const done = { ...model, burstId: again.id, stepsDone: 2, outcome: 'completed' as const }
    await writeRows(database, own.workspaceId, [{ ...done, id: newId() }])
    expect(await ask({ outcome: 'completed' })).toMatchObject({ began: 4 })

    const other = await recordedBurst(database, own, { sessions: 1, journey: ['look around'] })
    await database.db.execute(sql`delete from app.sessions where burst_id = ${other.id}`)
    await writeRows(database, own.workspaceId, [{ ...done, burstId: other.id, id: newId(), stepsDone: 0 }])
    expect(await ask({})).toMatchObject({ journey: ['look around'], began: 1 })
    expect(await ask({ burstId: again.id })).toMatchObject({ began: 1, steps: [{}, { reached: 1 }] })
  })

  test(`sums and rows give the same funnel, ${TRIALS} times over`, async () => {
    const many = await tenant(database, 'many@example.com')
    const bursts: string[] = []
    for (const journey of [['look around'], ['choose a plan', 'sign up'], ['look around']]) {
      const burst = await recordedBurst(database, many, { sessions: 1, journey })
      await database.db.execute(sql`delete from app.sessions where burst_id = ${burst.id}`)
      bursts.push(burst.id)
    }
    const roll = dice(17)
    const write = async (count: number, seed: number) => {
      const made = await logRows(database, many, { count, ...RANGE, seed })
      await database.db.execute(sql`delete from app.sessions where burst_id = ${made[0]?.burstId}`)
      // Not all of them are seen at all times, and some are under way.
      const rows = made.map((row) => ({
        ...row,
        burstId: pick(roll, bursts),
        stepsDone: Math.floor(roll() * 3),
      }))
      await writeRows(
        database,
        many.workspaceId,
        rows.filter(({ at, burstId }) => burstId !== bursts[2] || at < LATE),
      )
      // What is done to a session later, a burst that goes, and steps of those under way.
      await database.db.execute(
        sql`update app.sessions set steps_done = 2, outcome = 'completed' where number % 7 = 0`,
      )
      await database.db.execute(sql`update app.sessions set steps_done = 1 where outcome = 'running'`)
    }
    await write(400, 21)
    await foldDeltas(database.db)
    // The last ones wait: figures come from both places.
    await write(100, 22)
    const journeys = new Set<string>()
    for (let i = 0; i < TRIALS; i++) {
      if (i === TRIALS / 2) await removeBurst(database.db, { ...many, id: bursts[0] ?? '' })
      const from = RANGE.from + Math.floor(roll() * 16) * 7_000_000
      const filters = {
        ...(roll() < 0.8 && { from: new Date(from) }),
        ...(roll() < 0.8 && { to: new Date(from + Math.floor((0.01 + roll()) * 12 * 3_600_000)) }),
        ...(roll() < 0.4 && { outcome: pick(roll, OUTCOMES) }),
        ...(roll() < 0.2 && { targetId: many.shop.id }),
      }
      const by = (source: Source) =>
        funnelOf(database.db, { workspaceId: many.workspaceId, filters, source }).catch(({ code }) => ({
          code,
        }))
      const [sums, exact] = [await by('sums'), await by('rows')]
      expect({ filters, funnel: sums }).toEqual({ filters, funnel: exact })
      journeys.add('journey' in exact ? exact.journey.join() : 'none')
    }
    expect([...journeys].toSorted()).toEqual(['choose a plan,sign up', 'look around', 'none'])
  })
})
