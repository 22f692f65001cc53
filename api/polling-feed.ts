import type { Feed } from './feed.ts'

/** Between a reply that lags and a database that is asked for nothing. */
const POLL_MS = 250

/** A feed where nothing can LISTEN: readers look again four times a second. */
export const pollingFeed: Feed = {
  changed(_topic, ms, signal) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(ms, POLL_MS))
      if (signal.aborted) return done()
      signal.addEventListener('abort', done)
    })
  },
  close: async () => {},
}
