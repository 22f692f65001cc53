import type { KeptStorage } from '../browser/port.ts'

/** What is kept of one visitor. PostHog, Mixpanel and Amplitude together write some 10 KB; app caches may be megabytes. */
export const MAX_STORAGE_BYTES = 2 ** 16

/** Cookies first, then the smallest entries of localStorage, which are those that say who somebody is. */
export function boundStorage(storage: KeptStorage): KeptStorage {
  let left = MAX_STORAGE_BYTES
  const fits = (it: unknown) => {
    const bytes = Buffer.byteLength(JSON.stringify(it))
    if (bytes > left) return false
    left -= bytes
    return true
  }
  const cookies = storage.cookies.filter(fits)
  const entries = Object.entries(storage.local).toSorted(([, a], [, b]) => a.length - b.length)
  return { ...storage, cookies, local: Object.fromEntries(entries.filter(fits)) }
}
