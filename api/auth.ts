import { createMiddleware } from 'hono/factory'
import { timingSafeEqual } from 'hono/utils/buffer'
import { AppError } from '../db/errors.ts'
import { listMemberships, type Membership, signIn, useWorkspace } from '../db/people.ts'
import type { Deps } from './deps.ts'

/** Who is asking, and in which workspace. */
export interface Actor {
  userId: string
  workspaceId: string
  role: Membership['role']
}
export type AppEnv = { Variables: { actor: Actor } }

/**
 * Bearer token -> Actor. The workspace is the one that `X-Workspace` (or `?workspace=`) names, else the last used.
 * One that the person isn't in is answered as if it did not exist.
 */
export function authenticate(deps: Deps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
    const person = token && (await identify(deps, token))
    if (!person)
      throw new AppError(
        'unauthenticated',
        'Expected Authorization: Bearer with a valid access token.',
        'authorization',
      )
    const memberships = await membershipsOf(deps, person)
    const wanted = c.req.header('x-workspace') ?? c.req.query('workspace')
    const chosen = wanted ? memberships.find((m) => m.workspaceId === wanted) : memberships[0]
    if (!chosen) throw new AppError('not_found', 'No workspace of yours has this id.', 'workspace')
    if (chosen !== memberships[0]) await useWorkspace(deps.db, { ...person, workspaceId: chosen.workspaceId })
    c.set('actor', { userId: person.userId, workspaceId: chosen.workspaceId, role: chosen.role })
    await next()
  })
}

interface Identified {
  userId: string
  /** Missing for the terminal, which is known already. */
  email?: string
}

async function identify(deps: Deps, token: string): Promise<Identified | undefined> {
  if (deps.local && (await timingSafeEqual(token, deps.local.token))) return { userId: deps.local.userId }
  return deps.verifyToken(token)
}

async function membershipsOf(deps: Deps, person: Identified): Promise<Membership[]> {
  const known = await listMemberships(deps.db, person.userId)
  if (known.length > 0 || !person.email) return known
  const made = await signIn(deps.db, { userId: person.userId, email: person.email })
  for (const { workspaceId } of made) await deps.onNewWorkspace?.(workspaceId)
  return made
}
