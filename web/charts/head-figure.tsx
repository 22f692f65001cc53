import type { Trend } from '../client.ts'
import { momentOf } from '../ui/time.ts'
import { changeOf, figureOf } from './words.ts'

/** The figure of the whole range, and how it moved against the range before. Of groups, each has its own. */
export function HeadFigure({ trend: { metric, series, previous, groupBy, precision } }: { trend: Trend }) {
  const [all] = series
  if (groupBy || !all) return null
  const change = changeOf(metric, all.value, all.previous)
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="text-28 font-stretch-94% font-semibold">{figureOf(metric, all.value)}</span>
      <span className="text-ink-2">
        {change &&
          `${change}${change === 'unchanged' ? ' from' : ' than'} ${figureOf(metric, all.previous)}, `}
        {change ? '' : 'nothing to compare with '}
        {momentOf(previous.from)} to {momentOf(previous.to)}
        {precision === 'within 1%' && <span className="text-ink-3"> · within 1 %</span>}
      </span>
    </p>
  )
}
