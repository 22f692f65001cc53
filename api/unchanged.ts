import type { MiddlewareHandler } from 'hono'
import { logVersion } from '../db/rollups.ts'
import type { AppEnv } from './auth.ts'
import type { Deps } from './deps.ts'

/** Part of every tag: answers of another shape must not pass for the same. */
const SHAPE = 2
const MINUTE = 60_000

/**
 * Marks an answer about the log with its version, and answers 304 to a caller that holds that one. The version is read
 * before the answer, so that a write in between makes the tag too old, never too new. With `byTime`, a range without
 * `to` ends at this minute, and the answer changes with it.
 */
export function unchanged({ db, now }: Deps, options: { byTime?: boolean } = {}): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { workspaceId } = c.var.actor
    const version = await logVersion(db, workspaceId)
    const open = options.byTime && c.req.query('to') === undefined
    const minute = open ? Math.ceil(now().getTime() / MINUTE) : 0
    const headers = {
      etag: `W/"${SHAPE}.${workspaceId}.${version}.${minute}"`,
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie, X-Workspace',
    }
    const held = c.req.header('if-none-match')?.split(',') ?? []
    if (held.some((one) => one.trim() === headers.etag)) return new Response(null, { status: 304, headers })
    await next()
    if (c.res.ok) for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}
