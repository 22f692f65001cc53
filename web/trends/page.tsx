import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { METRIC_NAMES } from '../charts/words.ts'
import { useTopics } from '../events/use-topics.ts'
import { FilterBar } from '../filters/bar.tsx'
import { Choice } from '../ui/choice.tsx'
import { Screen } from '../ui/screen.tsx'
import { askedOf } from './asked.ts'
import { Funnel } from './funnel.tsx'
import { HeatMap } from './heat-map.tsx'
import { Lengths } from './lengths.tsx'
import { RangePick } from './range-pick.tsx'
import { GROUPINGS, METRICS, readTrendSearch, type TrendSearch } from './search.ts'
import { TrendPanel } from './trend-panel.tsx'

/** The log as figures: over time, along a journey, by length and by hour. */
export function TrendsPage() {
  // The router hands on whatever else an address says.
  const search = readTrendSearch({ ...useSearch({ from: '/shell/trends' }) })
  const navigate = useNavigate({ from: '/trends' })
  useTopics(['bursts', 'targets'])
  const asked = askedOf(search, new Date())
  const set = (some: Partial<TrendSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...some }), replace: true })
  const { metric: _m, bucket: _b, groupBy: _g, range, ...filters } = search
  return (
    <Screen
      title="Trends"
      side={
        <Link
          to="/sessions"
          search={asked.filters}
          className="underline decoration-line-2 underline-offset-4 hover:decoration-ink"
        >
          Show these sessions
        </Link>
      }
    >
      <div className="grid gap-3">
        <FilterBar
          filters={filters}
          onChange={set}
          time={
            <RangePick
              range={range}
              filters={filters}
              onRange={(one) => set({ range: one, bucket: undefined })}
              onTime={(time) => set({ ...time, bucket: undefined })}
            />
          }
        />
        <div className="flex flex-wrap gap-2">
          <Choice
            label="Figure"
            value={asked.metric}
            options={METRICS}
            nameOf={(one) => METRIC_NAMES[one]}
            onPick={(metric) => set({ metric })}
          />
          <Choice
            label="Step"
            value={asked.bucket}
            options={asked.buckets}
            nameOf={(one) => `by ${one}`}
            onPick={(bucket) => set({ bucket })}
          />
          <Choice
            label="Group by"
            any="not grouped"
            value={asked.groupBy}
            options={GROUPINGS}
            nameOf={(one) => `for each ${one}`}
            onPick={(groupBy) => set({ groupBy })}
            clear
          />
        </div>
      </div>
      <TrendPanel asked={asked} />
      <div className="grid gap-x-12 gap-y-8 border-t border-line pt-6 md:grid-cols-2">
        <Funnel filters={asked.filters} />
        <Lengths filters={asked.filters} />
      </div>
      <div className="border-t border-line pt-6">
        <HeatMap metric={asked.metric} filters={asked.filters} />
      </div>
    </Screen>
  )
}
