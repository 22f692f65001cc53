import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Budget, type Spent, spend } from '../db/budgets.ts'
import { AppError } from '../db/errors.ts'
import type { Actor, AppEnv } from './auth.ts'
import type { Deps } from './deps.ts'
import type { Kind } from './limits.ts'

/** What starts a burst, asks a model or reads the whole log; everything else is a read or a write. */
const COSTLY: [RegExp, Kind][] = [
  [/^POST \/api\/chat\/?$/, 'turn'],
  [/^POST \/api\/invites\/?$/, 'invite'],
  [/^POST \/api\/bursts\/?$/, 'burst'],
  [/^(GET \/api\/sessions\/export|POST \/api\/exports)\/?$/, 'export'],
  [/^POST \/api\/templates\/[^/]+\/run\/?$/, 'burst'],
]

const kindOf = (method: string, path: string): Kind =>
  COSTLY.find(([route]) => route.test(`${method === 'HEAD' ? 'GET' : method} ${path}`))?.[1] ??
  (['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'read' : 'write')

/** Counts each request to its person and its workspace, and refuses what is too many. */
export function limitRequests({ db, limits }: Pick<Deps, 'db' | 'limits'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    // Nobody is told apart where there is no route: that is answered with 404 and costs nothing.
    const actor: Actor | undefined = c.var.actor
    if (!actor) return next()
    const kind = kindOf(c.req.method, c.req.path)
    const { userId, workspaceId } = actor
    const { user, workspace } = limits.requests[kind]
    const seconds = limits.seconds.requests
    // A person's own comes first: what it refuses is not taken from the others of the workspace.
    await take(c, { db }, kind, [
      { key: `user:${userId}:${kind}`, quota: user, seconds },
      { key: `workspace:${workspaceId}:${kind}`, quota: workspace, seconds },
    ])
    await next()
  })
}

/** Spends from each budget and tells the tightest in headers. Throws `too_many_requests`, with Retry-After set. */
export async function take(
  c: Context,
  { db }: Pick<Deps, 'db'>,
  policy: string,
  budgets: Budget[],
): Promise<void> {
  const spent = await spend(db, budgets)
  const at = spent.reduce((least, one, i) => (tighter(one, spent[least]) ? i : least), 0)
  const [tight, budget] = [spent[at], budgets[at]]
  if (!tight || !budget) return
  // The draft's own form (draft-ietf-httpapi-ratelimit-headers-10).
  c.header('ratelimit-policy', `"${policy}";q=${budget.quota};w=${budget.seconds}`)
  c.header(
    'ratelimit',
    `"${policy}";r=${tight.left};t=${tight.allowed ? tight.fullSeconds : tight.retrySeconds}`,
  )
  if (tight.allowed) return
  c.header('retry-after', String(tight.retrySeconds))
  throw new AppError(
    'too_many_requests',
    `Too many requests of this kind: ${budget.quota} within ${budget.seconds} seconds are allowed. Try again in ${tight.retrySeconds} s.`,
  )
}

const tighter = (one: Spent, than: Spent | undefined) =>
  !than ||
  Number(one.allowed) - Number(than.allowed) < 0 ||
  (one.allowed === than.allowed && one.left < than.left)
