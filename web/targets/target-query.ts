import { queryOptions } from '@tanstack/react-query'
import { api, json, type TargetDetail } from '../client.ts'
import { targetsQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'

/** While its proof is looked for; the stream tells too, but a cut may swallow it. */
const LOOK_AGAIN_MS = 2_000

export const targetQuery = (id: string) =>
  queryOptions({
    queryKey: ['target', id],
    queryFn: () => json(api.targets[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data?.checking ? LOOK_AGAIN_MS : false),
  })

/** What an answer says of the target now. */
export function targetChanged(target: TargetDetail): void {
  queryClient.setQueryData(targetQuery(target.id).queryKey, target)
  void queryClient.invalidateQueries(targetsQuery)
}
