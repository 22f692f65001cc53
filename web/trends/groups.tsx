import { Link } from '@tanstack/react-router'
import { nameOf } from '../charts/legend.tsx'
import { groupFilter } from '../charts/points.ts'
import { Swatch } from '../charts/swatch.tsx'
import { linesOf } from '../charts/trend-lines.ts'
import { changeOf, figureOf } from '../charts/words.ts'
import type { Trend } from '../client.ts'
import type { Filters } from '../filters/filters.ts'
import { ScrollRegion } from '../ui/scroll-region.tsx'

interface Props {
  trend: Trend
  filters: Filters
}

/** The legend with the figures: each group, how it moved, and the way to its sessions. */
export function Groups({ trend, filters }: Props) {
  const { metric, groupBy, series, from, to } = trend
  const lines = linesOf(trend)
  return (
    <ScrollRegion label="Groups" className="overflow-x-auto">
      <table className="w-full max-w-[640px] text-left whitespace-nowrap">
        <thead>
          <tr className="border-b border-line">
            {['Group', 'Figure', 'Against the time before', 'Sessions'].map((name, at) => (
              <th key={name} scope="col" className={`label h-8 pr-4 ${at > 0 ? 'text-right' : ''}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ group, value, previous, sessions }, at) => {
            const ink = lines[at]?.ink
            const only = groupFilter(groupBy, group)
            return (
              <tr key={group} className="h-8 touch:h-11 border-b border-line">
                <th scope="row" className="pr-4 font-medium">
                  <span className="flex items-center gap-2">
                    {ink && <Swatch ink={ink} />}
                    {nameOf(groupBy, group)}
                  </span>
                </th>
                <td className="pr-4 text-right">{figureOf(metric, value)}</td>
                <td className="pr-4 text-right text-ink-2">{changeOf(metric, value, previous)}</td>
                <td className="pr-4 text-right">
                  {only ? (
                    <Link
                      to="/sessions"
                      search={{ ...filters, from, to, ...only }}
                      className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
                    >
                      {sessions.toLocaleString('en-GB')}
                    </Link>
                  ) : (
                    sessions.toLocaleString('en-GB')
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
