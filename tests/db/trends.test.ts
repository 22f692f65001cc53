import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import { heatSessions } from '../../db/heatmap.ts'
import { METRICS } from '../../db/measures.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { GROUPINGS, type Trend, trendSessions } from '../../db/trends.ts'
import { BUCKETS } from '../../db/zones.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { dice, type LogRow, logRows, pick, writeRows } from '../support/log-rows.ts'

/** Both days on which Berlin and New York leave summer time are inside. */
const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-11-05T00:00:00Z')
const NOW = new Date('2026-11-05T12:00:00Z')
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata']
const TRIALS = 120

describe.each(DATABASES)('trends on %s', (kind) => {
  let database: Database
  let own: Tenant
  let all: LogRow[]
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    await logRows(database, await tenant(database, 'bob@example.com'), {
      count: 100,
      from: FROM,
      to: TO,
      seed: 9,
    })
    all = await logRows(database, own, { count: 900, from: FROM, to: TO, seed: 4 })
    await foldDeltas(database.db)
    // The last ones wait: figures come from both places.
    all.push(...(await logRows(database, own, { count: 200, from: FROM, to: TO, seed: 5 })))
  })
  afterAll(() => database.close())
  const ask = (input: Partial<Parameters<typeof trendSessions>[1]>) =>
    trendSessions(database.db, {
      workspaceId: own.workspaceId,
      filters: { from: new Date(FROM), to: new Date(TO) },
      metric: 'sessions',
      bucket: 'day',
      timeZone: 'UTC',
      now: NOW,
      ...input,
    })

  test(`sums and rows give the same figures, ${TRIALS} times over`, async () => {
    const roll = dice(11)
    for (let i = 0; i < TRIALS; i++) {
      const from = FROM + Math.floor(roll() * 10 * 86_400_000)
      const query = {
        filters: {
          from: new Date(from),
          to: new Date(from + Math.floor((0.01 + roll()) * 5 * 86_400_000)),
          ...(roll() < 0.3 && { device: 'mobile' }),
          ...(roll() < 0.2 && { country: 'DE' }),
          ...(roll() < 0.2 && { outcome: 'failed' as const }),
          ...(roll() < 0.2 && { targetId: own.shop.id }),
        },
        metric: pick(roll, METRICS),
        bucket: pick(roll, BUCKETS.slice(1)),
        groupBy: pick(roll, [undefined, ...GROUPINGS]),
        timeZone: pick(roll, ZONES),
      }
      const [sums, rows] = [await ask({ ...query, source: 'sums' }), await ask({ ...query, source: 'rows' })]
      expect({ query, trend: comparable(sums) }).toEqual({ query, trend: comparable(rows) })
      if (query.metric === 'medianLength') expectNear(sums, rows)
    }
  })

  test('counts what a plain count gives, with zero where nothing was', async () => {
    const trend = await ask({ bucket: 'hour', groupBy: 'device', timeZone: 'Europe/Berlin' })
    for (const { group, points, value } of trend.series) {
      const mine = all.filter(({ device }) => device === group)
      expect(value).toBe(mine.length)
      expect(points).toHaveLength(16 * 24)
      for (const point of points) {
        const at = Date.parse(point.at)
        expect(point.value).toBe(mine.filter((row) => row.at >= at && row.at < at + 3_600_000).length)
      }
    }
  })

  test('medians are those of the rows, and null where there is none', async () => {
    const trend = await ask({ metric: 'medianLength', bucket: 'hour' })
    expect(trend.precision).toBe('exact')
    const lengths = all
      .flatMap(({ lengthMs }) => (lengthMs === null ? [] : [lengthMs]))
      .toSorted((a, b) => a - b)
    const half = (lengths.length - 1) / 2
    const median = ((lengths[Math.floor(half)] ?? 0) + (lengths[Math.ceil(half)] ?? 0)) / 2
    expect(trend.series[0]?.value).toBeCloseTo(median / 1000, 1)
    expect(trend.series[0]?.points.some(({ value }) => value === null)).toBe(true)
  })

  test('compares with the range of the same length before', async () => {
    const middle = new Date((FROM + TO) / 2)
    const late = await ask({ filters: { from: middle, to: new Date(TO) } })
    const early = await ask({ filters: { from: new Date(FROM), to: middle } })
    expect(late.series[0]?.previous).toBe(early.series[0]?.value)
  })

  test('a range of too many points is refused, naming the bucket', async () => {
    await expect(ask({ bucket: 'minute' })).rejects.toMatchObject({ code: 'invalid_input', field: 'bucket' })
    const backwards = { from: new Date(TO), to: new Date(FROM) }
    await expect(ask({ filters: backwards })).rejects.toMatchObject({ field: 'from' })
  })

  test('groups beyond the twelve largest are one', async () => {
    const crowd = await tenant(database, 'crowd@example.com')
    const [model] = await logRows(database, crowd, { count: 1, from: FROM, to: TO, seed: 1 })
    if (!model) throw new Error('no row')
    const made = Array.from({ length: 20 }, (_, i) => ({
      ...model,
      id: newId(),
      country: `${String.fromCharCode(65 + i)}X`,
    }))
    await writeRows(database, crowd.workspaceId, made)
    const trend = await ask({ workspaceId: crowd.workspaceId, groupBy: 'country' })
    expect(trend.series).toHaveLength(13)
    expect(trend.series.at(-1)).toMatchObject({ group: 'other', value: 9 })
    expect(trend.series.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(21)
  })

  test.each([
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
    ['Europe/Berlin', '2027-03-28', '2027-03-27T23:00:00.000Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
    ['America/New_York', '2027-03-14', '2027-03-14T05:00:00.000Z', 23],
  ])(
    '%s: the day %s begins at its midnight and has its own number of hours',
    async (timeZone, _day, start, hours) => {
      const from = new Date(Date.parse(start) - 86_400_000)
      const to = new Date(Date.parse(start) + (hours + 24) * 3_600_000)
      const days = await ask({ timeZone, filters: { from, to } })
      expect(days.series[0]?.points.map(({ at }) => at)).toEqual([
        from.toISOString(),
        start,
        new Date(Date.parse(start) + hours * 3_600_000).toISOString(),
      ])
      for (const source of ['sums', 'rows'] as const) {
        const byHour = await ask({
          timeZone,
          source,
          bucket: 'hour',
          filters: { from: new Date(start), to: new Date(Date.parse(start) + hours * 3_600_000) },
        })
        expect(byHour.series[0]?.points).toHaveLength(hours)
        const day = (await ask({ timeZone, source, filters: { from, to } })).series[0]?.points[1]
        expect(byHour.series[0]?.points.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(day?.value)
      }
    },
  )

  test.each(ZONES)(
    'the heat map of %s holds every session once, at its hour on the wall',
    async (timeZone) => {
      const query = {
        workspaceId: own.workspaceId,
        filters: { from: new Date(FROM), to: new Date(TO) },
        metric: 'sessions',
        timeZone,
        now: NOW,
      } as const
      const heat = await heatSessions(database.db, query)
      expect(heat).toEqual(await heatSessions(database.db, { ...query, source: 'rows' }))
      expect(heat.cells).toHaveLength(168)
      const wall = new Intl.DateTimeFormat('en-US', {
        timeZone,
        weekday: 'short',
        hour: 'numeric',
        hourCycle: 'h23',
      })
      const at = (row: LogRow) => wall.format(row.at)
      const cell = heat.cells.find(({ weekday, hour }) => weekday === 1 && hour === 9)
      expect(cell?.value).toBe(all.filter((row) => /^Mon, 09$/.test(at(row))).length)
      expect(heat.cells.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(all.length)
    },
  )
})

/** All but the medians, which sums know within 1%. */
function comparable({ precision: _, ...trend }: Trend) {
  if (trend.metric !== 'medianLength') return trend
  const blank = (value: number | null) => value !== null
  return {
    ...trend,
    series: trend.series.map((one) => ({
      ...one,
      value: blank(one.value),
      previous: blank(one.previous),
      points: one.points.map(({ at, value }) => ({ at, value: blank(value) })),
    })),
  }
}

function expectNear(sums: Trend, rows: Trend): void {
  const figures = ({ series }: Trend) =>
    series.flatMap(({ value, points }) => [value, ...points.map((p) => p.value)])
  const exact = figures(rows)
  for (const [i, value] of figures(sums).entries()) {
    if (value === null) continue
    // 1%, and what rounding to hundredths of a second adds to both.
    expect(Math.abs(value - (exact[i] ?? 0))).toBeLessThanOrEqual(0.01 * (exact[i] ?? 0) + 0.01)
  }
}
