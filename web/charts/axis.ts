export type Bucket = 'minute' | 'hour' | 'day' | 'week'

const LOCALE = 'en-GB'
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'short' })

/** A mark of the time axis: the clock, and at midnight the day. */
export function markOf(ms: number, bucket: Bucket): string {
  const at = new Date(ms)
  const midnight = at.getHours() === 0 && at.getMinutes() === 0
  return bucket === 'day' || bucket === 'week' || midnight ? day.format(at) : clock.format(at)
}

/** A point in words: "Sun, 22 Nov", "week of 16 Nov", "22 Nov, 14:00". */
export function pointInWords(ms: number, bucket: Bucket): string {
  const at = new Date(ms)
  if (bucket === 'day') return weekday.format(at)
  if (bucket === 'week') return `week of ${day.format(at)}`
  return `${day.format(at)}, ${clock.format(at)}`
}

/** The top of an axis that holds a value: a little room above it, never more than all, and no parts of a single one. */
export function topOf(max: number | null, share: boolean): number {
  if (share) return max ? Math.min(100, max * 1.15) : 100
  return Math.max(4, (max ?? 0) * 1.1)
}
