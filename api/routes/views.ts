import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { LogFilters, LogQuery } from '../../agent/tools/query-logs.ts'
import { changeView, listViews, removeView, saveView, type View } from '../../db/views.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const name = z.string().trim().min(1).max(100)
const filters = LogFilters.extend({ sort: LogQuery.shape.sort }).strict()
const columns = z
  .array(z.string().regex(/^\w{1,40}$/, 'the name of a column'))
  .max(40)
  .describe('of the table, in order; empty for the usual ones')
const shared = z.boolean().describe('seen by everybody in the workspace')

const ViewView = z.object({
  id: z.uuid(),
  name: z.string(),
  filters: z.record(z.string(), z.union([z.string(), z.number()])),
  columns: z.array(z.string()),
  shared: z.boolean(),
  own: z.boolean().describe('yours to change'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
const NewView = z
  .object({ name, filters: filters.default({}), columns: columns.default([]), shared: shared.default(false) })
  .strict()
const Change = z.object({ name, filters, columns, shared }).partial().strict()
const tags = ['views']

const viewFor = (userId: string) => (view: View) => {
  const { id, name, filters, columns, shared, createdAt, updatedAt } = view
  return { id, name, filters, columns, shared, own: view.userId === userId, createdAt, updatedAt }
}
/** Filters that are not set are left out: what is kept is what is asked. */
const kept = (asked: z.output<typeof filters>) =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )

export const viewRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Views of the log: your own, and those that others share',
        responses: { ...answers('a page', pageOf(ViewView)), ...problems(400, 401) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const { actor } = c.var
        const { items, nextCursor } = await listViews(db, { ...actor, ...c.req.valid('query') })
        return c.json({ items: items.map(viewFor(actor.userId)), nextCursor })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Keep filters and columns under a name of your own',
        responses: { ...answers('the view', ViewView, 201), ...problems(400, 401, 403, 409, 422) },
      }),
      idempotent(deps),
      valid('json', NewView),
      async (c) => {
        const { actor, newId: id } = c.var
        const input = c.req.valid('json')
        const saved = await saveView(db, { ...actor, ...input, filters: kept(input.filters), id })
        return c.json(viewFor(actor.userId)(saved), 201)
      },
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary: 'Change a view of yours',
        responses: { ...answers('the view', ViewView), ...problems(400, 401, 403, 404, 409) },
      }),
      valid('json', Change),
      async (c) => {
        const { actor } = c.var
        const { filters, ...rest } = c.req.valid('json')
        const change = { ...rest, ...(filters && { filters: kept(filters) }) }
        const changed = await changeView(db, { ...actor, id: c.req.param('id'), change })
        return c.json(viewFor(actor.userId)(changed))
      },
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Delete a view of yours',
        responses: { 204: { description: 'gone' }, ...problems(401, 403, 404) },
      }),
      async (c) => {
        await removeView(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
}
