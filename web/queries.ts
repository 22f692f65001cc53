import { queryOptions } from '@tanstack/react-query'
import { api, json } from './client.ts'

/** What more than one screen reads, under one key each. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => json(api.me.$get()),
  staleTime: Number.POSITIVE_INFINITY,
})
/** Asked before anything else, for it answers also those who are not signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => json(api.session.$get()),
  staleTime: Number.POSITIVE_INFINITY,
})
export const conversationsQuery = queryOptions({
  queryKey: ['conversations'],
  queryFn: () => json(api.conversations.$get({ query: { limit: '100' } })),
})
export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: () => json(api.targets.$get({ query: { limit: '100' } })),
})
/** Deleted ones too, which their owners may bring back. */
export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: () => json(api.workspaces.$get()),
})
