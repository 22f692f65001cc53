import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, json, type LogPage } from '../client.ts'
import { isOpen } from '../events/burst-progress.ts'
import { queryOf } from '../filters/filters.ts'
import type { LogSearch } from './search.ts'

/** The most that the API gives at once. */
const PAGE = '200'
/** As long as something on the page is open; one session more or less is no reason to look more often. */
const LOOK_AGAIN_MS = 3_000
/** All loaded pages are read anew at once: whoever scrolled further than this is not made to wait for that. */
const MOST_READ_AGAIN = 2

type Known = { state: { data?: { pages: LogPage[] } } }
const isShort = ({ state }: Known) => (state.data?.pages.length ?? 0) <= MOST_READ_AGAIN

export const logQuery = (search: Omit<LogSearch, 's'>) =>
  infiniteQueryOptions({
    queryKey: ['sessions', search],
    queryFn: ({ pageParam }): Promise<LogPage> =>
      json(
        api.sessions.$get({
          query: { ...queryOf(search), limit: PAGE, ...(pageParam && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Whoever comes back may have started sessions elsewhere; nothing new costs a 304.
    staleTime: 0,
    refetchOnWindowFocus: isShort,
    refetchOnMount: isShort,
    refetchInterval: (query) =>
      isShort(query) &&
      query.state.data?.pages.some((page) => page.items.some(({ outcome }) => isOpen(outcome)))
        ? LOOK_AGAIN_MS
        : false,
  })

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['session', id],
    queryFn: () => json(api.sessions[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data.outcome) ? LOOK_AGAIN_MS : false),
  })

/** What the session was to do: the steps it did not come to are told too. */
export const journeyQuery = (burst: string | undefined) =>
  queryOptions({
    queryKey: ['journey', burst],
    queryFn: async () => (await json(api.bursts[':id'].$get({ param: { id: burst ?? '' } }))).journey,
    enabled: burst !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
