import type { VisitRequest } from '../port.ts'
import { holdRequests } from './hold-requests.ts'
import { identityOverrides, type Override } from './identity.ts'
import type { OwnClock } from './own-clock.ts'
import type { Tab } from './tab.ts'

/** What a tab is told before its page runs: who it is, which scripts come first, which of its requests are held. */
export function overridesOf(
  tab: Tab,
  visit: VisitRequest,
  { version, clock }: { version: string; clock?: OwnClock },
  isPopup: boolean,
): Override[] {
  const { identity, agentSuffix, initScripts = [] } = visit
  return [
    ...identityOverrides(identity, version, agentSuffix),
    ...(clock?.overrides() ?? []),
    ...initScripts.map((source): Override => ['Page.addScriptToEvaluateOnNewDocument', { source }]),
    ...holdRequests(tab, visit, version, isPopup),
  ]
}
