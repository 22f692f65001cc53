import type { Identity } from '../../planner/plan.ts'
import { clientHints, type Override } from './identity.ts'
import type { Tab } from './tab.ts'

/**
 * A popup's first request is made up before its overrides arrive: its user agent is still corrected, its client hints
 * are not. So that request is held and the hints it carries are replaced; the later ones are right by themselves.
 */
export function correctFirstRequest(tab: Tab, identity: Identity, version: string): Override[] {
  const hints = clientHints(identity, version)
  tab.session.on(({ method, params }) => {
    if (method !== 'Fetch.requestPaused') return
    const { headers } = params.request as { headers: Record<string, string> }
    const corrected = Object.entries(headers).map(([name, value]) => ({
      name,
      value: hints[name.toLowerCase()] ?? value,
    }))
    tab.session.post('Fetch.continueRequest', { requestId: params.requestId, headers: corrected })
  })
  return [['Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }]]
}

export const releaseRequests = (tab: Tab): void => tab.session.post('Fetch.disable')
