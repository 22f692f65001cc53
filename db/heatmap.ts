import { sql } from 'drizzle-orm'
import { type Db, readWorkspace } from './client.ts'
import { findByText, type SessionFilters, summable } from './log-filters.ts'
import { measure, type SumMetric, UNITS } from './measures.ts'
import { readSums, type Source } from './sums.ts'
import { onTheHour, rangeOf } from './zones.ts'

const WEEKS = 4
const WEEK = 7 * 86_400_000

/** A figure by weekday (1 is Monday) and hour of the wall clock, all 168 cells; the last four weeks unless named. */
export function heatSessions(
  db: Db,
  input: {
    workspaceId: string
    filters: SessionFilters
    metric: SumMetric
    timeZone: string
    now: Date
    source?: Source
  },
) {
  const { workspaceId, filters, metric, timeZone, now } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const latest = filters.to ?? now
    const from = filters.from ?? new Date(latest.getTime() - WEEKS * WEEK)
    const range = await rangeOf(tx, { bucket: 'week', timeZone, now, from, to: filters.to })
    const { device, country, outcome } = filters
    const inSums =
      summable(filters) &&
      !(device && country) &&
      !(outcome && (metric === 'pages' || metric === 'events')) &&
      onTheHour(timeZone, range)
    const sums = await readSums(tx, {
      workspaceId,
      filters: { ...filters, ...range },
      found: await findByText(tx, filters.text, 'all'),
      source: inSums ? (input.source ?? 'sums') : 'rows',
      bucket: (at) =>
        sql`extract(isodow from ${at} at time zone ${timeZone}::text) * 24 + extract(hour from ${at} at time zone ${timeZone}::text)`,
    })
    const byCell = new Map(sums.map((row) => [row.bucket, row]))
    return {
      metric,
      unit: UNITS[metric],
      timeZone,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      cells: Array.from({ length: 168 }, (_, i) => {
        const row = byCell.get(i + 24)
        const place = { weekday: 1 + Math.floor(i / 24), hour: i % 24 }
        return { ...place, value: measure(metric, row), sessions: row?.sessions ?? 0 }
      }),
    }
  })
}
