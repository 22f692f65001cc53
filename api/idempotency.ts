import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { uniqueSymbol } from 'hono-openapi'
import { newId } from '../db/client.ts'
import { AppError } from '../db/errors.ts'
import { type Claim, claimKey, keepAnswer, releaseKey } from '../db/idempotency.ts'
import type { AppEnv } from './auth.ts'
import type { Deps } from './deps.ts'

/** `newId` is the id of what the request makes: with a key, the same in every try of it. */
export type IdempotentEnv = AppEnv & { Variables: { newId: string } }

const KEY = /^[\x21-\x7e]{1,255}$/
/** The headers that say something about the answer rather than about the connection. */
const KEPT_HEADERS = ['content-type', 'location']

const documented = {
  parameters: [
    {
      in: 'header' as const,
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
      description:
        'chosen by you, new for each thing you ask for: within 24 hours the same request gets the first answer again (with Idempotency-Replayed: true) and makes nothing twice, another request 422, one that is still being worked on 409',
    },
  ],
}

/**
 * Honours `Idempotency-Key` on a route that creates. A route opts in by this word before its validation, and is exactly
 * once if what it makes has `c.var.newId` as its id: the row itself then remembers that it was made, in the transaction
 * that made it, whatever dies afterwards. Without that, a try that died in the middle may be repeated once it is taken
 * over. Answers of 2xx are kept; a refusal made nothing and frees its key; what broke may be asked again.
 */
export function idempotent({ db, sealer }: Pick<Deps, 'db' | 'sealer'>) {
  const middleware = createMiddleware<IdempotentEnv>(async (c, next) => {
    const key = c.req.header('idempotency-key')
    if (key === undefined) {
      c.set('newId', newId())
      return next()
    }
    const claim = await claimKey(db, await keyed(c, key)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'conflict') c.header('retry-after', '1')
      throw error
    })
    if (claim.answer) return replay(claim, await sealer.open(claim.answer.body, place(claim)))
    c.set('newId', claim.madeId)
    await next()
    const { ok, status } = c.res
    if (!ok) return releaseKey(db, claim, status < 500)
    const body = await sealer.seal(await c.res.clone().text(), place(claim))
    const headers = KEPT_HEADERS.flatMap((name) => {
      const value = c.res.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    await keepAnswer(db, claim, { status, headers: Object.fromEntries(headers), body })
  })
  return Object.assign(middleware, { [uniqueSymbol]: { spec: documented } })
}

async function keyed(c: Context<IdempotentEnv>, key: string) {
  if (!KEY.test(key))
    throw new AppError(
      'invalid_input',
      'Expected 1 to 255 visible ASCII characters, such as a UUID.',
      'idempotency-key',
    )
  const { userId, workspaceId } = c.var.actor
  const asked = new TextEncoder().encode(JSON.stringify([new URL(c.req.url).search, await c.req.text()]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', asked))
  const requestHash = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { workspaceId, userId, route: `${c.req.method} ${c.req.path}`, key, requestHash }
}

const place = ({ workspaceId, userId, route, key, madeId }: Claim) => [
  'idempotent answer',
  workspaceId,
  userId,
  route,
  key,
  madeId,
]

function replay({ answer }: Claim, body: string): Response {
  const headers = { ...answer?.headers, 'idempotency-replayed': 'true' }
  return new Response(body || null, { status: answer?.status, headers })
}
