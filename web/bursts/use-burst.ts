import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isOpen } from '../events/burst-progress.ts'
import { useTopics } from '../events/use-topics.ts'
import { queryClient } from '../query-client.ts'
import { burstKey, burstQuery, isGoing } from './burst-query.ts'

/** A burst, followed as long as something of it is open. */
export function useBurst(id: string) {
  const answer = useQuery(burstQuery(id))
  const progress = answer.data
  const going = progress ? isGoing(progress.burst) : true
  useTopics(going ? [`burst:${id}`] : [])

  // Over, and yet a session looks open: its last change was missed.
  const incomplete = !going && progress?.sessions.some((one) => isOpen(one.outcome))
  useEffect(() => {
    if (incomplete) void queryClient.invalidateQueries({ queryKey: burstKey(id) })
  }, [incomplete, id])
  return answer
}
