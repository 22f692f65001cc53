import { and, isNotNull, sql } from 'drizzle-orm'
import { type Db, readWorkspace, rows, type Tx } from './client.ts'
import { readBins } from './lengths.ts'
import { conditions, findByText, type SessionFilters, summable } from './log-filters.ts'
import { seconds } from './measures.ts'
import { sessions } from './schema/sessions.ts'
import { manyLengths, type Source, type SumQuery, wholeHours } from './sums.ts'

/** Seconds at which one bar ends and the next begins; the last is open. Bins of app.length_bin never cross one. */
const EDGES = [0, 1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600]
/** A bin says which bar it is part of: the bar's number, from 1, times this. */
const BINS_PER_BAR = 1_000
const SHARES = [0.25, 0.5, 0.75, 0.95]

interface Distribution {
  /** Sessions by the bar's number, from 1. */
  bars: Map<number, number>
  /** In milliseconds, for SHARES; empty where nothing has a length. */
  quantiles: number[]
}

/** How long sessions lasted: an exact count for each span of seconds, and the quartiles and 95th percentile. */
export function distributeLengths(
  db: Db,
  input: { workspaceId: string; filters: SessionFilters; source?: Source },
) {
  const { workspaceId, filters } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const found = await findByText(tx, filters.text, 'all')
    const query: SumQuery = { workspaceId, filters, found, source: 'sums', bucket: () => sql`0` }
    const hours = summable(filters) && filters.outcome === undefined ? wholeHours(filters) : undefined
    const summed = hours && (input.source ? input.source === 'sums' : await manyLengths(tx, query))
    const { bars, quantiles } = summed
      ? fromBins(await readBins(tx, query, hours))
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

function fromBins(bins: Awaited<ReturnType<typeof readBins>>): Distribution {
  const bars = new Map<number, number>()
  for (const { bin, n } of bins) {
    const bar = Math.floor(bin / BINS_PER_BAR)
    bars.set(bar, (bars.get(bar) ?? 0) + n)
  }
  const total = bins.reduce((sum, { n }) => sum + n, 0)
  const at = (place: number) => {
    let upto = 0
    for (const { n, middle } of bins) {
      upto += n
      if (upto > place) return middle
    }
    return 0
  }
  const quantile = (share: number) => {
    const place = (total - 1) * share
    const [below, above] = [at(Math.floor(place)), at(Math.ceil(place))]
    return below + (above - below) * (place % 1)
  }
  return { bars, quantiles: total === 0 ? [] : SHARES.map(quantile) }
}

async function fromRows(tx: Tx, { workspaceId, filters, found }: SumQuery): Promise<Distribution> {
  const where = and(conditions(workspaceId, filters, found), isNotNull(sessions.lengthMs))
  const edges = `{${EDGES.map((edge) => edge * 1000).join(',')}}`
  const bars = await rows<{ bar: number; count: number }>(
    tx,
    sql`select width_bucket(length_ms, ${edges}::bigint[]) as bar, count(*)::int as count from ${sessions} where ${where} group by 1`,
  )
  const [quantiles] = await rows<{ at: number[] | null }>(
    tx,
    sql`select percentile_cont(${`{${SHARES.join(',')}}`}::float8[]) within group (order by length_ms) as at from ${sessions} where ${where}`,
  )
  return { bars: new Map(bars.map(({ bar, count }) => [bar, count])), quantiles: quantiles?.at ?? [] }
}
