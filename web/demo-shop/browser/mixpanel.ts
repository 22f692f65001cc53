// The core build carries no session recorder.
import mixpanel from 'mixpanel-browser/src/loaders/loader-module-core.js'
import type { Tracker } from './tracker.ts'

export function startMixpanel(origin: string): Tracker {
  mixpanel.init('tidewater', {
    api_host: `${origin}/collect/mixpanel`,
    track_pageview: true,
    persistence: 'localStorage',
    record_sessions_percent: 0,
    // The default queue locks localStorage; a page left while it holds the lock blocks the next page's events for
    // two seconds, and loses them when that page is left sooner.
    batch_requests: false,
    api_transport: 'sendBeacon',
  })
  return {
    identify: ({ id, email, name, company, plan }) => {
      mixpanel.identify(id)
      mixpanel.people.set({ $email: email, $name: name, company, plan })
    },
    track: (name, properties) => mixpanel.track(name, properties),
  }
}
