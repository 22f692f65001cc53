import { queryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'

/** The names of a target's secrets. */
export const secretsQuery = (id: string) =>
  queryOptions({
    queryKey: ['secrets', id],
    queryFn: () => json(api.targets[':id'].secrets.$get({ param: { id } })),
  })
