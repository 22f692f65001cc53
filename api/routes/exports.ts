import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { LogFilters, resolveFilters } from '../../agent/tools/query-logs.ts'
import { type Export, getExport, linkTo, listExports, removeExport, startExport } from '../../db/exports.ts'
import { EXPORT_FORMATS, EXPORT_STATES } from '../../db/schema/exports.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const format = z.enum(EXPORT_FORMATS)
const View = z.object({
  id: z.uuid(),
  format,
  filters: z.record(z.string(), z.unknown()).describe('as they were asked for'),
  state: z.enum(EXPORT_STATES),
  reason: z.string().nullable().describe('why it failed'),
  rows: z.int().describe('written so far'),
  total: z.int().nullable().describe('how many there will be; null until it is begun'),
  totalExact: z.boolean().describe('false where `total` is an estimate'),
  bytes: z.int().nullable(),
  downloadUrl: z
    .string()
    .nullable()
    .describe('good without signing in until `downloadExpiresAt`; a new one with every answer'),
  downloadExpiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().describe('when it is erased, file and all'),
})
const NewExport = z.object({ format, filters: LogFilters.strict().default({}) }).strict()
const tags = ['exports']

export const exportRoutes = (deps: Deps) => {
  const { db } = deps
  const view = async (one: Export, pageUrl: string) => {
    const link = one.state === 'done' ? await linkTo(one, deps.now()) : undefined
    const { id, format, asked, state, reason, rows, total, totalExact, bytes } = one
    const { createdAt, endedAt, expiresAt } = one
    return {
      ...{ id, format, filters: asked, state, reason, rows, total, totalExact, bytes },
      downloadUrl: link ? pageUrl + link.path : null,
      downloadExpiresAt: link?.expiresAt ?? null,
      ...{ createdAt, endedAt, expiresAt },
    }
  }
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Your exports of the last day, the newest first',
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const { actor } = c.var
        const { items, nextCursor } = await listExports(db, { ...actor, ...c.req.valid('query') })
        return c.json({ items: await Promise.all(items.map((one) => view(one, actor.pageUrl))), nextCursor })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Have the sessions that match written into a file, however many they are',
        responses: { ...answers('the export', View, 201), ...problems(400, 401, 404, 409, 422) },
      }),
      idempotent(deps),
      valid('json', NewExport),
      async (c) => {
        const { actor, newId: id } = c.var
        const { format, filters: asked } = c.req.valid('json')
        const filters = await resolveFilters(db, actor.workspaceId, asked)
        return c.json(
          await view(await startExport(db, { ...actor, id, format, asked, filters }), actor.pageUrl),
          201,
        )
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'How far it is, and the link to its file',
        responses: { ...answers('the export', View), ...problems(401, 404) },
      }),
      async (c) => {
        const { actor } = c.var
        return c.json(await view(await getExport(db, { ...actor, id: c.req.param('id') }), actor.pageUrl))
      },
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'End it, and erase its file',
        responses: { 204: { description: 'gone' }, ...problems(401, 404) },
      }),
      async (c) => {
        await removeExport(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
}
