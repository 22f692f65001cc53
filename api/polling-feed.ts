import type { Feed } from '../db/feed.ts'

/** Between a reply that lags and a database that is asked for nothing. */
const POLL_MS = 250

/** A feed where nothing can LISTEN: readers look again four times a second. */
export const pollingFeed: Feed = {
  subscribe() {
    let closed = false
    return {
      get closed() {
        return closed
      },
      async changed(ms) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(ms, POLL_MS)))
        return true
      },
      close() {
        closed = true
      },
    }
  },
  close: async () => {},
}
