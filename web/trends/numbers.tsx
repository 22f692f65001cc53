import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { pointInWords } from '../charts/axis.ts'
import { nameOf } from '../charts/legend.tsx'
import { groupFilter, spanOf } from '../charts/points.ts'
import { figureOf, METRIC_NAMES } from '../charts/words.ts'
import type { Trend } from '../client.ts'
import type { Filters } from '../filters/filters.ts'
import { ScrollRegion } from '../ui/scroll-region.tsx'

/** The same numbers as a table: for ears, for the keyboard, and for copying. Each leads to its sessions. */
export function Numbers({ trend, filters }: { trend: Trend; filters: Filters }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">The numbers as a table</summary>
      {open && <Table trend={trend} filters={filters} />}
    </details>
  )
}

function Table({ trend, filters }: { trend: Trend; filters: Filters }) {
  const { series, metric, bucket, groupBy } = trend
  const points = series[0]?.points ?? []
  return (
    <ScrollRegion label="The numbers" className="mt-2 max-h-80 overflow-auto border-y border-line">
      <table className="w-full text-left whitespace-nowrap">
        <thead>
          <tr className="sticky top-0 bg-ground">
            <th scope="col" className="label h-8 pr-4">
              {bucket}
            </th>
            {series.map(({ group }) => (
              <th key={group} scope="col" className="label pr-4 text-right">
                {group === null ? METRIC_NAMES[metric] : nameOf(groupBy, group)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ at }, point) => (
            <tr key={at} className="h-7 touch:h-11 border-t border-line">
              <th scope="row" className="pr-4 font-normal text-ink-2">
                {pointInWords(Date.parse(at), bucket)}
              </th>
              {series.map(({ group, points: its }) => {
                const value = its[point]?.value ?? null
                const only = groupFilter(groupBy, group)
                return (
                  <td key={group} className="pr-4 text-right">
                    {value && only ? (
                      <Link
                        to="/sessions"
                        search={{ ...filters, ...spanOf(points, point, point, trend), ...only }}
                        className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
                      >
                        {figureOf(metric, value)}
                      </Link>
                    ) : (
                      figureOf(metric, value)
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
