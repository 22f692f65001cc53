import { queryOptions } from '@tanstack/react-query'
import { api, type Burst, json, type LogPage } from '../client.ts'
import type { BurstProgress, BurstSession } from '../events/burst-progress.ts'
import { queryClient } from '../query-client.ts'

/** Sessions are followed one by one as long as the strip draws them one by one. */
const MOST_FOLLOWED = 1_000
const PAGE = 200
/** The stream is asked to tell everything; a burst it says nothing of for this long is looked up. */
const SILENCE_MS = 5_000

export const burstKey = (id: string) => ['burst', id] as const

/** A burst with its sessions. The event stream writes to the same key; this starts it, and stands in for it. */
export const burstQuery = (id: string) =>
  queryOptions({
    queryKey: burstKey(id),
    queryFn: async (): Promise<BurstProgress> => {
      const known = queryClient.getQueryState<BurstProgress>(burstKey(id))
      if (known?.data && !known.isInvalidated && Date.now() - known.dataUpdatedAt < SILENCE_MS)
        return known.data
      const burst = await json(api.bursts[':id'].$get({ param: { id } }))
      return { burst, sessions: await sessionsOf(burst) }
    },
    refetchInterval: ({ state }) => (state.data && isGoing(state.data.burst) ? SILENCE_MS : false),
  })

export const isGoing = ({ counts }: Pick<Burst, 'counts'>) => counts.scheduled + counts.running > 0

async function sessionsOf(burst: Burst): Promise<BurstSession[]> {
  if (burst.sessions > MOST_FOLLOWED) return []
  const sessions: BurstSession[] = []
  let cursor: string | undefined
  do {
    const page: LogPage = await json(
      api.sessions.$get({ query: { burst: burst.id, sort: 'oldest', limit: String(PAGE), cursor } }),
    )
    for (const { id, number, device, outcome, stepsDone } of page.items)
      sessions.push({ session: id, number, device, outcome, stepsDone })
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  // The log is in the order in which they began, a burst in that of its plan.
  return sessions.toSorted((a, b) => a.number - b.number)
}
