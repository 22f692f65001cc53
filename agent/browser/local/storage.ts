import { BrowserError, type KeptStorage } from '../port.ts'
import type { Cdp } from './cdp.ts'
import { until } from './deadline.ts'
import { evaluate } from './evaluate.ts'
import type { Tab } from './tab.ts'

const BLANK_MS = 5000

interface Cookie extends Record<string, unknown> {
  session: boolean
}

/** What a cookie is made of again; DevTools tells more than it takes. */
const COOKIE_PARTS = ['name', 'value', 'domain', 'path', 'expires', 'httpOnly', 'secure', 'sameSite'] as const
const MORE_PARTS = ['priority', 'sourceScheme', 'sourcePort', 'partitionKey'] as const

const idOf = (origin: string) => ({ storageKey: `${origin}/`, isLocalStorage: true })

/** Through DevTools, not by the page's own functions, which may be anything. */
export async function readStorage(
  cdp: Cdp,
  contextId: string | undefined,
  tab: Tab,
  origin: string,
): Promise<KeptStorage | undefined> {
  if (!tab.url.startsWith('http') || new URL(tab.url).origin !== origin) return undefined
  const { entries } = await tab.session
    .send<{ entries: [string, string][] }>('DOMStorage.getDOMStorageItems', { storageId: idOf(origin) })
    // A sandboxed document has no storage, whatever its address.
    .catch((error) => orLeave(error) ?? { entries: [] })
  const { cookies } = await cdp.send<{ cookies: Cookie[] }>('Storage.getCookies', {
    browserContextId: contextId,
  })
  const now = await evaluate(tab.session, 'Date.now()')
  return {
    // A browser that is closed forgets cookies without a date.
    cookies: cookies.filter(({ session }) => !session).map(partsOf),
    origin,
    local: Object.fromEntries(entries),
    readAt: typeof now === 'number' ? now : Date.now(),
  }
}

/** What Chromium refuses is missing, as if its time were over; the visit goes on. */
function orLeave(error: unknown): undefined {
  if (error instanceof BrowserError) throw error
}

const partsOf = (cookie: Cookie) =>
  Object.fromEntries(
    [...COOKIE_PARTS, ...MORE_PARTS].flatMap((part) =>
      cookie[part] === undefined ? [] : [[part, cookie[part]]],
    ),
  )

/**
 * Puts everything in place before the visit begins. localStorage can be written only where a document of its origin
 * is, so the tab shows an empty one that no site has answered; it counts as no page.
 */
export async function putStorage(
  cdp: Cdp,
  contextId: string | undefined,
  tab: Tab,
  { cookies, origin, local }: KeptStorage,
): Promise<void> {
  const give = (cookie: Record<string, unknown>) =>
    cdp.send('Storage.setCookies', { cookies: [cookie], browserContextId: contextId }).catch(orLeave)
  await Promise.all(cookies.map(give))
  const entries = Object.entries(local)
  if (entries.length === 0) return
  const { session } = tab
  session.on(({ method, params }) => {
    if (method === 'Fetch.requestPaused') session.post('Fetch.fulfillRequest', emptyPage(params.requestId))
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await session.send('Page.navigate', { url: `${origin}/` }, BLANK_MS)
  if (!(await until(() => tab.url === `${origin}/` && !tab.loading, BLANK_MS)))
    throw new BrowserError('deadline', `${origin} could not be given its storage`)
  const storageId = idOf(origin)
  const put = ([key, value]: [string, string]) =>
    session.send('DOMStorage.setDOMStorageItem', { storageId, key, value }).catch(orLeave)
  await Promise.all(entries.map(put))
  await session.send('Fetch.disable')
  await session.send('Page.resetNavigationHistory')
  tab.documents = 0
  tab.status = undefined
}

const emptyPage = (requestId: unknown) => ({
  requestId,
  responseCode: 200,
  responseHeaders: [
    { name: 'content-type', value: 'text/html' },
    { name: 'cache-control', value: 'no-store' },
  ],
  body: Buffer.from('<link rel="icon" href="data:,">').toString('base64'),
})
