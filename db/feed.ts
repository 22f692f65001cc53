import type { Database } from './client.ts'
import { FEED_CHANNEL } from './events.ts'

/** Wakes one reader of some topics; what was written it reads from the database. */
export interface Subscription {
  /** True when a topic changed since the last call, false after `ms`. Resolves at once when closed. */
  changed(ms: number): Promise<boolean>
  readonly closed: boolean
  close(): void
}
export interface Feed {
  subscribe(topics: string[]): Subscription
  /** Ends every subscription: its reader finds it closed. */
  close(): Promise<void>
}

/** One LISTEN a process, however many readers. */
export async function createFeed(database: Pick<Database, 'listen'>): Promise<Feed> {
  const readers = new Map<string, Set<Reader>>()
  const stop = await database.listen(FEED_CHANNEL, (topic) => {
    for (const reader of readers.get(topic) ?? []) reader.wake()
  })
  return {
    subscribe(topics) {
      const reader = createReader(() => {
        for (const topic of topics) {
          readers.get(topic)?.delete(reader)
          if (readers.get(topic)?.size === 0) readers.delete(topic)
        }
      })
      for (const topic of topics) readers.set(topic, (readers.get(topic) ?? new Set()).add(reader))
      return reader
    },
    async close() {
      for (const reader of [...readers.values()].flatMap((set) => [...set])) reader.close()
      await stop()
    },
  }
}

type Reader = Subscription & { wake(): void }

/** A change between two waits is remembered, so that no reader sleeps over what it has not read. */
function createReader(onClose: () => void): Reader {
  let dirty = false
  let closed = false
  let resolve: (() => void) | undefined
  return {
    get closed() {
      return closed
    },
    wake() {
      dirty = true
      resolve?.()
    },
    async changed(ms) {
      if (!dirty && !closed) {
        const { promise, resolve: done } = Promise.withResolvers<void>()
        const timer = setTimeout(done, ms)
        resolve = done
        await promise
        clearTimeout(timer)
        resolve = undefined
      }
      const woken = dirty
      dirty = false
      return woken
    },
    close() {
      closed = true
      onClose()
      resolve?.()
    },
  }
}
