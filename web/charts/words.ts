import type { Trend } from '../client.ts'
import { durationOf } from '../ui/time.ts'

export type Metric = Trend['metric']

export const METRIC_NAMES: Record<Metric, string> = {
  sessions: 'Sessions',
  completionRate: 'Completion rate',
  bounceRate: 'Bounce rate',
  medianLength: 'Median length',
  pages: 'Pages seen',
  events: 'Analytics events',
}

export const isShare = (metric: Metric) => metric === 'completionRate' || metric === 'bounceRate'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** A figure with its unit; a dash where there is nothing to divide by. */
export function figureOf(metric: Metric, value: number | null): string {
  if (value === null) return '–'
  if (metric === 'medianLength') return durationOf(value * 1_000)
  return isShare(metric) ? `${whole.format(value)} %` : whole.format(value)
}

/** How a figure moved against the range before: "12 % more", "3.2 points less", "unchanged"; nothing where nothing was. */
export function changeOf(metric: Metric, value: number | null, before: number | null): string | undefined {
  if (value === null || before === null) return undefined
  const more = (text: string) => `${text} ${value > before ? 'more' : 'less'}`
  if (isShare(metric)) {
    const points = Math.abs(value - before)
    return points < 0.05 ? 'unchanged' : more(`${whole.format(points)} points`)
  }
  if (before === 0) return undefined
  const percent = Math.abs(value / before - 1) * 100
  return percent < 0.05 ? 'unchanged' : more(`${whole.format(percent)} %`)
}
