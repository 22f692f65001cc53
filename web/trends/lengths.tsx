import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Filters } from '../filters/filters.ts'
import { below } from '../filters/spans.ts'
import { Panel } from '../ui/panel.tsx'
import { durationOf } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { lengthsQuery } from './queries.ts'
import { Outline } from './trend-panel.tsx'

const words = (seconds: number | null) => (seconds === null ? '–' : durationOf(seconds * 1_000))
const edge = (seconds: number) => (seconds < 60 ? `${seconds} s` : durationOf(seconds * 1_000))

/** How long sessions lasted: a bar for each span, which leads to the sessions that it is made of. */
export function Lengths({ filters }: { filters: Filters }) {
  const { data, error, refetch } = useQuery(lengthsQuery(filters))
  const most = Math.max(1, ...(data?.bars.map(({ sessions }) => sessions) ?? []))
  return (
    <Panel title="Lengths">
      {!data && error && <Trouble what="The lengths" error={error} onRetry={refetch} />}
      {!data && !error && <Outline height={200} what="Loading the lengths" />}
      {data?.sessions === 0 && <p className="text-ink-2">No session of these is over yet.</p>}
      {data && data.sessions > 0 && (
        <>
          <ol className="flex h-40 items-stretch gap-[3px] border-b border-line-2">
            {data.bars.map(({ fromSeconds: from, toSeconds: to, sessions }) => {
              const span = to === null ? `${edge(from)} and longer` : `${edge(from)} to ${edge(to)}`
              return (
                <li key={from} className="flex flex-1">
                  <Link
                    to="/sessions"
                    search={{
                      ...filters,
                      minLengthSeconds: from,
                      maxLengthSeconds: to === null ? undefined : below(to),
                    }}
                    aria-label={`${span}: ${sessions} sessions`}
                    title={`${span}: ${sessions.toLocaleString('en-GB')} sessions`}
                    className="group flex flex-1 items-end"
                  >
                    <span
                      className="w-full rounded-t-bar bg-ink group-hover:bg-series-mobile"
                      style={{ height: sessions === 0 ? 0 : `max(2px, ${(sessions / most) * 100}%)` }}
                    />
                  </Link>
                </li>
              )
            })}
          </ol>
          <p aria-hidden className="flex justify-between text-12 text-ink-3">
            <span>0 s</span>
            <span>30 s</span>
            <span>3 min</span>
            <span>1 h</span>
          </p>
          <p className="text-ink-2">
            Half of them last <span className="font-medium text-ink">{words(data.quartiles.p25)}</span> to{' '}
            <span className="font-medium text-ink">{words(data.quartiles.p75)}</span>, the median is{' '}
            <span className="font-medium text-ink">{words(data.quartiles.median)}</span>, and 95 % are over
            after {words(data.quartiles.p95)}.
            {data.precision === 'within 1%' && <span className="text-ink-3"> These are within 1 %.</span>}
          </p>
        </>
      )}
    </Panel>
  )
}
