import { conversationsQuery, targetsQuery } from '../queries.ts'
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
  else if (kind === 'targets') {
    void queryClient.invalidateQueries(targetsQuery)
    void queryClient.invalidateQueries({ queryKey: ['target'] })
    logChanged()
  } else if (kind === 'bursts') {
    void queryClient.invalidateQueries({ queryKey: ['bursts'] })
    logChanged()
  }
}

/** What is read from the log: the queries of `sessions` and `trends`, by their first word. */
const LOG = new Set<unknown>(['sessions', 'trend', 'funnel', 'heat', 'lengths'])
/** All pages of a list are read anew at once: one that was scrolled far is left as it is. */
const MOST_PAGES = 2

const logChanged = () =>
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [name], state }) => {
      const { pages } = Object(state.data)
      return LOG.has(name) && (!Array.isArray(pages) || pages.length <= MOST_PAGES)
    },
  })
