import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { timingSafeEqual } from 'hono/utils/buffer'
import { AppError } from '../db/errors.ts'
import { listMemberships, type Membership, rememberWorkspace, signIn } from '../db/people.ts'
import { type Entrant, findSignIn, type Proof, proofHolds } from '../db/sign-ins.ts'
import type { Deps } from './deps.ts'

/** Who is asking, and in which workspace. */
export interface Actor {
  userId: string
  workspaceId: string
  role: Membership['role']
  /** Missing for the terminal of this machine. */
  proof?: Proof
}
export type AppEnv = { Variables: { actor: Actor } }
export const COOKIE = 'sessionburst'

/** Without an email whoever is known already. */
type Identified = Entrant & { proof?: Proof }

/**
 * Bearer token or cookie -> Actor. The workspace is the one that `X-Workspace` (or `?workspace=`) names, else the
 * last used. One that the person isn't in is answered as if it did not exist.
 */
export function authenticate(deps: Deps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const person = await identify(deps, c)
    if (!person)
      throw new AppError(
        'unauthenticated',
        'Expected Authorization: Bearer with a valid access token, or to be signed in on the page.',
        'authorization',
      )
    const memberships = await enter(deps, person)
    const wanted = c.req.header('x-workspace') ?? c.req.query('workspace')
    const chosen = wanted ? memberships.find((m) => m.workspaceId === wanted) : memberships[0]
    if (!chosen) throw new AppError('not_found', 'No workspace of yours has this id.', 'workspace')
    if (chosen !== memberships[0])
      await rememberWorkspace(deps.db, { ...person, workspaceId: chosen.workspaceId })
    const { userId, proof } = person
    c.set('actor', { userId, workspaceId: chosen.workspaceId, role: chosen.role, proof })
    await next()
  })
}

async function identify(deps: Deps, c: Context): Promise<Identified | undefined> {
  const header = c.req.header('authorization')
  if (header === undefined) {
    const person = await signedIn(deps, c)
    if (person && !['GET', 'HEAD'].includes(c.req.method)) requireOwnOrigin(c)
    return person
  }
  const token = /^Bearer (\S+)$/.exec(header)?.[1]
  if (!token) return undefined
  if (deps.local && (await timingSafeEqual(token, deps.local.token))) return { userId: deps.local.userId }
  return bearer(deps, token)
}

/** The person of an access token that was made after their last sign-out everywhere. */
export async function bearer({ db, verifyToken }: Deps, token: string): Promise<Identified | undefined> {
  const person = await verifyToken(token)
  if (!person) return undefined
  const proof = { issuedAt: person.issuedAt }
  return (await proofHolds(db, { userId: person.userId, proof })) ? { ...person, proof } : undefined
}

/** The person whose cookie the request carries. */
export async function signedIn(deps: Deps, c: Context): Promise<Identified | undefined> {
  const token = getCookie(c, COOKIE)
  return token ? findSignIn(deps.db, token) : undefined
}

/** A cookie is sent by any page that makes the browser ask; what changes something must come from ours. */
export function requireOwnOrigin(c: Context): void {
  const origin = c.req.header('origin')
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== host)
    throw new AppError('forbidden', 'Expected a request from this site itself.', 'origin')
}

/** The memberships of a person; a newcomer is recorded and gets a workspace. */
export async function enter(deps: Deps, person: Identified): Promise<Membership[]> {
  const known = await listMemberships(deps.db, person.userId)
  if (known.length > 0 || !person.email) return known
  const made = await signIn(deps.db, { userId: person.userId, email: person.email })
  for (const { workspaceId } of made) await deps.onNewWorkspace?.(workspaceId)
  return made
}
