import type { Bucket } from '../charts/axis.ts'
import type { Metric } from '../charts/words.ts'
import type { Filters } from '../filters/filters.ts'
import { bucketsFor, startOf, USUAL_RANGE, usualBucket } from './range.ts'
import type { Grouping, TrendSearch } from './search.ts'

/** What is asked of the API for a page of figures. */
export interface Asked {
  metric: Metric
  bucket: Bucket
  buckets: Bucket[]
  groupBy?: Grouping
  /** With both ends of the time as they are asked for; no `to` is now. */
  filters: Filters
}

/** The figures that a page shows at a moment. */
export function askedOf(
  { metric = 'sessions', bucket, groupBy, range, ...filters }: TrendSearch,
  now: Date,
): Asked {
  const { from, to } =
    filters.from || filters.to
      ? { from: filters.from ?? back(filters.to), to: filters.to }
      : { from: startOf(range ?? USUAL_RANGE, now).toISOString(), to: undefined }
  const ms = (to ? Date.parse(to) : now.getTime()) - Date.parse(from)
  const buckets = bucketsFor(ms)
  return {
    metric,
    bucket:
      bucket && buckets.includes(bucket)
        ? bucket
        : (buckets.find((one) => one === usualBucket(ms)) ?? usualBucket(ms)),
    buckets,
    groupBy,
    filters: { ...filters, from, to },
  }
}

/** Where only an end is named, the thirty days before it. */
const back = (to: string | undefined) => new Date(Date.parse(to ?? '') - 30 * 86_400_000).toISOString()
