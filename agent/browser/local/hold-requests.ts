import type { SiteAccess, VisitRequest } from '../port.ts'
import { clientHints, type Override } from './identity.ts'
import type { Tab } from './tab.ts'

interface Paused {
  requestId: string
  request: { url: string; headers: Record<string, string> }
}
interface Challenge extends Paused {
  authChallenge: { source?: 'Server' | 'Proxy'; origin: string }
}

/**
 * Holds requests of a tab for what must be changed before they leave: a site's own get its access header, and its
 * sign-in prompt an answer. A popup's first request is made up before its overrides arrive: its user agent is still
 * corrected, its client hints are not, so they are replaced; the later ones are right by themselves.
 */
export function holdRequests(
  tab: Tab,
  { identity, access }: VisitRequest,
  version: string,
  isPopup: boolean,
): Override[] {
  if (!isPopup && !access) return []
  let hints = isPopup ? clientHints(identity, version) : {}
  const commit = tab.onCommit
  if (isPopup)
    tab.onCommit = () => {
      hints = {}
      tab.session.post(...held(access, false))
      commit()
    }
  const asked = new Set<string>()
  tab.session.on(({ method, params }) => {
    if (method === 'Fetch.requestPaused') release(tab, params as unknown as Paused, hints, access)
    if (method === 'Fetch.authRequired') answer(tab, params as unknown as Challenge, asked, access)
  })
  return [held(access, isPopup)]
}

function held(access: SiteAccess | undefined, isPopup: boolean): Override {
  const patterns = [
    ...(isPopup ? [{ urlPattern: '*', resourceType: 'Document' }] : []),
    ...(access ? [{ urlPattern: `${access.origin}/*` }] : []),
  ]
  if (patterns.length === 0) return ['Fetch.disable', {}]
  return ['Fetch.enable', { patterns, handleAuthRequests: access?.basicAuth !== undefined }]
}

function release(
  tab: Tab,
  { requestId, request: { url, headers } }: Paused,
  hints: Record<string, string>,
  access: SiteAccess | undefined,
): void {
  const own = access?.header && isOf(access, url) ? access.header : undefined
  const changed = own || Object.keys(headers).some((name) => hints[name.toLowerCase()] !== undefined)
  const kept = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== own?.name.toLowerCase())
    .map(([name, value]) => ({ name, value: hints[name.toLowerCase()] ?? value }))
  // Changed headers are this request's alone: where a redirect leads, another one is held, or none.
  const params = { requestId, ...(changed && { headers: own ? [...kept, own] : kept }) }
  tab.session.post('Fetch.continueRequest', params)
}

/** Answered once: a site that asks again does not take the answer. */
function answer(
  tab: Tab,
  { requestId, request, authChallenge }: Challenge,
  asked: Set<string>,
  access: SiteAccess | undefined,
): void {
  const isOwn =
    access !== undefined &&
    authChallenge.source !== 'Proxy' &&
    isOf(access, authChallenge.origin) &&
    isOf(access, request.url)
  const credentials = isOwn && !asked.has(requestId) ? access.basicAuth : undefined
  asked.add(requestId)
  const response = credentials ? { response: 'ProvideCredentials', ...credentials } : { response: 'Default' }
  tab.session.post('Fetch.continueWithAuth', { requestId, authChallengeResponse: response })
}

const isOf = ({ origin }: SiteAccess, url: string): boolean => URL.parse(url)?.origin === origin
