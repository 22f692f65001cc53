import { resolver } from 'hono-openapi'
import { z } from 'zod'
import { Problem } from '../errors.ts'

const TEXT: Record<number, string> = {
  400: 'an input is wrong; `field` names it',
  401: 'no valid token',
  403: 'not allowed, and who can allow it; or not from this site',
  404: 'not there, or not yours',
  409: 'in conflict with what is there',
  413: 'too large',
  422: 'understood, but not possible; `code` and `field` say why',
  429: 'too many requests; Retry-After says when to come back',
}

/** The documented problem answers of a route. */
export const problems = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: TEXT[status] ?? 'a problem',
        content: { 'application/problem+json': { schema: resolver(Problem) } },
      },
    ]),
  )

/** A documented JSON answer, 200 unless said otherwise. */
export const answers = (description: string, schema: z.ZodType, status = 200) => ({
  [status]: { description, content: { 'application/json': { schema: resolver(schema) } } },
})

/** Of routes that know what the caller holds already. */
export const unchangedAnswer = { 304: { description: 'as the caller holds it (If-None-Match)' } }

/** `limit` and `cursor` of every keyset list. */
/** `?workspace=` names the workspace where no header can be sent; the sign-in reads it. */
export const InWorkspace = z.object({
  workspace: z.string().optional().describe('id; instead of X-Workspace'),
})

export const PageQuery = InWorkspace.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional().describe('nextCursor of the page before'),
}).strict()

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
