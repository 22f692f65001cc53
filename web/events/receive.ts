import { conversationsQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { type BurstMessage, type BurstProgress, nextProgress } from './burst-progress.ts'

type Received = { topic: string } & (
  | BurstMessage
  | { type: 'changed' }
  | { type: 'gone' }
  | { type: 'ready' }
)

/** Writes what the stream says into the cache that the screens read from. */
export function receive(message: Received): void {
  if (message.type === 'ready') return
  const [kind, id = ''] = message.topic.split(':')
  // What is gone says so itself when it is read again.
  if (message.type === 'changed' || message.type === 'gone') readAgain(kind, id)
  else queryClient.setQueryData<BurstProgress>(['burst', id], (before) => nextProgress(before, message))
}

function readAgain(kind: string | undefined, id: string) {
  if (kind === 'conversations') void queryClient.invalidateQueries(conversationsQuery)
  else if (kind === 'conversation') void queryClient.invalidateQueries({ queryKey: ['messages', id] })
  else if (kind === 'bursts') void queryClient.invalidateQueries({ queryKey: ['bursts'] })
}
