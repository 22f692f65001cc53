import type { Sums } from './sums.ts'

export const METRICS = [
  'sessions',
  'medianLength',
  'completionRate',
  'bounceRate',
  'pages',
  'events',
] as const
export type Metric = (typeof METRICS)[number]
/** Figures that are sums, or a quotient of sums. */
export type SumMetric = Exclude<Metric, 'medianLength'>

export const UNITS: Record<Metric, string> = {
  sessions: 'sessions',
  medianLength: 'seconds',
  completionRate: 'percent',
  bounceRate: 'percent',
  pages: 'pages',
  events: 'events',
}

/** Sessions that came to an end of their own: what rates are shares of. */
const ended = (sums: Sums) => sums.completed + sums.dropped + sums.bounced + sums.failed
const percent = (part: number, whole: number) =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 100

/** The figure; of nothing it is 0, and null where it is a share. */
export function measure(metric: SumMetric, sums: Sums | undefined): number | null {
  if (metric === 'completionRate') return sums ? percent(sums.completed, ended(sums)) : null
  if (metric === 'bounceRate') return sums ? percent(sums.bounced, ended(sums)) : null
  return sums?.[metric] ?? 0
}

/** Milliseconds as seconds with a decimal or two; null stays. */
export const seconds = (ms: number | undefined): number | null =>
  ms === undefined ? null : Math.round(ms / 10) / 100
