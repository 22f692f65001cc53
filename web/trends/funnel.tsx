import { useQuery } from '@tanstack/react-query'
import type { Filters } from '../filters/filters.ts'
import { Problem } from '../problem.ts'
import { Panel } from '../ui/panel.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { funnelQuery } from './queries.ts'
import { Outline } from './trend-panel.tsx'

const many = (count: number) => count.toLocaleString('en-GB')

/** How far sessions came on the journey of the newest burst, step by step. */
export function Funnel({ filters }: { filters: Filters }) {
  const { data, error, refetch } = useQuery({ ...funnelQuery(filters), retry: false })
  const none = error instanceof Problem && error.code === 'not_found'
  return (
    <Panel title="Funnel" side={data && <p className="text-ink-2">{many(data.began)} began</p>}>
      {none && <p className="text-ink-2">No session matches, so there is no journey to show.</p>}
      {error && !none && !data && <Trouble what="The funnel" error={error} onRetry={refetch} />}
      {!data && !error && <Outline height={160} what="Loading the funnel" />}
      {data && !none && data.steps.length === 0 && (
        <p className="text-ink-2">These visitors look around as they like: there are no steps to count.</p>
      )}
      {data && !none && (
        <ol className="grid gap-4">
          {data.steps.map(({ number, text, reached, percent, dropped, droppedPercent }) => (
            <li key={number} className="grid gap-1">
              <p className="flex items-baseline gap-3">
                <span className="text-ink-3">{number}</span>
                <span className="min-w-0 flex-1 wrap-anywhere">{text}</span>
                <span>
                  <span className="font-medium">{many(reached)}</span>{' '}
                  <span className="text-ink-2">{percent} %</span>
                </span>
              </p>
              <span aria-hidden className="h-4 rounded-bar border border-line-2">
                <span className="block h-full rounded-bar bg-ink" style={{ width: `${percent}%` }} />
              </span>
              <p className="text-12 text-ink-3">
                {dropped === 0
                  ? 'nobody left before it'
                  : `${many(dropped)} left before it, ${droppedPercent} %`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
