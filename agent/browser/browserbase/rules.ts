import { agentHeaders, clientHints } from '../local/identity.ts'
import type { SiteAccess, VisitRequest } from '../port.ts'

interface Rule {
  id: number
  priority: number
  action: { type: 'allow' | 'block' | 'modifyHeaders'; requestHeaders?: object[] }
  condition: Record<string, unknown>
}

/** All there are: a rule that names none leaves navigations out. */
const RESOURCE_TYPES = [
  ...['main_frame', 'sub_frame', 'stylesheet', 'script', 'image', 'font', 'object', 'xmlhttprequest', 'ping'],
  ...['csp_report', 'media', 'websocket', 'webtransport', 'webbundle', 'other'],
]
const SOCKETS = new Set(['websocket', 'webtransport'])
/** Client hints are sent to these alone; and without being asked for, only the three. */
const TRUSTED = [
  '|https://',
  '|http://localhost:',
  '|http://localhost/',
  '|http://127.0.0.1:',
  '|http://127.0.0.1/',
]
const UNASKED = new Set(['sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform'])

/** What a visit's browser lets out, and how it shows itself there. */
export function rulesOf(request: VisitRequest, version: string, extensionId: string): Rule[] {
  const { allow, identity, agentSuffix } = request
  const hints = Object.entries(clientHints(identity, version)).filter(([name]) => UNASKED.has(name))
  const shown = { always: agentHeaders(identity, version, agentSuffix), secure: Object.fromEntries(hints) }
  return [...hostRules(allow, extensionId), ...headerRules(shown), ...accessRules(request.access)]
}

/** What opens the site, on every request to its origin: also of workers, and as a page is left. */
function accessRules(access: SiteAccess | undefined): Rule[] {
  if (!access) return []
  const { origin, header, basicAuth } = access
  const login = basicAuth && Buffer.from(`${basicAuth.username}:${basicAuth.password}`).toString('base64')
  const headers = {
    ...(header && { [header.name]: header.value }),
    ...(login && { authorization: `Basic ${login}` }),
  }
  return [origin, origin.replace(/^http/, 'ws')].map((from, i) => ({
    ...{ id: 8 + i, priority: 3, action: set(headers) },
    condition: { resourceTypes: RESOURCE_TYPES, urlFilter: `|${from}/` },
  }))
}

const set = (headers: Record<string, string>): Rule['action'] => ({
  type: 'modifyHeaders',
  requestHeaders: Object.entries(headers).map(([header, value]) => ({ header, operation: 'set', value })),
})

/** Everything is blocked but what the list names, and what the extension itself sends: its way to the browser. */
function hostRules(allow: string[], extensionId: string): Rule[] {
  const any = { resourceTypes: RESOURCE_TYPES }
  const own = { ...any, initiatorDomains: [extensionId], tabIds: [-1] }
  const filters = allow.flatMap(originsOf).map((origin) => ({ ...any, urlFilter: `|${origin}/` }))
  return [
    { id: 1, priority: 1, action: { type: 'block' }, condition: any },
    ...[own, ...filters].map(
      (condition, i): Rule => ({ id: 10 + i, priority: 2, action: { type: 'allow' }, condition }),
    ),
  ]
}

/**
 * The identity in the headers of every request. The pages' overrides do the same, but are gone when a page is left in a
 * browser that was not launched by us: what an SDK sends at last would come from another device.
 */
function headerRules({ always, secure }: Record<'always' | 'secure', Record<string, string>>): Rule[] {
  const requests = RESOURCE_TYPES.filter((type) => !SOCKETS.has(type))
  return [
    { id: 2, priority: 3, action: set(always), condition: { resourceTypes: RESOURCE_TYPES } },
    ...TRUSTED.map(
      (urlFilter, i): Rule => ({
        id: 3 + i,
        priority: 3,
        action: set(secure),
        condition: { resourceTypes: requests, urlFilter },
      }),
    ),
  ]
}

/** The origins of a host:port pair as Chromium writes them: without the scheme's own port. */
function originsOf(pair: string): string[] {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(pair.toLowerCase()) ?? []
  const plain = port === '80' ? ['http://', 'ws://'].map((scheme) => scheme + host) : []
  const secure = port === '443' ? ['https://', 'wss://'].map((scheme) => scheme + host) : []
  if (plain.length + secure.length > 0) return [...plain, ...secure]
  return ['http', 'https', 'ws', 'wss'].map((scheme) => `${scheme}://${host}:${port}`)
}
