/** The SDKs whose requests are told apart, by contract with the log: names as their vendors write them, folded. */
export type Sdk = 'posthog' | 'mixpanel' | 'amplitude'

/**
 * Where each SDK sends events. Vendors' hosts, and the paths that their SDKs keep behind a reverse proxy
 * (posthog-js 1.449, mixpanel-browser 2.83, @amplitude/analytics-browser 2.35). Feature flags and configuration
 * are no events: nobody is counted for them.
 */
const SINKS: [Sdk, RegExp][] = [
  ['posthog', /posthog[^?]*\/(e|batch|capture|i\/v\d+\/e)\/?(\?|$)/],
  ['mixpanel', /mixpanel[^?]*\/(track|engage|groups)\/?(\?|$)/],
  ['amplitude', /amplitude/],
]

/** Which SDK's events a request carries, or undefined for any other request. */
export function analyticsOf(request: { method: string; url: string }): Sdk | undefined {
  if (request.method !== 'POST') return undefined
  return SINKS.find(([, pattern]) => pattern.test(request.url))?.[0]
}
