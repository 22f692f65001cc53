import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { timingSafeEqual } from 'hono/utils/buffer'
import type { Channel, Origin } from '../db/audit.ts'
import { AppError } from '../db/errors.ts'
import { findKey, type KeyHolder, looksLikeKey } from '../db/keys.ts'
import { listMemberships, type Membership, rememberWorkspace, signIn } from '../db/people.ts'
import { demand, type Rights } from '../db/permissions.ts'
import type { Who } from '../db/rights.ts'
import { type Entrant, findSignIn, type Proof, proofHolds } from '../db/sign-ins.ts'
import type { Deps } from './deps.ts'
import { ruleOf } from './rules.ts'

/** Who is asking, in which workspace, and from where. */
export interface Actor extends Who, Rights, Origin {
  /** Where they open the product, for links. */
  pageUrl: string
  /** Missing for a key and for the terminal of this machine. */
  proof?: Proof
}
export type AppEnv = { Variables: { actor: Actor } }
export const COOKIE = 'sessionburst'

/** A person, and how they show it. Without an email whoever is known already. */
type Person = Entrant & { proof?: Proof }
type Identified = Person & { channel: Channel }

/** Its members are seen there to the minute. */
const SEEN_MS = 60_000

/**
 * Bearer token, key or cookie -> Actor, who may do what the route is for. The workspace is a key's own, or the one
 * that the path of /api/workspaces/{id}, `X-Workspace` or `?workspace=` names, else the last used. One that the
 * person isn't in is answered as if it did not exist.
 */
export function authenticate(deps: Deps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const from = {
      pageUrl: deps.publicUrl ?? new URL(c.req.url).origin,
      address: deps.clientAddress(c),
    }
    const token = bearer(c)
    const key = token && looksLikeKey(token) ? await byKey(deps, token) : undefined
    const person = key ? undefined : await identify(deps, c, token)
    const rule = ruleOf(c)
    // Nobody answers there; what remains is to say so.
    if (!rule) return next()
    if (key) c.set('actor', { ...throughKey(c, key, rule), ...from })
    else if (person) c.set('actor', { ...(await inPerson(deps, c, { ...person, ...from }, rule)), ...from })
    if (rule !== 'anyone' && rule !== 'person') demand(c.var.actor, rule)
    await next()
  })
}

type Rule = NonNullable<ReturnType<typeof ruleOf>>

const NO_WORKSPACE = 'No workspace of yours has this id.'

function throughKey(c: Context, key: KeyHolder, rule: Rule): Omit<Actor, 'pageUrl'> {
  if (rule === 'person')
    throw new AppError('forbidden', 'No key may do this: sign in and do it in person.', 'authorization')
  const wanted = rule === 'anyone' ? undefined : namedWorkspace(c)
  if (wanted !== undefined && wanted !== key.workspaceId)
    throw new AppError('not_found', NO_WORKSPACE, 'workspace')
  return { ...key, channel: 'key' }
}

async function inPerson(
  deps: Deps,
  c: Context,
  person: Identified & Origin,
  rule: Rule,
): Promise<Omit<Actor, 'pageUrl'>> {
  const { userId, channel, proof } = person
  const memberships = await enter(deps, person)
  const personal = rule === 'anyone' || rule === 'person'
  const wanted = personal ? undefined : namedWorkspace(c)
  const chosen =
    wanted === undefined ? memberships[0] : memberships.find((m) => m.workspaceId === wanted.toLowerCase())
  if (!chosen) throw new AppError('not_found', NO_WORKSPACE, 'workspace')
  const { workspaceId, role, lastSeenAt } = chosen
  const stale = deps.now().getTime() - (lastSeenAt?.getTime() ?? 0) > SEEN_MS
  // Settings of a workspace are read and changed without switching to it.
  if (!personal && !inPath(c) && (chosen !== memberships[0] || stale))
    await rememberWorkspace(deps.db, { userId, workspaceId }).then(() => deps.known.forget(userId))
  return { userId, workspaceId, role, channel, proof }
}

