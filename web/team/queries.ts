import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'
import { queryClient } from '../query-client.ts'

const PAGE = '50'
const keyset = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
}
const page = (cursor: string | undefined) => ({ query: { limit: PAGE, cursor } })

export const membersQuery = infiniteQueryOptions({
  queryKey: ['team', 'members'],
  queryFn: ({ pageParam }) => json(api.members.$get(page(pageParam))),
  ...keyset,
})
export const invitesQuery = infiniteQueryOptions({
  queryKey: ['team', 'invites'],
  queryFn: ({ pageParam }) => json(api.invites.$get(page(pageParam))),
  ...keyset,
})
export const auditQuery = infiniteQueryOptions({
  queryKey: ['team', 'audit'],
  queryFn: ({ pageParam }) => json(api.audit.$get(page(pageParam))),
  ...keyset,
})

/** Whatever is changed here is told in more than one place of the page. */
export const teamChanged = () => queryClient.invalidateQueries({ queryKey: ['team'] })
