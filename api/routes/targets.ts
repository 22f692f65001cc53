import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { reportTarget } from '../../agent/bursts/report.ts'
import {
  addTarget,
  getTarget,
  listTargets,
  parseOrigin,
  removeTarget,
  renameTarget,
  type Target,
} from '../../db/targets.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { ReportAnswer } from '../report-view.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  name: z.string(),
  origin: z.url(),
  verified: z.boolean(),
  demo: z.boolean(),
  createdAt: z.iso.datetime(),
})
const name = z.string().trim().min(1).max(100)
const NewTarget = z.object({ url: z.string().min(1).max(2000), name: name.optional() }).strict()

const view = ({ id, name, origin, verifiedAt, demo, createdAt }: Target) => ({
  id,
  name,
  origin,
  verified: verifiedAt !== null,
  demo,
  createdAt,
})
const tags = ['targets']

export const targetRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: "The workspace's targets",
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const found = await listTargets(db, { ...c.var.actor, ...c.req.valid('query') })
        return c.json({ ...found, items: found.items.map(view) })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Add a site; sessions visit it once it is verified',
        responses: { ...answers('the target', View, 201), ...problems(400, 401, 409) },
      }),
      valid('json', NewTarget),
      async (c) => {
        const { url, name } = c.req.valid('json')
        const origin = parseOrigin(url)
        const { workspaceId } = c.var.actor
        return c.json(
          view(await addTarget(db, { workspaceId, origin, name: name ?? new URL(origin).host })),
          201,
        )
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One target',
        responses: { ...answers('the target', View), ...problems(401, 404) },
      }),
      async (c) => c.json(view(await getTarget(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .get(
      '/:id/report',
      describeRoute({
        tags,
        summary: 'How real its most recent sessions look, of all bursts',
        responses: { ...answers('the report', ReportAnswer), ...problems(401, 404) },
      }),
      async (c) => c.json(await reportTarget(db, { ...c.var.actor, id: c.req.param('id') })),
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary: 'Rename it',
        responses: { ...answers('the target', View), ...problems(400, 401, 404) },
      }),
      valid('json', z.object({ name }).strict()),
      async (c) =>
        c.json(
          view(await renameTarget(db, { ...c.var.actor, id: c.req.param('id'), ...c.req.valid('json') })),
        ),
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Remove it with its bursts and sessions',
        responses: { 204: { description: 'gone' }, ...problems(401, 404) },
      }),
      async (c) => {
        await removeTarget(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
