import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { AppError, type ErrorCode } from '../db/errors.ts'
import { redactAnswer } from './redact.ts'

/** The one map from code to status. */
const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  target_unknown: 422,
  target_unverified: 422,
  window_in_past: 422,
  too_large: 413,
  too_many_requests: 429,
  key_reused: 422,
  sign_in_unreachable: 503,
  link_expired: 410,
}

/** RFC 9457, with our stable `code` and, where one input was wrong, its `field`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().optional(),
})

interface Fault {
  status: ContentfulStatusCode
  code: string
  detail: string
  field?: string
}

export function problem(c: Context, { status, code, detail, field }: Fault): Response {
  const title = code.replaceAll('_', ' ')
  const body = {
    type: 'about:blank',
    title: title[0]?.toUpperCase() + title.slice(1),
    status,
    code,
    detail: redactAnswer(detail),
    field,
  }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

/** Whatever a route throws, as a problem. What is not ours is reported to `onError` and told to nobody else. */
export function toProblem(
  c: Context,
  error: unknown,
  onError: (error: unknown, what: string) => void,
): Response {
  if (error instanceof AppError)
    return problem(c, {
      status: STATUS[error.code],
      code: error.code,
      detail: error.message,
      field: error.field,
    })
  if (error instanceof HTTPException) {
    const malformed = error.status === 400
    return problem(c, {
      status: error.status as ContentfulStatusCode,
      code: malformed ? 'invalid_input' : 'http_error',
      detail: malformed ? 'Expected a body of valid JSON with content-type application/json.' : error.message,
      field: malformed ? 'body' : undefined,
    })
  }
  onError(error, `${c.req.method} ${c.req.path}`)
  return problem(c, { status: 500, code: 'internal', detail: 'Something broke on our side; it was logged.' })
}
