import type { Database } from '../db/client.ts'
import { FEED_CHANNEL } from '../db/events.ts'

/** Wakes readers of a topic when something was written to it; what was written they read from the database. */
export interface Feed {
  /** Resolves when the topic changed, or after `ms`, or when the signal aborts. */
  changed(topic: string, ms: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** One LISTEN a process, however many readers. */
export async function createFeed(database: Database): Promise<Feed> {
  const waiting = new Map<string, Set<() => void>>()
  const stop = await database.listen(FEED_CHANNEL, (topic) => {
    for (const wake of waiting.get(topic) ?? []) wake()
  })
  return {
    changed(topic, ms, signal) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', done)
          const others = waiting.get(topic)
          others?.delete(done)
          if (others?.size === 0) waiting.delete(topic)
          resolve()
        }
        const timer = setTimeout(done, ms)
        if (signal.aborted) return done()
        signal.addEventListener('abort', done)
        const readers = waiting.get(topic) ?? new Set()
        waiting.set(topic, readers.add(done))
      })
    },
    close: stop,
  }
}
