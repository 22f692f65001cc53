import { and, isNotNull, type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { conditions } from './log-filters.ts'
import { sessionDeltas, sessionHours } from './schema/rollups.ts'
import { sessions } from './schema/sessions.ts'
import { ends, type Hours, hourLabel, inDeltas, inHours, label, type SumQuery, wholeHours } from './sums.ts'

/** Lengths of the sessions that have one, in milliseconds. */
export interface Lengths {
  /** Null for the whole range, where that was asked for too. */
  bucket: number | null
  group: string | null
  count: number
  median: number
  p95: number
}

/**
 * Median and 95th percentile by bucket and group. From rows they are exact; from hourly sums within 1%, which is half
 * of the width of a bin (app.length_bin).
 */
export async function readLengths(tx: Tx, query: SumQuery, whole = false): Promise<Lengths[]> {
  const hours = query.source === 'sums' ? wholeHours(query.filters) : undefined
  if (hours) return rows<Lengths>(tx, fromBins(query, hours, whole))
  const parts = await rows<Lengths>(tx, fromRows(query))
  if (!whole) return parts
  const all = await rows<Lengths>(tx, fromRows({ ...query, bucket: () => sql`0` }))
  return [...parts, ...all.map((one) => ({ ...one, bucket: null }))]
}

const timed = (query: SumQuery) =>
  and(conditions(query.workspaceId, query.filters, query.found), isNotNull(sessions.lengthMs))

const fromRows = (query: SumQuery) =>
  sql`select bucket::float8 as bucket, "group", count(*)::float8 as count,
        percentile_cont(0.5) within group (order by length_ms) as median,
        percentile_cont(0.95) within group (order by length_ms) as p95
      from (select ${query.bucket(sql`began_at`)} as bucket, ${label(query)} as "group", length_ms
            from ${sessions} where ${timed(query)}) one group by 1, 2`

/** The value at a share of the way through the sorted lengths, between the bins that hold its two neighbours. */
function quantile(share: SQL): SQL {
  const place = sql`((total - 1) * ${share})`
  const middle = (edge: SQL) => sql`app.bin_middle((min(bin) filter (where upto > ${edge}))::integer)`
  const below = middle(sql`floor(${place})`)
  return sql`${below} + (${middle(sql`ceil(${place})`)} - ${below}) * (max(${place}) - floor(max(${place})))`
}

/** Unfolded, how many lengths are in each bin. The hours' bucket is worked out once an hour, not for each of its bins. */
function binsOf(query: SumQuery, hours: Hours): SQL {
  const cut = ends(query.filters, hours).map(
    (filters) =>
      sql` union all select ${query.bucket(sql`began_at`)}, ${label(query)}, app.length_bin(length_ms), 1
        from ${sessions} where ${timed({ ...query, filters })}`,
  )
  return sql`
    select bucket, "group", bin, sum(n)::float8 as n from (
      select bucket, "group", l.bin::integer as bin, l.n::integer as n
        from (select ${query.bucket(sql`hour`)} as bucket, ${hourLabel(query)} as "group", lengths
                from ${sessionHours} where ${inHours(query, hours)} offset 0) cell
          cross join lateral jsonb_each_text(lengths) l(bin, n)
      union all
      select ${query.bucket(sql`hour`)}, ${label(query)}, bin, sessions
        from ${sessionDeltas} where bin is not null and ${inDeltas(query, hours)}${sql.join(cut)}
    ) part group by 1, 2, 3 having sum(n) > 0`
}

/** How many lengths of the whole range are in each bin, the shortest first; `middle` is within 1% of all of them. */
export function readBins(
  tx: Tx,
  query: SumQuery,
  hours: Hours,
): Promise<{ bin: number; middle: number; n: number }[]> {
  return rows(
    tx,
    sql`select bin, app.bin_middle(bin) as middle, n from (${binsOf(query, hours)}) one order by bin`,
  )
}

/** Unfolding the bins is what costs: the whole range is added up from the buckets' bins. */
function fromBins(query: SumQuery, hours: Hours, whole: boolean): SQL {
  return sql`
    with parts as (${binsOf(query, hours)}), bins as (
      select * from parts${whole ? sql` union all select null, "group", bin, sum(n) from parts group by 2, 3` : sql``}
    ), placed as (
      select *, sum(n) over (partition by bucket, "group" order by bin) as upto,
        sum(n) over (partition by bucket, "group") as total from bins
    ) select bucket::float8 as bucket, "group", max(total) as count,
        ${quantile(sql`0.5`)} as median, ${quantile(sql`0.95`)} as p95
      from placed group by 1, 2`
}
