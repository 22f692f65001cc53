import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { buttonClass } from '../ui/button.tsx'
import { ShowMore } from '../ui/more.tsx'
import { Screen } from '../ui/screen.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { SessionDrawer } from './drawer.tsx'
import { LogFilters } from './filters.tsx'
import { logQuery } from './log-query.ts'
import { LogRows } from './rows.tsx'
import { isFiltered } from './search.ts'

/** The log: every session, filtered and sorted. */
export function SessionsPage() {
  const { s, ...filters } = useSearch({ from: '/shell/sessions' })
  const navigate = useNavigate()
  const pages = useInfiniteQuery(logQuery(filters))
  const rows = pages.data?.pages.flatMap((page) => page.items)
  const first = pages.data?.pages[0]
  return (
    <Screen
      title="Sessions"
      side={
        <p role="status" className="text-ink-2">
          {first && countOf(first)}
        </p>
      }
    >
      <LogFilters search={{ ...filters, s }} />
      {pages.error && <Trouble what="The log" error={pages.error} onRetry={pages.refetch} />}
      {!rows && !pages.error && <Outlines />}
      {rows?.length === 0 && !pages.error && <Empty filtered={isFiltered(filters)} />}
      {rows && rows.length > 0 && !pages.error && <LogRows rows={rows} />}
      <ShowMore {...pages} />
      <SessionDrawer
        id={s}
        onClose={() =>
          void navigate({ to: '/sessions', search: (before) => ({ ...before, s: undefined }), replace: true })
        }
      />
    </Screen>
  )
}

/** An estimate is said to be one. */
const countOf = ({ total, exact }: { total: number; exact: boolean }) =>
  `${exact ? '' : 'about '}${total.toLocaleString('en-GB')} ${total === 1 ? 'session' : 'sessions'}`

function Empty({ filtered }: { filtered: boolean }) {
  return (
    <div className="grid justify-items-start gap-3 py-6">
      <h2 className="text-17">{filtered ? 'No session matches' : 'No sessions yet'}</h2>
      <p className="max-w-[520px] text-reading text-ink-2">
        {filtered
          ? 'Take a filter off, or look for another word. Text is found in the steps, the reasons and the referrers of sessions.'
          : 'Every visit of a burst gets a row here: when it began, what it did step by step, how it ended and what it sent to analytics.'}
      </p>
      {filtered ? (
        <Link to="/sessions" className={buttonClass()}>
          Show all sessions
        </Link>
      ) : (
        <Link to="/c/new" className={buttonClass('ink')}>
          Start a conversation
        </Link>
      )}
    </div>
  )
}

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

function Outlines() {
  return (
    <div role="status" className="pt-8">
      <span className="heard">Loading the log</span>
      {ROWS.map((row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b border-line">
          <span className="h-3.5 w-24 rounded-chip border border-line" />
          <span className="h-3.5 flex-1 rounded-chip border border-line" />
          <span className="h-3.5 w-16 rounded-chip border border-line" />
        </div>
      ))}
    </div>
  )
}
