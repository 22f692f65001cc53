import type { Bucket } from '../charts/axis.ts'

export const RANGES = ['1h', '24h', '7d', '30d', '12w'] as const
export type Range = (typeof RANGES)[number]
export const USUAL_RANGE: Range = '30d'

export const RANGE_NAMES: Record<Range, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '12w': 'Last 12 weeks',
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
export const WIDTHS: Record<Bucket, number> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY }
/** The most points that the API answers with. */
const MOST_POINTS = 1_000

/**
 * Where a range begins: at the start of a minute, an hour or a day of the reader's clock, so that the same question is
 * asked in the same words for a while and the browser has its answer already.
 */
export function startOf(range: Range, now: Date): Date {
  const at = new Date(now)
  if (range === '1h') at.setMinutes(at.getMinutes() - 59, 0, 0)
  else if (range === '24h') at.setHours(at.getHours() - 23, 0, 0, 0)
  else {
    const back = { '7d': 6, '30d': 29, '12w': 77 + ((at.getDay() + 6) % 7) }[range]
    at.setDate(at.getDate() - back)
    at.setHours(0, 0, 0, 0)
  }
  return at
}

/** The steps that a span can be shown in: two points at least, and no more than the API gives. */
export function bucketsFor(ms: number): Bucket[] {
  return (Object.keys(WIDTHS) as Bucket[]).filter(
    (bucket) => ms / WIDTHS[bucket] <= MOST_POINTS && ms / WIDTHS[bucket] >= 2,
  )
}

/** The step that a span is shown in when nobody chose one. */
export function usualBucket(ms: number): Bucket {
  if (ms <= 3 * HOUR) return 'minute'
  if (ms <= 8 * DAY) return 'hour'
  return ms <= 50 * DAY ? 'day' : 'week'
}
