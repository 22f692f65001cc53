import { and, isNotNull, sql } from 'drizzle-orm'
import { type Db, readWorkspace, rows } from './client.ts'
import { conditions, findByText, type SessionFilters } from './log-filters.ts'
import { seconds } from './measures.ts'
import { sessions } from './schema/sessions.ts'

/** Seconds at which one bar ends and the next begins; the last is open. */
const EDGES = [0, 1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600]

/** How long sessions lasted: a count for each span of seconds, and the exact quartiles and 95th percentile. */
export function distributeLengths(db: Db, input: { workspaceId: string; filters: SessionFilters }) {
  const { workspaceId, filters } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const found = await findByText(tx, filters.text)
    const where = and(conditions(workspaceId, filters, found), isNotNull(sessions.lengthMs))
    const edges = `{${EDGES.map((edge) => edge * 1000).join(',')}}`
    const bars = await rows<{ bar: number; count: number }>(
      tx,
      sql`select width_bucket(length_ms, ${edges}::bigint[]) as bar, count(*)::int as count from ${sessions} where ${where} group by 1`,
    )
    const [quantiles] = await rows<{ at: number[] | null }>(
      tx,
      sql`select percentile_cont(array[0.25, 0.5, 0.75, 0.95]) within group (order by length_ms) as at from ${sessions} where ${where}`,
    )
    const [p25, median, p75, p95] = (quantiles?.at ?? []).map(seconds)
    return {
      sessions: bars.reduce((sum, { count }) => sum + count, 0),
      quartiles: { p25: p25 ?? null, median: median ?? null, p75: p75 ?? null, p95: p95 ?? null },
      bars: EDGES.map((from, i) => ({
        fromSeconds: from,
        toSeconds: EDGES[i + 1] ?? null,
        sessions: bars.find(({ bar }) => bar === i + 1)?.count ?? 0,
      })),
    }
  })
}
