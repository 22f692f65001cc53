import type { Trend } from '../client.ts'
import { countryName } from '../filters/countries.ts'
import { Swatch } from './swatch.tsx'
import { linesOf } from './trend-lines.ts'
import { figureOf } from './words.ts'

/** Which line is whose, with the figure of the whole range. */
export function Legend({ trend }: { trend: Trend }) {
  const lines = linesOf(trend)
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {trend.series.map(({ group, value }, at) => (
        <li key={group} className="flex items-center gap-2">
          {lines[at] && <Swatch ink={lines[at].ink} />}
          {nameOf(trend.groupBy, group)} <span className="font-medium">{figureOf(trend.metric, value)}</span>
        </li>
      ))}
    </ul>
  )
}

/** A group as people call it. */
export const nameOf = (groupBy: Trend['groupBy'], group: string | null) =>
  groupBy === 'country' && group && group.length === 2 ? countryName(group) : (group ?? 'All')
