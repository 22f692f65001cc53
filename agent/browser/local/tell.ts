import type { VisitRequest } from '../port.ts'
import type { EgressProxy } from '../proxy.ts'
import type { Override } from './identity.ts'
import type { OwnClock } from './own-clock.ts'
import type { Tab } from './tab.ts'

/**
 * Lets a visit hear of what its tab asks for. Of plain http the proxy tells, and holds it meanwhile; what it will
 * refuse does not leave.
 */
export function tellOf(tab: Tab, visit: VisitRequest, proxy: EgressProxy): void {
  const secret = ({ url }: { url: string }) => url.startsWith('https:')
  tab.onRequest = (request) => {
    if (secret(request) && proxy.allows(request.url)) void visit.onRequest?.(request)
  }
  tab.onAnswer = (request, status) => {
    if (secret(request)) visit.onAnswer?.(request, status)
  }
  tab.onEnded = (request) => visit.onEnded?.(request)
  tab.wantsBody = (request) => secret(request) && visit.wantsBody?.(request) === true
  tab.onBody = (request, body) => visit.onBody?.(request, body)
}

export const initOverrides = ({ initScripts = [] }: VisitRequest, clock?: OwnClock): Override[] => [
  ...(clock?.overrides() ?? []),
  ...initScripts.map<Override>((source) => ['Page.addScriptToEvaluateOnNewDocument', { source }]),
]
