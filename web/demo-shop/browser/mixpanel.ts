// The core build carries no session recorder.
import mixpanel from 'mixpanel-browser/src/loaders/loader-module-core.js'
import type { Tracker } from './tracker.ts'

export function startMixpanel(origin: string): Tracker {
  mixpanel.init('tidewater', {
    api_host: `${origin}/collect/mixpanel`,
    track_pageview: true,
    persistence: 'localStorage',
    record_sessions_percent: 0,
  })
  return {
    identify: ({ id, email, name, company, plan }) => {
      mixpanel.identify(id)
      mixpanel.people.set({ $email: email, $name: name, company, plan })
    },
    track: (name, properties) => mixpanel.track(name, properties),
  }
}