/** /api/workspaces/{id} is about that workspace, whichever the page is in. */
const inPath = (c: Context) => /^\/api\/workspaces\/([^/]+)/.exec(c.req.path)?.[1]
const namedWorkspace = (c: Context) =>
  inPath(c) ?? (c.req.header('x-workspace') || c.req.query('workspace') || undefined)

/** Empty when the header holds no Bearer token; undefined when there is no header. */
function bearer(c: Context): string | undefined {
  const header = c.req.header('authorization')
  return header === undefined ? undefined : (/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '')
}

async function identify(deps: Deps, c: Context, token: string | undefined): Promise<Identified> {
  const found = token === undefined ? await byCookie(deps, c) : await byToken(deps, token)
  if (found) return found
  throw new AppError(
    'unauthenticated',
    'Expected Authorization: Bearer with a valid access token or API key, or to be signed in on the page.',
    'authorization',
  )
}

const byKey = ({ db, known }: Deps, token: string): Promise<KeyHolder | undefined> =>
  known.get(
    `key ${token}`,
    ({ userId, workspaceId }) => [userId, workspaceId],
    () => findKey(db, token),
  )

async function byCookie(deps: Deps, c: Context): Promise<Identified | undefined> {
  const person = await signedIn(deps, c)
  if (person && !['GET', 'HEAD'].includes(c.req.method)) requireOwnOrigin(c)
  return person && { ...person, channel: 'page' }
}

async function byToken(deps: Deps, token: string): Promise<Identified | undefined> {
  if (!token || looksLikeKey(token)) return undefined
  const { local } = deps
  if (local && (await timingSafeEqual(token, local.token)))
    return { userId: local.userId, channel: 'terminal' }
  const person = await byAccessToken(deps, token)
  return person && { ...person, channel: 'token' }
}

/** The person of an access token that was made after their last sign-out everywhere. */
export const byAccessToken = ({ db, known, verifyToken }: Deps, token: string): Promise<Person | undefined> =>
  known.get<Person>(
    `token ${token}`,
    ({ userId }) => [userId],
    async () => {
      const person = await verifyToken(token)
      if (!person) return undefined
      const proof = { issuedAt: person.issuedAt, expiresAt: person.expiresAt }
      return (await proofHolds(db, { userId: person.userId, proof })) ? { ...person, proof } : undefined
    },
  )

/** The person whose cookie the request carries. */
export async function signedIn(deps: Deps, c: Context): Promise<{ userId: string } | undefined> {
  const token = getCookie(c, COOKIE)
  if (!token) return undefined
  return deps.known.get(
    `cookie ${token}`,
    ({ userId }) => [userId],
    () => findSignIn(deps.db, token),
  )
}

/** A cookie is sent by any page that makes the browser ask; what changes something must come from ours. */
export function requireOwnOrigin(c: Context): void {
  const origin = c.req.header('origin')
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== host)
    throw new AppError('forbidden', 'Expected a request from this site itself.', 'origin')
}

/** What takes rights away or gives them; a change made here holds here from the next request on. */
const ABOUT_RIGHTS = /^\/api\/(session|me|members|invites|keys|workspaces)(\/|$)/

/** Has this instance ask anew after a request that may have changed who may what; others hear of it by NOTIFY. */
export const askAnew = ({ known }: Pick<Deps, 'known'>) =>
  createMiddleware(async (c, next) => {
    await next()
    if (!['GET', 'HEAD'].includes(c.req.method) && ABOUT_RIGHTS.test(c.req.path)) known.forget()
  })

/** The memberships of a person; whoever has none is recorded and gets a workspace. */
export async function enter(
  deps: Deps,
  person: Origin & Pick<Entrant, 'userId' | 'email'>,
): Promise<Membership[]> {
  const { userId } = person
  const known =
    (await deps.known.get<Membership[]>(
      `memberships ${userId}`,
      (all) => [userId, ...all.map(({ workspaceId }) => workspaceId)],
      async () => {
        const all = await listMemberships(deps.db, userId)
        return all.length > 0 ? all : undefined
      },
    )) ?? []
  const [first] = known
  if (first && (!person.email || person.email === first.email)) return known
  const made = await signIn(deps.db, person)
  if (!first) for (const { workspaceId } of made) await deps.onNewWorkspace?.(workspaceId)
  return made
}
