import * as amplitude from '@amplitude/analytics-browser'
import type { Tracker } from './tracker.ts'

export function startAmplitude(origin: string): Tracker {
  amplitude.init('tidewater', {
    serverUrl: `${origin}/collect/amplitude`,
    fetchRemoteConfig: false,
    enableDiagnostics: false,
    autocapture: { attribution: true, pageViews: true, sessions: true, elementInteractions: true },
  })
  // Amplitude does not flush by itself when the page goes, and would lose the last events of a visit.
  addEventListener('pagehide', () => {
    amplitude.setTransport('beacon')
    amplitude.flush()
  })
  return {
    identify: ({ id, plan }) => {
      amplitude.setUserId(id)
      amplitude.identify(new amplitude.Identify().set('plan', plan))
    },
    track: (name, properties) => {
      amplitude.track(name, properties)
    },
  }
}
