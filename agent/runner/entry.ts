import type { Capture } from '../../db/capture.ts'
import type { ClaimedSession } from '../../db/claims.ts'
import type { Db } from '../../db/client.ts'
import { finishSession } from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'
import { SealError, type Sealer } from '../../db/sealing.ts'
import { openTargetSecrets } from '../../db/target-secrets.ts'
import { createMask, type Mask } from '../browser/mask.ts'
import { type Browser, BrowserError, type Variables, type VisitRequest } from '../browser/port.ts'
import { askedWithout, withoutSecrets } from '../browser/without-secrets.ts'
import { namedSecrets, secretVariable } from '../planner/secrets.ts'
import { readLogin, readProxy } from '../targets/access.ts'
import { hostPort } from './host-port.ts'

export interface Wanted {
  workspaceId: string
  targetId: string
  origin: string
  capture: Pick<Capture, 'access' | 'proxies' | 'trusted'>
  journey?: readonly string[]
  country?: string
}

/** How a visit gets into its target: the secrets it types, what opens the site, the proxy it comes through. */
export interface Entry {
  /** Its visits have all that, and are told of without any secret. */
  over(browser: Browser): Browser
  /** The secrets that a step names, by variable. */
  of(step: string): Variables
  mask: Mask
  /** The country whose proxy it comes through. */
  proxied: string | undefined
}

/**
 * The visit types the secrets that its steps name, and no others; none of the target's is told of, for its pages may show
 * what another visit typed. Throws BrowserError in words for whoever keeps them.
 */
export async function openEntry(db: Db, sealer: Sealer, wanted: Wanted): Promise<Entry> {
  const { origin, capture, journey = [], country = '' } = wanted
  const typed = [...new Set(journey.flatMap(namedSecrets))]
  const { basicAuth, header } = capture.access
  const proxy = capture.proxies[country]
  const names = [...typed, basicAuth, header?.secret, proxy].filter((name) => name !== undefined)
  const kept = await open(db, sealer, wanted, names)
  const keptAs = (name: string) => {
    const value = Object.hasOwn(kept, name) ? kept[name] : undefined
    if (value === undefined)
      throw lacking(`keeps no secret "${name}" (any more). Set it on the target's page.`)
    return value
  }
  const read = <T>(name: string, how: (value: string) => T | undefined, expected: string): T => {
    const found = how(keptAs(name))
    if (found === undefined) throw lacking(`keeps no ${expected} under the secret "${name}".`)
    return found
  }
  const login = basicAuth && read(basicAuth, readLogin, 'user:password')
  const upstream = proxy && read(proxy, readProxy, 'address of a proxy')
  const secrets = Object.fromEntries(typed.map((name) => [secretVariable(name), keptAs(name)]))
  const mask = createMask({
    ...Object.fromEntries(Object.entries(kept).map(([name, value]) => [secretVariable(name), [value]])),
    ...(login && basicAuth && { [secretVariable(basicAuth)]: [keptAs(basicAuth), login.password] }),
    ...(upstream && proxy && { [secretVariable(proxy)]: [keptAs(proxy), upstream.password] }),
  })
  const places = [hostPort(origin), ...capture.trusted]
  const proxied = upstream ? country : undefined
  const access = (login || header) && {
    origin: new URL(origin).origin,
    ...(login && { basicAuth: login }),
    ...(header && { header: { name: header.name, value: keptAs(header.secret) } }),
  }
  const complete = (request: VisitRequest): VisitRequest => ({
    ...request,
    ...{ places, secrets, unseen: true, generate: askedWithout(request.generate, mask) },
    ...(access && { access }),
    ...(upstream && { upstream: { name: country, url: upstream.url } }),
  })
  return {
    mask,
    proxied,
    of(step) {
      const named = namedSecrets(step).map(secretVariable)
      return Object.fromEntries(Object.entries(secrets).filter(([name]) => named.includes(name)))
    },
    over: (browser) =>
      opening(browser, async (request) => {
        // Most visits have nothing to hide, and need nobody to look for it.
        if (Object.keys(kept).length === 0) return browser.open({ ...request, places })
        return withoutSecrets(await browser.open(complete(request)), { mask, places })
      }),
  }
}

/** The entry of a session. Undefined when a secret is lacking, and the session has ended as failed. */
export async function enterTarget(
  { db, sealer }: { db: Db; sealer: Sealer },
  { burst, ...session }: ClaimedSession,
  hold: Hold,
): Promise<Entry | undefined> {
  return openEntry(db, sealer, { ...session, journey: burst.journey }).catch((error) =>
    endUnvisited(db, hold, error),
  )
}

/** Ends a session as failed that can't begin, and would not at another try; throws what may be over by then. */
export async function endUnvisited(db: Db, hold: Hold, error: unknown): Promise<undefined> {
  if (!(error instanceof BrowserError) || error.fault !== 'unreachable') throw error
  const receipt = { sent: {}, accepted: {} }
  const nothing = { lengthMs: 0, pages: 0, screenshot: false, modelCalls: 0, receipt, metadata: {} }
  await finishSession(db, hold, { outcome: 'failed', reason: error.message, ...nothing })
}

const opening = (browser: Browser, open: Browser['open']): Browser => ({
  closed: browser.closed,
  open,
  close: () => browser.close(),
})

const lacking = (what: string) => new BrowserError('unreachable', `The target ${what}`)

/** All of the target's; only those that are needed where another can not be opened. */
async function open(
  db: Db,
  sealer: Sealer,
  { workspaceId, targetId }: Wanted,
  needed: readonly string[],
): Promise<Record<string, string>> {
  const of = { workspaceId, targetId }
  try {
    return await openTargetSecrets(db, sealer, of).catch((error) => {
      if (!(error instanceof SealError)) throw error
      return openTargetSecrets(db, sealer, { ...of, names: needed })
    })
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw lacking('has a secret that no secret of APP_SECRETS opens any more. Set it again on its page.')
  }
}
