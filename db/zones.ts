import { type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { AppError } from './errors.ts'

export const BUCKETS = ['minute', 'hour', 'day', 'week'] as const
export type Bucket = (typeof BUCKETS)[number]

/** Most points of a series. */
const MAX_BUCKETS = 1_000
const MINUTE = 60_000
const WIDTH: Record<Bucket, number> = {
  minute: MINUTE,
  hour: 60 * MINUTE,
  day: 1_440 * MINUTE,
  week: 10_080 * MINUTE,
}
/** Points of a series whose beginning nobody named. */
const USUAL: Record<Bucket, number> = { minute: 60, hour: 24, day: 30, week: 12 }

/** The start, as milliseconds, of the bucket that a moment lies in, by the wall clock of the zone. */
export const bucketOf = (bucket: Bucket, timeZone: string) => (at: SQL) =>
  sql`(extract(epoch from date_trunc(${bucket}::text, ${at}, ${timeZone}::text)) * 1000)::float8`

/** The range that a series covers when its ends are not named: up to this minute, and from the start of a bucket. */
export async function rangeOf(
  tx: Tx,
  {
    bucket,
    timeZone,
    now,
    ...named
  }: { bucket: Bucket; timeZone: string; now: Date; from?: Date; to?: Date },
): Promise<{ from: Date; to: Date }> {
  const to = named.to ?? new Date(Math.ceil(now.getTime() / MINUTE) * MINUTE)
  const from = named.from ?? (await usualStart(tx, bucket, timeZone, to))
  if (from >= to)
    throw new AppError(
      'invalid_input',
      'Expected `from` to be before `to`, which is now when left out.',
      'from',
    )
  if (to.getTime() - from.getTime() > MAX_BUCKETS * WIDTH[bucket])
    throw new AppError(
      'invalid_input',
      `That range has more than ${MAX_BUCKETS} points. Choose a longer bucket or a shorter range.`,
      'bucket',
    )
  return { from, to }
}

async function usualStart(tx: Tx, bucket: Bucket, timeZone: string, to: Date): Promise<Date> {
  const back = new Date(to.getTime() - USUAL[bucket] * WIDTH[bucket] + WIDTH[bucket] - 1).toISOString()
  const [found] = await rows<{ start: number }>(
    tx,
    sql`select ${bucketOf(bucket, timeZone)(sql`${back}::timestamptz`)} as start`,
  )
  return new Date(found?.start ?? 0)
}

/** The start of every bucket of a range. Days and weeks follow the wall clock, so that one may have 23 or 25 hours. */
export async function bucketStarts(
  tx: Tx,
  { bucket, timeZone, from, to }: { bucket: Bucket; timeZone: string; from: Date; to: Date },
): Promise<number[]> {
  const [first, last] = [from, new Date(to.getTime() - 1)].map(
    (at) => sql`${at.toISOString()}::timestamptz`,
  ) as [SQL, SQL]
  const step = sql`${`1 ${bucket}`}::interval`
  const zone = sql`${timeZone}::text`
  const wall = bucket === 'day' || bucket === 'week'
  const series = wall
    ? sql`(generate_series(date_trunc(${bucket}::text, ${first} at time zone ${zone}), ${last} at time zone ${zone}, ${step}) at time zone ${zone})`
    : sql`generate_series(date_trunc(${bucket}::text, ${first}, ${zone}), ${last}, ${step})`
  const found = await rows<{ start: number }>(
    tx,
    sql`select (extract(epoch from at) * 1000)::float8 as start from (select ${series} as at) starts order by at`,
  )
  return found.map(({ start }) => start)
}

const DAY = 1_440 * MINUTE

/** Whether the zone is whole hours away from UTC all through the range: then its buckets are made of hours in UTC. */
export function onTheHour(timeZone: string, { from, to }: { from: Date; to: Date }): boolean {
  const minute = new Intl.DateTimeFormat('en', { timeZone, minute: 'numeric' })
  for (let at = from.getTime(); ; at = Math.min(at + 30 * DAY, to.getTime())) {
    const offset = Number(minute.format(at)) - new Date(at).getUTCMinutes()
    if (offset !== 0) return false
    if (at >= to.getTime()) return true
  }
}
