/** Where a range meets whole hours: [first, last) from sums, and the ends from rows. Undefined where it is open. */
export interface Hours {
  first?: Date
  last?: Date
}

/** Sums that make up a bucket: those of the hours or days in [from, to), added or taken away. */
export interface Span {
  bucket: number
  span: 'hour' | 'day'
  from: number
  /** Infinity where the range is open. */
  to: number
  sign: 1 | -1
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const dayBefore = (at: number) => Math.floor(at / DAY) * DAY
const dayAfter = (at: number) => Math.ceil(at / DAY) * DAY

/** What [first, last) is read from, by the buckets that begin at `starts`: days in UTC, and as few hours as mend them. */
export function spansOf({ first, last }: Hours, starts: number[]): Span[] {
  const [begin, end] = [first?.getTime() ?? 0, last?.getTime() ?? Infinity]
  return starts.flatMap((bucket, i) => {
    const [from, to] = [Math.max(begin, bucket), Math.min(end, starts[i + 1] ?? Infinity)]
    return from < to ? bucketSpans({ bucket, from, to }) : []
  })
}

/** A day that is cut is the whole less its other hours, where these are the fewer. */
function bucketSpans({ bucket, from, to }: { bucket: number; from: number; to: number }): Span[] {
  const hours = { bucket, span: 'hour' } as const
  if (dayBefore(from) === dayBefore(to - HOUR) && to - from <= DAY / 2)
    return [{ ...hours, from, to, sign: 1 }]
  const [left, right] = [nearest(from), to === Infinity ? to : nearest(to)]
  const mended = (a: number, b: number): Span[] =>
    a === b ? [] : [{ ...hours, from: Math.min(a, b), to: Math.max(a, b), sign: a < b ? 1 : -1 }]
  const days: Span[] = left < right ? [{ bucket, span: 'day', from: left, to: right, sign: 1 }] : []
  return [...days, ...mended(from, left), ...mended(right, to)]
}

const nearest = (at: number) => (at - dayBefore(at) < DAY / 2 ? dayBefore(at) : dayAfter(at))
