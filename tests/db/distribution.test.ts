import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, rows } from '../../db/client.ts'
import { distributeLengths } from '../../db/distribution.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { dice, type LogRow, logRows } from '../support/log-rows.ts'

const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-11-05T00:00:00Z')
const TRIALS = 60

describe.each(DATABASES)('the lengths on %s', (kind) => {
  let database: Database
  let own: Tenant
  let all: LogRow[]
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    const other = await tenant(database, 'bob@example.com')
    await logRows(database, other, { count: 100, from: FROM, to: TO, seed: 9 })
    all = await logRows(database, own, { count: 900, from: FROM, to: TO, seed: 4 })
    await foldDeltas(database.db)
    // The last ones wait: figures come from both places.
    all.push(...(await logRows(database, own, { count: 200, from: FROM, to: TO, seed: 5 })))
  })
  afterAll(() => database.close())
  const ask = (filters: SessionFilters, source?: 'sums' | 'rows') =>
    distributeLengths(database.db, { workspaceId: own.workspaceId, filters, source })

  test('every session that has a length is in the bar of its seconds', async () => {
    const { bars, sessions, precision } = await ask({})
    const lengths = all.flatMap(({ lengthMs }) => (lengthMs === null ? [] : [lengthMs / 1000]))
    expect([sessions, precision]).toEqual([lengths.length, 'exact'])
    for (const { fromSeconds, toSeconds, sessions } of bars)
      expect(sessions).toBe(lengths.filter((s) => s >= fromSeconds && s < (toSeconds ?? Infinity)).length)
  })

  test(`sums and rows give the same bars, and quartiles within 1%, ${TRIALS} times over`, async () => {
    const roll = dice(13)
    for (let i = 0; i < TRIALS; i++) {
      const from = FROM + Math.floor(roll() * 10 * 86_400_000)
      const filters = {
        ...(roll() < 0.8 && { from: new Date(from) }),
        ...(roll() < 0.8 && { to: new Date(from + Math.floor((0.01 + roll()) * 5 * 86_400_000)) }),
        ...(roll() < 0.3 && { device: 'mobile' }),
        ...(roll() < 0.2 && { targetId: own.shop.id }),
      }
      const [sums, exact] = [await ask(filters, 'sums'), await ask(filters, 'rows')]
      expect({ filters, bars: sums.bars, sessions: sums.sessions }).toEqual({
        filters,
        bars: exact.bars,
        sessions: exact.sessions,
      })
      for (const [name, value] of Object.entries(exact.quartiles)) {
        const near = sums.quartiles[name as keyof typeof exact.quartiles]
        expect({ filters, name, there: near !== null }).toEqual({ filters, name, there: value !== null })
        // 1%, and what rounding to hundredths of a second adds to both.
        expect(Math.abs((near ?? 0) - (value ?? 0))).toBeLessThanOrEqual(0.01 * (value ?? 0) + 0.01)
      }
    }
  })

  test('a bin is within 1% of what is in it, and ends where a bar ends', async () => {
    const found = await rows<{ ms: number; bin: number; middle: number; bar: number }>(
      database.db,
      sql`select ms::float8 as ms, app.length_bin(ms) as bin, app.bin_middle(app.length_bin(ms)) as middle,
            width_bucket(ms, '{0,1000,2000,5000,10000,20000,30000,45000,60000,90000,120000,180000,300000,600000,1200000,1800000,3600000}'::bigint[]) as bar
          from (select distinct floor(exp(n / 400.0))::bigint as ms from generate_series(0, 7400) n
            union select e * 1000 + d from unnest(array[1,2,5,10,20,30,45,60,90,120,180,300,600,1200,1800,3600]::bigint[]) e, generate_series(-1, 1) d) each
          order by ms`,
    )
    for (const { ms, bin, middle, bar } of found) {
      expect({ ms, bar: Math.floor(bin / 1000) }).toEqual({ ms, bar })
      expect(Math.abs(middle - ms) / ms).toBeLessThan(0.01)
    }
    const bins = found.map(({ bin }) => bin)
    expect(bins).toEqual(bins.toSorted((a, b) => a - b))
  })

  test('where nothing has a length, every bar is empty and no quartile is told', async () => {
    for (const source of ['sums', 'rows'] as const) {
      const { sessions, quartiles } = await ask({ to: new Date(FROM) }, source)
      expect([sessions, Object.values(quartiles)]).toEqual([0, [null, null, null, null]])
    }
  })
})
