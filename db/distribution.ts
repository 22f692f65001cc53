import { sql } from 'drizzle-orm'
import { type Db, readWorkspace, rows, type Tx } from './client.ts'
import { lengthsFromRows, lengthsFromSums, type SummedLengths, timed } from './lengths.ts'
import { findByText, type SessionFilters, summable } from './log-filters.ts'
import { seconds } from './measures.ts'
import { sessions } from './schema/sessions.ts'
import { manyLengths, type Source, type SumQuery, WHOLE, wholeHours } from './sums.ts'

/** Seconds at which one bar ends and the next begins; the last is open. Bins of app.length_bin never cross one. */
const EDGES = [0, 1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600]
const SHARES = [0.25, 0.5, 0.75, 0.95]

/** Sessions by the bar's number, from 1, and lengths in milliseconds at SHARES; none where nothing has a length. */
type Distribution = Pick<SummedLengths, 'bars' | 'quantiles'>

/** How long sessions lasted: an exact count for each span of seconds, and the quartiles and 95th percentile. */
export function distributeLengths(
  db: Db,
  input: { workspaceId: string; filters: SessionFilters; source?: Source },
) {
  const { workspaceId, filters } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const found = await findByText(tx, filters.text, 'all')
    const query: SumQuery = { workspaceId, filters, found, source: 'sums', ...WHOLE }
    const hours = summable(filters) && filters.outcome === undefined ? wholeHours(filters) : undefined
    const summed = hours && (input.source ? input.source === 'sums' : await manyLengths(tx, query))
    const { bars, quantiles } = summed
      ? ((await lengthsFromSums(tx, query, hours, SHARES))[0] ?? NOTHING)
      : await fromRows(tx, query)
    const [p25, median, p75, p95] = quantiles.map(seconds)
    return {
      sessions: [...bars.values()].reduce((sum, count) => sum + count, 0),
      precision: summed ? ('within 1%' as const) : ('exact' as const),
      quartiles: { p25: p25 ?? null, median: median ?? null, p75: p75 ?? null, p95: p95 ?? null },
      bars: EDGES.map((from, i) => ({
        fromSeconds: from,
        toSeconds: EDGES[i + 1] ?? null,
        sessions: bars.get(i + 1) ?? 0,
      })),
    }
  })
}

const NOTHING: Distribution = { bars: new Map(), quantiles: [] }

async function fromRows(tx: Tx, query: SumQuery): Promise<Distribution> {
  const edges = `{${EDGES.map((edge) => edge * 1000).join(',')}}`
  const bars = await rows<{ bar: number; count: number }>(
    tx,
    sql`select width_bucket(length_ms, ${edges}::bigint[]) as bar, count(*)::int as count from ${sessions}
        where ${timed(query)} group by 1`,
  )
  const [all] = await lengthsFromRows(tx, query, SHARES)
  return { bars: new Map(bars.map(({ bar, count }) => [bar, count])), quantiles: all?.quantiles ?? [] }
}
