import type { Database } from '../db/client.ts'
import { RIGHTS_CHANNEL } from '../db/rights.ts'

/** Nothing is believed longer, also when its NOTIFY is lost: no right may outlive its end by 5 s. */
const BELIEVED_MS = 4_000
const MOST = 10_000

/** Answers of a moment ago about who somebody is and what they may, dropped when the database says that they changed. */
export interface BriefCache {
  /** What `read` answered a moment ago, or answers now. `about` are the ids whose change ends it; undefined is not kept. */
  get<T>(
    key: string,
    about: (value: T) => string[],
    read: () => Promise<T | undefined>,
  ): Promise<T | undefined>
  /** Ends all that is about the id, or all there is. */
  forget(id?: string): void
  readonly counts: { hits: number; misses: number }
  close(): Promise<void>
}

interface Entry {
  value: unknown
  about: string[]
  readAt: number
}

export async function createBriefCache(database: Pick<Database, 'listen'>): Promise<BriefCache> {
  const entries = new Map<string, Entry>()
  const counts = { hits: 0, misses: 0 }
  let changes = 0
  const forget = (id?: string) => {
    changes += 1
    // An empty payload stands for a listener that was away and does not know what it missed.
    if (!id) return entries.clear()
    for (const [key, { about }] of entries) if (about.includes(id)) entries.delete(key)
  }
  const stop = await database.listen(RIGHTS_CHANNEL, forget)
  return {
    counts,
    forget,
    async get<T>(key: string, about: (value: T) => string[], read: () => Promise<T | undefined>) {
      const readAt = Date.now()
      const known = entries.get(key)
      if (known && readAt - known.readAt < BELIEVED_MS) {
        counts.hits += 1
        return known.value as T
      }
      counts.misses += 1
      const before = changes
      const value = await read()
      if (entries.size >= MOST) entries.clear()
      // What changed while it was read may be younger than what was read.
      if (value !== undefined && before === changes) entries.set(key, { value, about: about(value), readAt })
      else entries.delete(key)
      return value
    },
    close: stop,
  }
}

/** Believes nothing: for Workers, where nobody can listen. */
export const noCache: BriefCache = {
  counts: { hits: 0, misses: 0 },
  get: (_key, _about, read) => read(),
  forget() {},
  close: async () => {},
}
