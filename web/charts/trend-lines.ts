import type { Trend } from '../client.ts'
import type { Line } from './options.ts'
import { ALONE, BEFORE, inkFor } from './palette.ts'
import { METRIC_NAMES } from './words.ts'

/** A series as a line: one alone in ink, groups in the colours, what failed always in the colour of failing. */
export function linesOf({ series, metric }: Trend): Line[] {
  return series.map(({ group, points }, at) => ({
    name: group ?? METRIC_NAMES[metric],
    values: points.map(({ value }) => value),
    ink: group === null ? ALONE : inkFor(group, at),
  }))
}

/** The range before, point on point over this one. */
export function lineBefore(trend: Trend, before: Trend): Line {
  const values = before.series[0]?.points.map(({ value }) => value) ?? []
  const length = trend.series[0]?.points.length ?? 0
  return {
    name: 'the time before',
    values: Array.from({ length }, (_, at) => values[at] ?? null),
    ink: BEFORE,
  }
}
