import { conversationsQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { type BurstMessage, type BurstProgress, nextProgress } from './burst-progress.ts'

type Received = { topic: string } & (BurstMessage | { type: 'changed' })

/** Writes what the stream says into the cache that the screens read from. */
export function receive(message: Received): void {
  const [kind, id = ''] = message.topic.split(':')
  if (message.type !== 'changed')
    queryClient.setQueryData<BurstProgress>(['burst', id], (before) => nextProgress(before, message))
  else if (kind === 'conversations') soon(conversationsQuery.queryKey)
  else if (kind === 'conversation') void queryClient.invalidateQueries({ queryKey: ['messages', id] })
}

const LIST_EVERY_MS = 1_000
const waiting = new Set<string>()

/** Lists are read again at most once a second, however much happens. */
function soon(queryKey: readonly string[]) {
  const key = queryKey.join()
  if (waiting.has(key)) return
  waiting.add(key)
  setTimeout(() => {
    waiting.delete(key)
    void queryClient.invalidateQueries({ queryKey })
  }, LIST_EVERY_MS)
}
