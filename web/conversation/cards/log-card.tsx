import { Link } from '@tanstack/react-router'
import type { LogPage } from '../../client.ts'
import { readLogSearch } from '../../sessions/search.ts'
import { OutcomeMark } from '../../ui/outcome.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import { durationOf, momentOf } from '../../ui/time.ts'

const MOST_ROWS = 8

interface Props {
  filters: Record<string, string | number> | undefined
  page: LogPage
  withRows: boolean
}

/** The sessions that an answer speaks of, with the way to all of them. */
export function LogCard({ filters = {}, page: { items, total, exact }, withRows }: Props) {
  if (items.length === 0) return null
  return (
    <article
      aria-label="Sessions of the log"
      className="overflow-hidden rounded-card border border-line bg-sheet"
    >
      {withRows && <Rows items={items.slice(0, MOST_ROWS)} />}
      <p className="flex items-center justify-between px-3 py-2 text-ink-2">
        {countOf(exact === false ? `about ${total}` : String(total), total, withRows)}
        <Link
          to="/sessions"
          search={readLogSearch(filters)}
          className="font-medium text-ink underline decoration-line-2 underline-offset-4 hover:decoration-ink"
        >
          Open in the log
        </Link>
      </p>
    </article>
  )
}

function Rows({ items }: { items: LogPage['items'] }) {
  return (
    <ScrollRegion label="Sessions" className="overflow-x-auto border-b border-line">
      <table className="w-full whitespace-nowrap">
        <thead className="border-b border-line">
          <tr>
            {['Outcome', 'Device', 'Country', 'Start', 'Length', 'Pages'].map((name) => (
              <th key={name} className="label h-8 px-3 text-left last:text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {items.map((one) => (
            <tr key={one.id}>
              <td className="h-8 px-3">
                <OutcomeMark outcome={one.outcome} />
              </td>
              <td className="px-3">{one.device}</td>
              <td className="px-3">{one.country}</td>
              <td className="px-3">{momentOf(one.startedAt ?? one.dueAt)}</td>
              <td className="px-3">
                {one.lengthSeconds === null ? '' : durationOf(one.lengthSeconds * 1_000)}
              </td>
              <td className="px-3 text-right">{one.pages}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

const countOf = (said: string, total: number, withRows: boolean) =>
  withRows && total > MOST_ROWS
    ? `${MOST_ROWS} of ${said} sessions`
    : `${said} ${total === 1 ? 'session' : 'sessions'}`
