import { queryOptions } from '@tanstack/react-query'
import { api, call, json } from './client.ts'

export interface Me {
  user: { id: string; email: string }
  workspaces: Workspace[]
  workspace: Workspace
}
export interface Workspace {
  id: string
  name: string
  role: 'owner' | 'admin' | 'member'
}

/** What more than one screen reads, under one key each. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: (): Promise<Me> => json(call('/api/me')),
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
