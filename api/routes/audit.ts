import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { type AuditEntry, listChanges } from '../../db/audit.ts'
import { CHANNELS } from '../../db/schema/audit.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const values = z.record(z.string(), z.unknown()).nullable()
const View = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actor: z
    .object({ userId: z.uuid(), email: z.string().nullable(), keyId: z.uuid().nullable() })
    .nullable()
    .describe('null when the product itself did it'),
  action: z.string().describe('such as member.removed'),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  before: values,
  after: values,
  channel: z.enum(CHANNELS),
  address: z.string().nullable().describe('network address, where one is known'),
})
const moment = z.iso.datetime({ offset: true }).optional()
const Query = PageQuery.extend({
  action: z.string().max(100).optional(),
  subject: z.string().max(100).optional().describe('a kind, such as member'),
  subjectId: z.string().max(100).optional(),
  userId: z.uuid().optional().describe('who did it'),
  keyId: z.uuid().optional(),
  from: moment,
  to: moment,
}).strict()

const view = (entry: AuditEntry) => ({
  id: entry.id,
  at: entry.createdAt,
  actor: entry.userId ? { userId: entry.userId, email: entry.email, keyId: entry.keyId } : null,
  action: entry.action,
  subject: { kind: entry.subject, id: entry.subjectId, name: entry.subjectName },
  before: entry.before,
  after: entry.after,
  channel: entry.channel,
  address: entry.address,
})

export const auditRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>().get(
    '/',
    describeRoute({
      tags: ['audit'],
      summary: 'Every change: who, what, before, after, from where; the newest first (owners and admins)',
      responses: { ...answers('a page', pageOf(View)), ...problems(400, 401, 403) },
    }),
    valid('query', Query),
    async (c) => {
      const { limit, cursor, workspace: _, from, to, ...filters } = c.req.valid('query')
      const found = await listChanges(db, {
        workspaceId: c.var.actor.workspaceId,
        filters: { ...filters, from: from ? new Date(from) : undefined, to: to ? new Date(to) : undefined },
        limit,
        cursor,
      })
      return c.json({ ...found, items: found.items.map(view) })
    },
  )
