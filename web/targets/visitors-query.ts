import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'

const PAGE = '50'

/** The accounts that a target's visitors made, and how many people it knows. */
export const accountsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['visitors', id],
    queryFn: ({ pageParam: cursor }) =>
      json(
        api.targets[':id'].visitors.$get({ param: { id }, query: { accounts: 'true', limit: PAGE, cursor } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
  })
