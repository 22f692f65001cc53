import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'

const PAGE = '50'

/** The steps that visits of a target have learnt. */
export const memoryQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['memory', id],
    queryFn: ({ pageParam: cursor }) =>
      json(api.targets[':id'].memory.$get({ param: { id }, query: { limit: PAGE, cursor } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
  })

/** One of them with how it was healed. */
export const stepQuery = (id: string, entry: string) =>
  queryOptions({
    queryKey: ['memory', id, entry],
    queryFn: () => json(api.targets[':id'].memory[':entry'].$get({ param: { id, entry } })),
  })
