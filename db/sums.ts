import { and, type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { conditions, type Found, type SessionFilters } from './log-filters.ts'
import { sessionDeltas, type sessionLengths, sessionSums } from './schema/rollups.ts'
import { OUTCOMES, type Outcome, sessions } from './schema/sessions.ts'
import { type Hours, spansOf } from './spans.ts'

/** What figures are made of. */
export type Sums = Record<Outcome | 'sessions' | 'pages' | 'events', number>
export type Dimension = 'device' | 'country' | 'referrer'
/** Sums by hour and day, with rows for the hours that the range cuts; or rows alone. Both give the same figures. */
export type Source = 'sums' | 'rows'

export interface SumQuery {
  workspaceId: string
  filters: SessionFilters
  found?: Found
  source: Source
  /** What a moment counts towards; a number. */
  bucket(at: SQL): SQL
  /** The same numbers as moments, in order, where `bucket` is what begins then: days' sums serve besides hours'. */
  starts?: number[]
  groupBy?: Dimension | 'target' | 'outcome'
  /** Groups that are told apart; all others are one, null. */
  among?: string[]
}

/** One bucket for all. */
export const WHOLE = { bucket: () => sql`0`, starts: [0] } satisfies Pick<SumQuery, 'bucket' | 'starts'>

const HOUR = 3_600_000

export function wholeHours({ from, to }: SessionFilters): Hours | undefined {
  const first = from && new Date(Math.ceil(from.getTime() / HOUR) * HOUR)
  const last = to && new Date(Math.floor(to.getTime() / HOUR) * HOUR)
  return first && last && first >= last ? undefined : { first, last }
}

const GROUPS = {
  device: sql`device`,
  country: sql`country`,
  referrer: sql`coalesce(referrer, '')`,
  target: sql`target_id::text`,
  outcome: sql`outcome`,
}

/** A row's group, where only some are told apart. */
export function label({ groupBy, among }: Pick<SumQuery, 'groupBy' | 'among'>, value?: SQL): SQL {
  if (!groupBy) return sql`null::text`
  const group = value ?? GROUPS[groupBy]
  if (!among) return group
  return sql`case when ${group} = any(${sql.param(among)}::text[]) then ${group} end`
}

/** Sums by bucket and group, for those that hold anything. */
export async function readSums(
  tx: Tx,
  query: SumQuery,
): Promise<(Sums & { bucket: number; group: string | null })[]> {
  const total = sql.join(
    [...OUTCOMES, 'pages', 'events'].map(
      (name) => sql`sum(${sql.identifier(name)})::float8 as ${sql.identifier(name)}`,
    ),
    sql`, `,
  )
  const found = await rows<Omit<Sums, 'sessions'> & { bucket: number; group: string | null }>(
    tx,
    sql`select bucket::float8 as bucket, "group", ${total} from (${sql.join(parts(query), sql` union all `)}) part group by 1, 2`,
  )
  const { outcome } = query.filters
  return found.map((row) => {
    const counts = OUTCOMES.map((name) => [name, outcome && name !== outcome ? 0 : row[name]] as const)
    return { ...row, ...Object.fromEntries(counts), sessions: counts.reduce((sum, [, n]) => sum + n, 0) }
  })
}

function parts(query: SumQuery): SQL[] {
  const hours = query.source === 'sums' ? wholeHours(query.filters) : undefined
  if (!hours) return [fromRows(query)]
  return [fromCells(query, hours), fromDeltas(query, hours), ...fromEnds(query, hours)]
}

/** The dimension whose sums hold what is asked for. */
const dimensionOf = ({ filters, groupBy }: Pick<SumQuery, 'filters' | 'groupBy'>): Dimension =>
  groupBy === 'country' || groupBy === 'referrer'
    ? groupBy
    : filters.country !== undefined && groupBy !== 'device'
      ? 'country'
      : 'device'

const within = (at: SQL, { first, last }: Hours) =>
  and(
    first ? sql`${at} >= ${first.toISOString()}::timestamptz` : undefined,
    last ? sql`${at} < ${last.toISOString()}::timestamptz` : undefined,
  )

/**
 * The sums that make up each bucket, with their sign, as the filters leave them but for outcomes. Days and hours are read
 * span by span (`offset 0`): joined at once, all spans would meet all sums.
 */
export function cells(
  query: SumQuery,
  hours: Hours,
  from: typeof sessionSums | typeof sessionLengths = sessionSums,
  dimension: Dimension | 'reached' = dimensionOf(query),
): SQL {
  const { device, country, targetId } = query.filters
  const value = device ?? country
  // Sums know a group by its value, and a target by its id.
  const group = label(query, query.groupBy === 'target' ? GROUPS.target : sql`value`)
  const left = and(
    sql`workspace_id = ${query.workspaceId}`,
    sql`dimension = ${dimension}`,
    value ? sql`value = ${value}` : undefined,
    targetId ? sql`target_id = ${targetId}` : undefined,
  )
  if (!query.starts)
    return sql`(select ${query.bucket(sql`at`)} as bucket, ${group} as "group", 1 as sign, one.* from ${from} one
      where ${and(left, sql`span = 'hour'`, within(sql`at`, hours))})`
  const spans = spansOf(hours, query.starts)
  const list = (of: (string | number)[]) => sql.param(`{${of.join(',')}}`)
  const moments = (of: number[]) =>
    list(of.map((at) => (at === Infinity ? 'infinity' : `"${new Date(at).toISOString()}"`)))
  return sql`(select p.bucket, ${group} as "group", p.sign, one.*
    from unnest(${list(spans.map(({ bucket }) => bucket))}::float8[], ${list(spans.map(({ span }) => span))}::text[],
        ${moments(spans.map((one) => one.from))}::timestamptz[], ${moments(spans.map((one) => one.to))}::timestamptz[],
        ${list(spans.map(({ sign }) => sign))}::integer[]) p(bucket, span, "from", "to", sign)
      cross join lateral (select * from ${from} one where ${left}
        and one.span = p.span and one.at >= p."from" and one.at < p."to" offset 0) one)`
}

/** Changes that wait, as the filters leave them but for outcomes. */
export function inDeltas({ workspaceId, filters }: SumQuery, hours: Hours): SQL | undefined {
  const { device, country, targetId } = filters
  return and(
    sql`workspace_id = ${workspaceId}`,
    device ? sql`device = ${device}` : undefined,
    country ? sql`country = ${country}` : undefined,
    targetId ? sql`target_id = ${targetId}` : undefined,
    within(sql`hour`, hours),
  )
}

const signed = sql.join(
  [...OUTCOMES, 'pages', 'events'].map(
    (name) => sql`sign * ${sql.identifier(name)} as ${sql.identifier(name)}`,
  ),
  sql`, `,
)
const split = (count: SQL) =>
  sql.join(
    OUTCOMES.map(
      (name) =>
        sql`case when outcome = ${sql.raw(`'${name}'`)} then ${count} else 0 end as ${sql.identifier(name)}`,
    ),
    sql`, `,
  )

const fromCells = (query: SumQuery, hours: Hours) =>
  sql`select bucket::float8 as bucket, "group", ${signed} from ${cells(query, hours)} cell`

const fromDeltas = (query: SumQuery, hours: Hours) =>
  sql`select ${query.bucket(sql`hour`)}::float8, ${label(query)}, ${split(sql`sessions`)}, pages, events
      from ${sessionDeltas} where ${inDeltas(query, hours)}`

const fromRows = (query: SumQuery) =>
  sql`select ${query.bucket(sql`began_at`)} as bucket, ${label(query)} as "group", ${split(sql`1`)}, coalesce(pages, 0) as pages, events
      from ${sessions} where ${conditions(query.workspaceId, query.filters, query.found)}`

/** The rows of the hours that the range cuts. */
export const ends = (filters: SessionFilters, { first, last }: Hours): SessionFilters[] => [
  ...(filters.from && first && filters.from < first ? [{ ...filters, to: first }] : []),
  ...(filters.to && last && last < filters.to ? [{ ...filters, from: last }] : []),
]

const fromEnds = (query: SumQuery, hours: Hours) =>
  ends(query.filters, hours).map((filters) => fromRows({ ...query, filters }))

/** Medians of up to so many sessions are taken from the rows, which is exact. */
const EXACT_LENGTHS = 20_000

/** Whether there are so many sessions that their lengths are better taken from sums. */
export async function manyLengths(tx: Tx, query: SumQuery): Promise<boolean> {
  const [all] = await readSums(tx, { ...query, ...WHOLE, source: 'sums', groupBy: undefined })
  return (all?.sessions ?? 0) > EXACT_LENGTHS
}
