import { useQuery } from '@tanstack/react-query'
import { figureOf, METRIC_NAMES, type Metric } from '../charts/words.ts'
import type { Filters } from '../filters/filters.ts'
import { timeZone } from '../filters/spans.ts'
import { Panel } from '../ui/panel.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { strengthOf, WEEKDAYS } from './heat-scale.ts'
import { heatQuery } from './queries.ts'
import { Outline } from './trend-panel.tsx'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const twoDigits = (hour: number) => String(hour).padStart(2, '0')

/** A figure by weekday and hour of the reader's clock. A median can't be summed up like that: sessions instead. */
export function HeatMap({ metric: asked, filters }: { metric: Metric; filters: Filters }) {
  const metric = asked === 'medianLength' ? 'sessions' : asked
  const { data, error, refetch } = useQuery(heatQuery(metric, filters))
  const most = Math.max(0, ...(data?.cells.map(({ value }) => value ?? 0) ?? []))
  return (
    <Panel
      title={`${METRIC_NAMES[metric]} by hour and weekday`}
      side={<p className="text-12 text-ink-3">On your clock, {timeZone}</p>}
    >
      {!data && error && <Trouble what="The heat map" error={error} onRetry={refetch} />}
      {!data && !error && <Outline height={220} what="Loading the heat map" />}
      {data && (
        <>
          <ScrollRegion label="By hour and weekday" className="overflow-x-auto">
            <table className="w-full min-w-[560px] table-fixed border-separate border-spacing-[2px]">
              <thead>
                <tr>
                  <th scope="col" className="w-10">
                    <span className="heard">Weekday</span>
                  </th>
                  {HOURS.map((hour) => (
                    <th key={hour} scope="col" className="label text-center font-normal">
                      <span className={hour % 3 === 0 ? '' : 'heard'}>{twoDigits(hour)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {WEEKDAYS.map((day, at) => (
                  <tr key={day}>
                    <th scope="row" className="label text-left">
                      {day}
                    </th>
                    {data.cells.slice(at * 24, at * 24 + 24).map(({ hour, value }) => (
                      <td
                        key={hour}
                        title={`${day} ${twoDigits(hour)}:00: ${figureOf(metric, value)}`}
                        className="h-6 rounded-bar border border-line p-0"
                        style={{
                          background: `color-mix(in oklab, var(--series-mobile) ${Math.round(strengthOf(value, most) * 100)}%, var(--sheet))`,
                        }}
                      >
                        <span className="heard">{figureOf(metric, value)}</span>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <p className="text-12 text-ink-3">The fullest cell holds {figureOf(metric, most)}.</p>
        </>
      )}
    </Panel>
  )
}
