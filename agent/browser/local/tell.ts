import type { Fence } from '../fence.ts'
import type { VisitRequest } from '../port.ts'
import type { Tab } from './tab.ts'

/**
 * Lets a visit hear of what its tab asks for. Of plain http the egress proxy tells, and holds it meanwhile; what the
 * fence will refuse does not leave.
 */
export function tellOf(tab: Tab, visit: VisitRequest, fence: Fence): void {
  const ours = ({ url }: { url: string }) => !fence.tells(url)
  tab.onRequest = (request) => {
    fence.saw?.(request.url)
    if (ours(request) && fence.allows(request.url)) void visit.onRequest?.(request)
  }
  tab.onAnswer = (request, status) => {
    if (ours(request)) visit.onAnswer?.(request, status)
  }
  tab.onEnded = (request) => visit.onEnded?.(request)
  tab.wantsBody = (request) => ours(request) && visit.wantsBody?.(request) === true
  tab.onBody = (request, body) => visit.onBody?.(request, body)
}
