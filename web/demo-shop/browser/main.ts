import { startAmplitude } from './amplitude.ts'
import { startMixpanel } from './mixpanel.ts'
import { startPosthog } from './posthog.ts'
import type { PageFacts } from './tracker.ts'

const facts: PageFacts = JSON.parse(document.body.dataset.facts ?? '{"events":[]}')

for (const start of [startPosthog, startMixpanel, startAmplitude]) {
  const tracker = start(location.origin)
  if (facts.account) tracker.identify(facts.account)
  for (const { name, properties } of facts.events) tracker.track(name, properties)
}
