import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, json, type LogPage } from '../client.ts'
import { isOpen } from '../events/burst-progress.ts'
import type { Filters } from './search.ts'

const PAGE = '100'
/** As long as something on the page is open; one session more or less is no reason to look more often. */
const LOOK_AGAIN_MS = 3_000

export const logQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['sessions', filters],
    queryFn: ({ pageParam }): Promise<LogPage> =>
      json(api.sessions.$get({ query: { ...filters, limit: PAGE, cursor: pageParam } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(({ outcome }) => isOpen(outcome)))
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
