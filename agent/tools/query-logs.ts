import { z } from 'zod'
import { getBurst } from '../../db/bursts.ts'
import type { Db } from '../../db/client.ts'
import type { SessionFilters } from '../../db/log-filters.ts'
import { OUTCOMES } from '../../db/schema/sessions.ts'
import { querySessions } from '../../db/sessions.ts'
import { findTarget } from '../bursts/find-target.ts'
import { Device } from '../planner/request.ts'
import { logLink } from './log-link.ts'
import { defineTool } from './tool.ts'

const seconds = z.coerce.number().min(0).max(86_400)

/** The filters that the tool, GET /api/sessions and every later view of the log share. */
/** Farther away are moments that PostgreSQL or a time zone's change would not take. */
const moment = z.iso.datetime({ offset: true }).refine((text) => {
  // What is no moment at all has been told so already, and its year is NaN.
  const year = new Date(text).getUTCFullYear()
  return !(year < 1970 || year > 8999)
}, 'expected a year from 1970 to 8999')

export const LogFilters = z.object({
  outcome: z.enum(OUTCOMES).optional(),
  device: Device.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166 two-letter country code')
    .optional(),
  target: z.string().min(1).max(300).optional().describe('name or URL of a target'),
  burst: z.string().min(1).max(64).optional().describe('a burst id, or latest'),
  from: moment.optional().describe('sessions that began at or after'),
  to: moment.optional().describe('sessions that began before'),
  minLengthSeconds: seconds.optional(),
  maxLengthSeconds: seconds.optional(),
  text: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('words, or their beginnings, found in steps, reasons, referrers or metadata'),
})
export type LogFilters = z.output<typeof LogFilters>

export const LogQuery = LogFilters.extend({
  sort: z.enum(['newest', 'oldest', 'longest', 'shortest']).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(100).optional().describe('nextCursor or prevCursor of an answer before'),
}).strict()

/** Names of targets and `latest` turned into ids; throws AppError naming the field that is unknown. */
export async function resolveFilters(
  db: Db,
  workspaceId: string,
  { target, burst, from, to, ...rest }: LogFilters,
): Promise<SessionFilters> {
  return {
    ...rest,
    targetId: target && (await findTarget(db, { workspaceId, target })).id,
    burstId: burst && (await getBurst(db, { workspaceId, id: burst })).id,
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
  }
}

export const queryLogs = defineTool({
  name: 'queryLogs',
  description:
    'Sessions of the log, filtered and sorted, with the number of all that match (an estimate where exact is false).',
  input: LogQuery,
  permission: 'look',
  async run({ db, workspaceId }, { sort = 'newest', limit = 20, cursor, ...filters }) {
    const resolved = await resolveFilters(db, workspaceId, filters)
    const page = await querySessions(db, { workspaceId, filters: resolved, sort, limit, cursor })
    // What a model reads it pays for, now and in every later turn.
    // "latest" would be another burst by the time the link is opened.
    const link = logLink({ ...filters, burst: resolved.burstId, sort: sort === 'newest' ? undefined : sort })
    return { ...page, link, items: page.items.map(({ metadata: _m, screenshot: _s, ...row }) => row) }
  },
})
