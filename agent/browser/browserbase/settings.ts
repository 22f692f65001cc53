import type { VisitRequest } from '../port.ts'
import type { NewSession } from './account.ts'

export interface Belongings {
  runner: string
  extensionId: string
  /** Visitors of a country come by Browserbase's own proxies there, which it bills by traffic. */
  proxies: boolean
}

/** Room for pages that are slow, models that think, and the end of the visit. */
const SPARE_MS = 10 * 60_000
const SHORTEST_S = 60
const LONGEST_S = 6 * 60 * 60

/**
 * What Browserbase is asked for: nothing that helps or hinders a page, no longer than the visit can last. Runner and
 * visit are named, so that the session is found again by whoever has lost it.
 */
export function settingsOf(request: VisitRequest, visit: string, belongings: Belongings): NewSession {
  const { runner, extensionId, proxies } = belongings
  const { identity, country, expectedMs = 0, unseen = false } = request
  const { width, height } = identity
  const seconds = Math.ceil((expectedMs + SPARE_MS) / 1000)
  return {
    extensionId,
    keepAlive: false,
    api_timeout: Math.min(Math.max(seconds, SHORTEST_S), LONGEST_S),
    browserSettings: {
      viewport: { width, height },
      blockAds: false,
      solveCaptchas: false,
      recordSession: !unseen,
      logSession: !unseen,
    },
    ...(proxies && country && { proxies: [{ type: 'browserbase', geolocation: { country } }] }),
    userMetadata: { runner, visit },
  }
}

/** Browserbase's Chrome may say that it is automated, and analytics SDKs drop such visits. Ours are labelled otherwise. */
export const AS_VISITOR = `if (navigator.webdriver) Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false, configurable: true, enumerable: true })`
