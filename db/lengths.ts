import { and, isNotNull, type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { conditions } from './log-filters.ts'
import { BINS_PER_BAR } from './rollups.ts'
import { sessionDeltas, sessionLengths } from './schema/rollups.ts'
import { sessions } from './schema/sessions.ts'
import type { Hours } from './spans.ts'
import { cells, ends, inDeltas, label, type SumQuery } from './sums.ts'

/** Lengths, in milliseconds, of the sessions of a bucket and group that have one. */
export interface Lengths {
  bucket: number
  group: string | null
  count: number
  /** At the shares that were asked for. */
  quantiles: number[]
}

/** With how many of them are in each bar of app.length_bin, by its number from 1. */
export interface SummedLengths extends Lengths {
  bars: Map<number, number>
}

export const timed = (query: SumQuery) =>
  and(conditions(query.workspaceId, query.filters, query.found), isNotNull(sessions.lengthMs))

/** Lengths by bucket and group from the rows, which is exact. */
export function lengthsFromRows(tx: Tx, query: SumQuery, shares: number[]): Promise<Lengths[]> {
  return rows(
    tx,
    sql`select bucket::float8 as bucket, "group", count(*)::float8 as count,
          percentile_cont(${`{${shares.join(',')}}`}::float8[]) within group (order by length_ms) as quantiles
        from (select ${query.bucket(sql`began_at`)} as bucket, ${label(query)} as "group", length_ms
              from ${sessions} where ${timed(query)}) one group by 1, 2`,
  )
}

/**
 * The same from sums, within 1%, which is half of the width of a bin. Of the hundreds of bins that a sum has only those
 * of the bars are read that hold a quantile.
 */
export async function lengthsFromSums(tx: Tx, query: SumQuery, hours: Hours, shares: number[]) {
  const found = new Map<string, SummedLengths>()
  for (const { bucket, group, bar, n } of await readBars(tx, query, hours)) {
    const key = JSON.stringify([bucket, group])
    const one = found.get(key) ?? { bucket, group, count: 0, quantiles: [], bars: new Map() }
    found.set(key, { ...one, count: one.count + n, bars: one.bars.set(bar, n) })
  }
  const wanted = [...found.values()].flatMap((one) => barsOf(one, shares).map((bar) => ({ ...one, bar })))
  const bins = Map.groupBy(await readBins(tx, query, hours, wanted), ({ bucket, group }) =>
    JSON.stringify([bucket, group]),
  )
  return [...found].map(([key, one]) => ({
    ...one,
    quantiles: shares.map((share) => quantile(one, bins.get(key) ?? [], share)),
  }))
}

/** The bars that hold the two lengths between which each share lies. */
function barsOf({ bars, count }: SummedLengths, shares: number[]): number[] {
  const places = shares.flatMap((share) => [Math.floor((count - 1) * share), Math.ceil((count - 1) * share)])
  let upto = 0
  return [...bars]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([bar, n]) => {
      const from = upto
      upto += n
      return places.some((place) => place >= from && place < upto) ? [bar] : []
    })
}

interface Bin {
  bar: number
  middle: number
  n: number
}

/** The value at a share of the way through the sorted lengths, between the bins that hold its two neighbours. */
function quantile({ bars, count }: SummedLengths, bins: Bin[], share: number): number {
  const at = (place: number) => {
    let upto = 0
    for (const [bar, n] of [...bars].toSorted(([a], [b]) => a - b)) {
      upto += n
      if (upto <= place) continue
      upto -= n
      for (const bin of bins) {
        if (bin.bar !== bar) continue
        upto += bin.n
        if (upto > place) return bin.middle
      }
    }
    return 0
  }
  const place = (count - 1) * share
  const [below, above] = [at(Math.floor(place)), at(Math.ceil(place))]
  return below + (above - below) * (place % 1)
}

/** One length each: of changes that wait, and of the rows in the hours that the range cuts. */
function singles(query: SumQuery, hours: Hours): SQL {
  const cut = ends(query.filters, hours).map(
    (filters) =>
      sql` union all select ${query.bucket(sql`began_at`)}, ${label(query)}, app.length_bin(length_ms), 1
        from ${sessions} where ${timed({ ...query, filters })}`,
  )
  return sql`(select ${query.bucket(sql`hour`)}::float8 as bucket, ${label(query)} as "group", bin, sessions as n
    from ${sessionDeltas} where bin is not null and ${inDeltas(query, hours)}${sql.join(cut)})`
}

const readBars = (tx: Tx, query: SumQuery, hours: Hours) =>
  rows<{ bucket: number; group: string | null; bar: number; n: number }>(
    tx,
    sql`select bucket::float8 as bucket, "group", bar::integer as bar, sum(n)::float8 as n from (
          select bucket, "group", b.bar, sign * b.n as n from ${cells(query, hours, sessionLengths)} c
            cross join lateral unnest(bars) with ordinality b(n, bar) where b.n <> 0
          union all select bucket, "group", bin / ${BINS_PER_BAR}::integer, n from ${singles(query, hours)} s
        ) part group by 1, 2, 3 having sum(n) > 0`,
  )

/** The bins of these bars, in order. */
async function readBins(
  tx: Tx,
  query: SumQuery,
  hours: Hours,
  wanted: { bucket: number; group: string | null; bar: number }[],
) {
  if (wanted.length === 0) return []
  const asked = JSON.stringify(wanted.map(({ bucket, group, bar }) => ({ bucket, group, bar })))
  return rows<Bin & { bucket: number; group: string | null }>(
    tx,
    sql`with wanted as (
          select bucket, "group", bar, bar * ${BINS_PER_BAR}::integer as first
            from jsonb_to_recordset(${asked}::jsonb) w(bucket float8, "group" text, bar integer)
        ) select bucket, "group", bin / ${BINS_PER_BAR}::integer as bar, app.bin_middle(bin) as middle, sum(n)::float8 as n from (
          select c.bucket, c."group", b.bin, sign * b.n as n from ${cells(query, hours, sessionLengths)} c
            join wanted w on w.bucket = c.bucket and w."group" is not distinct from c."group"
            cross join lateral (select width_bucket(first - 1, bins) + 1 as low,
              width_bucket(first + ${BINS_PER_BAR - 1}::integer, bins) as high offset 0) slice
            cross join lateral unnest(bins[low:high], counts[low:high]) b(bin, n)
          union all select s.bucket, s."group", bin, n from ${singles(query, hours)} s
            join wanted w on w.bucket = s.bucket and w."group" is not distinct from s."group"
              and w.bar = bin / ${BINS_PER_BAR}::integer
        ) part group by bucket, "group", bin having sum(n) > 0 order by bin`,
  )
}
