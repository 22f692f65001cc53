import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import { funnelOf } from '../../db/funnel.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { type LogRow, logRows, writeRows } from '../support/log-rows.ts'

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
})
