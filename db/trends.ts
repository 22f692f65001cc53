import { inArray } from 'drizzle-orm'
import { type Db, readWorkspace, type Tx } from './client.ts'
import { lengthsFromRows, lengthsFromSums } from './lengths.ts'
import { type Found, findByText, type SessionFilters, summable } from './log-filters.ts'
import { type Metric, measure, seconds, UNITS } from './measures.ts'
import { OUTCOMES } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'
import { manyLengths, readSums, type Source, type SumQuery, WHOLE, wholeHours } from './sums.ts'
import { type Bucket, bucketOf, bucketStarts, onTheHour, rangeOf } from './zones.ts'

export type GroupBy = NonNullable<SumQuery['groupBy']>
export const GROUPINGS = ['device', 'country', 'outcome', 'target', 'referrer'] as const satisfies GroupBy[]

export interface TrendInput {
  workspaceId: string
  filters: SessionFilters
  metric: Metric
  bucket: Bucket
  groupBy?: GroupBy
  timeZone: string
  now: Date
  /** Forces a way to the figures; for tests that compare the two. */
  source?: Source
}

export interface Series {
  /** Null without a grouping; `other` holds the groups beyond the MAX_GROUPS largest. */
  group: string | null
  /** The figure of the whole range, and of the range of the same length before it. */
  value: number | null
  previous: number | null
  /** How many sessions it is made of; of a median, those that have a length. */
  sessions: number
  points: { at: string; value: number | null }[]
}

export interface Trend {
  metric: Metric
  unit: string
  bucket: Bucket
  groupBy: GroupBy | null
  timeZone: string
  from: string
  to: string
  previous: { from: string; to: string }
  /** Medians of many sessions come from sums, within 1%. */
  precision: 'exact' | 'within 1%'
  series: Series[]
}

const MAX_GROUPS = 12

/** A figure of the log over time, every bucket of the range with it, and the same range before to compare with. */
export function trendSessions(db: Db, input: TrendInput): Promise<Trend> {
  const { workspaceId, metric, bucket, timeZone, groupBy } = input
  return readWorkspace(db, workspaceId, async (tx) => {
    const range = await rangeOf(tx, { ...input, ...input.filters })
    const before = { from: new Date(2 * range.from.getTime() - range.to.getTime()), to: range.from }
    const found = await findByText(tx, input.filters.text, 'all')
    const source = await sourceOf(tx, input, range, found)
    const read = (span: typeof range, by: Pick<SumQuery, 'bucket' | 'starts'>, among?: string[]) => {
      const filters = { ...input.filters, ...span }
      return readFigures(tx, { workspaceId, filters, found, source, groupBy, among, ...by }, metric)
    }
    const all = await read(range, WHOLE)
    const ranked = all.toSorted(
      (a, b) => b.sessions - a.sessions || ((a.group ?? '') < (b.group ?? '') ? -1 : 1),
    )
    const many = groupBy !== undefined && ranked.length > MAX_GROUPS
    const among = many ? ranked.slice(0, MAX_GROUPS).map(({ group }) => group ?? '') : undefined
    const now = among ? await read(range, WHOLE, among) : all
    const past = await read(before, WHOLE, among)
    const starts = await bucketStarts(tx, { bucket, timeZone, ...range })
    // Of hours, nothing is a day.
    const spans = bucket === 'day' || bucket === 'week' ? starts : undefined
    const parts = await read(range, { bucket: bucketOf(bucket, timeZone), starts: spans }, among)
    const groups = groupBy
      ? [...ranked.slice(0, MAX_GROUPS).map(({ group }) => group), ...(many ? [null] : [])]
      : [null]
    const nothing = metric === 'medianLength' || metric.endsWith('Rate') ? null : 0
    const named = await names(tx, groupBy, groups)
    return {
      metric,
      unit: UNITS[metric],
      bucket,
      groupBy: groupBy ?? null,
      timeZone,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      previous: { from: before.from.toISOString(), to: before.to.toISOString() },
      precision: metric === 'medianLength' && source === 'sums' ? 'within 1%' : 'exact',
      series: groups.map((group) => {
        const its = (figures: Figure[]) => figures.filter((figure) => figure.group === group)
        const points = new Map(its(parts).map((part) => [placeOf(starts, part.bucket), part.value]))
        return {
          group: groupBy ? named(group) : null,
          value: its(now)[0]?.value ?? nothing,
          previous: its(past)[0]?.value ?? nothing,
          sessions: its(now)[0]?.sessions ?? 0,
          points: starts.map((start) => ({
            at: new Date(start).toISOString(),
            value: points.get(start) ?? nothing,
          })),
        }
      }),
    }
  })
}

