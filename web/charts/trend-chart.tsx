import { useNavigate } from '@tanstack/react-router'
import type { Trend } from '../client.ts'
import type { Filters } from '../filters/filters.ts'
import { Plot } from './plot.tsx'
import { groupFilter, spanOf } from './points.ts'
import { lineBefore, linesOf } from './trend-lines.ts'
import { figureOf, isShare, METRIC_NAMES } from './words.ts'

interface Props {
  trend: Trend
  filters: Filters
  height: number
  /** The range before, drawn under a figure that is not grouped. */
  before?: Trend
  onBrush?: (span: { from: string; to: string }) => void
}

/** A trend as lines; a click on a point shows the sessions that it is made of. */
export function TrendChart({ trend, filters, height, before, onBrush }: Props) {
  const navigate = useNavigate()
  const { metric, groupBy, bucket, series } = trend
  const points = series[0]?.points ?? []
  const lines = linesOf(trend)
  const open = (point: number, line: number) => {
    // A second line of what is not grouped is the time before: the click means the time that is shown.
    const group = groupFilter(groupBy, series[line]?.group ?? null)
    const span = spanOf(points, point, point, trend)
    void navigate({ to: '/sessions', search: { ...filters, ...span, ...group } })
  }
  return (
    <Plot
      times={points.map(({ at }) => Date.parse(at))}
      lines={before?.series[0]?.value && groupBy === null ? [...lines, lineBefore(trend, before)] : lines}
      bucket={bucket}
      share={isShare(metric)}
      filled={groupBy === null}
      markValue={(value) => figureOf(metric, value)}
      height={height}
      label={`${METRIC_NAMES[metric]} by ${bucket}${groupBy ? `, for each ${groupBy}` : ''}`}
      onPoint={open}
      onBrush={onBrush && ((first, last) => onBrush(spanOf(points, first, last, trend)))}
    />
  )
}
