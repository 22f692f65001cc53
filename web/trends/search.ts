import type { Bucket } from '../charts/axis.ts'
import type { Metric } from '../charts/words.ts'
import { type Filters, oneOf, readFilters } from '../filters/filters.ts'
import { RANGES, type Range } from './range.ts'

export const METRICS = [
  'sessions',
  'completionRate',
  'bounceRate',
  'medianLength',
  'pages',
  'events',
] as const satisfies Metric[]
export const GROUPINGS = ['device', 'country', 'outcome', 'target', 'referrer'] as const
export type Grouping = (typeof GROUPINGS)[number]
export const BUCKETS: readonly Bucket[] = ['minute', 'hour', 'day', 'week']

/** What a page of figures shows, as its address holds it. Named ends go before a range. */
export interface TrendSearch extends Filters {
  metric?: Metric
  bucket?: Bucket
  groupBy?: Grouping
  range?: Range
}

export const readTrendSearch = (search: Record<string, unknown>): TrendSearch => ({
  ...readFilters(search),
  metric: oneOf(METRICS, search.metric),
  bucket: oneOf(BUCKETS, search.bucket),
  groupBy: oneOf(GROUPINGS, search.groupBy),
  range: oneOf(RANGES, search.range),
})
