import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTopics } from '../events/use-topics.ts'
import { FilterBar } from '../filters/bar.tsx'
import { countFilters, type Filters } from '../filters/filters.ts'
import { Choice } from '../ui/choice.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { SessionDrawer } from './drawer.tsx'
import { LogEmpty, LogOutlines } from './empty.tsx'
import { ExportMenu } from './export-menu.tsx'
import { LogGrid } from './grid.tsx'
import { logQuery } from './log-query.ts'
import { readLogSearch, SORTS } from './search.ts'
import { ViewMenu } from './view-menu.tsx'

/** The log: every session, filtered and sorted. */
export function SessionsPage() {
  // The router hands on whatever else an address says.
  const { s, ...search } = readLogSearch({ ...useSearch({ from: '/shell/sessions' }) })
  const { sort, ...filters } = search
  const navigate = useNavigate({ from: '/sessions' })
  useTopics(['bursts', 'targets'])
  const pages = useInfiniteQuery(logQuery(search))
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data])
  const first = pages.data?.pages[0]
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const change = (some: Partial<Filters>) =>
    void navigate({ search: (before) => ({ ...before, ...some }), replace: true })
  return (
    <div className="flex h-full flex-col">
      <div className="grid gap-3 px-4 pt-6 pb-3 md:px-8 md:pt-8">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-21">Sessions</h1>
          <p role="status" className="flex-1 text-ink-2">
            {first && countOf(first)}
          </p>
          <div className="flex flex-wrap gap-2">
            <Choice
              label="Order"
              value={sort ?? 'newest'}
              options={SORTS}
              nameOf={(one) => `${one} first`}
              onPick={(one) =>
                void navigate({
                  search: (before) => ({ ...before, sort: one === 'newest' ? undefined : one }),
                  replace: true,
                })
              }
            />
            <ColumnMenu />
            <ViewMenu search={search} />
            <ExportMenu filters={filters} />
          </div>
        </header>
        <FilterBar filters={filters} onChange={change} />
      </div>
      {pages.error && !rows && (
        <div className="px-4 md:px-8">
          <Trouble what="The log" error={pages.error} onRetry={pages.refetch} />
        </div>
      )}
      {!rows && !pages.error && <LogOutlines />}
      {rows?.length === 0 && <LogEmpty filtered={countFilters(filters) > 0} />}
      {rows && rows.length > 0 && (
        <LogGrid
          rows={rows}
          total={first?.total ?? rows.length}
          view={JSON.stringify(search)}
          onNearEnd={onNearEnd}
          end={
            isFetchingNextPage || pages.isFetchNextPageError ? (
              <End failed={pages.isFetchNextPageError} onRetry={() => void fetchNextPage()} />
            ) : null
          }
        />
      )}
      <SessionDrawer
        id={s}
        onClose={() => void navigate({ search: (before) => ({ ...before, s: undefined }), replace: true })}
      />
    </div>
  )
}

/** An estimate is said to be one. */
const countOf = ({ total, exact }: { total: number; exact: boolean }) =>
  `${exact ? '' : 'about '}${total.toLocaleString('en-GB')} ${total === 1 ? 'session' : 'sessions'}`

function End({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  return (
    <p className="sticky left-0 px-4 py-3 text-ink-2 md:px-8">
      {failed ? (
        <>
          The rest could not be loaded.{' '}
          <button type="button" className="font-medium underline underline-offset-4" onClick={onRetry}>
            Try again
          </button>
        </>
      ) : (
        'Loading more'
      )}
    </p>
  )
}