/** The last start at or before a moment. */
const placeOf = (starts: number[], at: number) => starts.findLast((start) => start <= at) ?? at

interface Figure {
  bucket: number
  group: string | null
  value: number | null
  sessions: number
}

async function readMedians(tx: Tx, query: SumQuery): Promise<Figure[]> {
  const hours = query.source === 'sums' ? wholeHours(query.filters) : undefined
  const found = hours
    ? await lengthsFromSums(tx, query, hours, [0.5])
    : await lengthsFromRows(tx, query, [0.5])
  return found.map(({ bucket, group, count, quantiles: [median] }) => ({
    bucket,
    group,
    value: seconds(median),
    sessions: count,
  }))
}

async function readFigures(tx: Tx, query: SumQuery, metric: Metric): Promise<Figure[]> {
  if (metric === 'medianLength') return readMedians(tx, query)
  if (query.groupBy === 'outcome' && query.source === 'sums') {
    const sums = await readSums(tx, { ...query, groupBy: undefined, among: undefined })
    return sums.flatMap(({ bucket, ...row }) =>
      OUTCOMES.filter((outcome) => row[outcome] > 0).map((group) => {
        const only = { ...row, ...Object.fromEntries(OUTCOMES.map((o) => [o, o === group ? row[o] : 0])) }
        return {
          bucket,
          group,
          value: measure(metric, { ...only, sessions: row[group] }),
          sessions: row[group],
        }
      }),
    )
  }
  return (await readSums(tx, query))
    .filter((row) => row.sessions > 0)
    .map((row) => ({
      bucket: row.bucket,
      group: row.group,
      value: measure(metric, row),
      sessions: row.sessions,
    }))
}

/** Sums wherever they hold the answer; of medians, where rows would be too many. */
async function sourceOf(
  tx: Tx,
  { workspaceId, filters, metric, bucket, groupBy, timeZone, source }: TrendInput,
  range: { from: Date; to: Date },
  found: Found | undefined,
): Promise<Source> {
  const dimensions = new Set([
    ...(filters.device ? ['device'] : []),
    ...(filters.country ? ['country'] : []),
    ...(groupBy && groupBy !== 'outcome' && groupBy !== 'target' ? [groupBy] : []),
  ])
  const byOutcome = filters.outcome !== undefined || groupBy === 'outcome'
  const inSums =
    summable(filters) &&
    dimensions.size <= 1 &&
    bucket !== 'minute' &&
    onTheHour(timeZone, range) &&
    !(byOutcome && (metric === 'pages' || metric === 'events' || metric === 'medianLength'))
  if (!inSums) return 'rows'
  if (source) return source
  if (metric !== 'medianLength') return 'sums'
  const query = {
    workspaceId,
    filters: { ...filters, ...range },
    found,
    source: 'sums',
    ...WHOLE,
  } as const
  return (await manyLengths(tx, query)) ? 'sums' : 'rows'
}

/** Groups as people know them. */
async function names(tx: Tx, groupBy: GroupBy | undefined, groups: (string | null)[]) {
  const ids = groupBy === 'target' ? groups.filter((group) => group !== null) : []
  const known = ids.length > 0 ? await tx.select().from(targets).where(inArray(targets.id, ids)) : []
  return (group: string | null): string => {
    if (group === null) return 'other'
    if (groupBy === 'referrer' && group === '') return 'direct'
    return known.find(({ id }) => id === group)?.name ?? group
  }
}
