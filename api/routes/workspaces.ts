import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { transferWorkspace } from '../../db/members.ts'
import { ROLES } from '../../db/permissions.ts'
import {
  changeWorkspace,
  getWorkspace,
  listWorkspaces,
  makeWorkspace,
  removeWorkspace,
  restoreWorkspace,
} from '../../db/workspaces.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES).describe('yours'),
  approvalThreshold: z.int().describe('a burst of more sessions waits for confirmation in the chat'),
  createdAt: z.iso.datetime(),
  deletedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime().nullable().describe('until then an owner may restore a deleted one'),
})
// One page holds them all: nobody owns more than fifty, and an invitation is needed for each other.
const List = z.object({ items: z.array(View), nextCursor: z.null() })
const name = z.string().trim().min(1).max(100)
const Settings = z
  .object({ name, approvalThreshold: z.int().min(0).max(10_000) })
  .partial()
  .strict()
  .refine((settings) => Object.keys(settings).length > 0, 'Expected a name or an approvalThreshold')
const tags = ['workspaces']

export const workspaceRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Your workspaces, the last used first; deleted ones that you may restore too',
        responses: { ...answers('all of them', List), ...problems(401) },
      }),
      async (c) => {
        const { userId, workspaceId, keyId } = c.var.actor
        // A key is bound to one.
        const items = await listWorkspaces(db, { userId, only: keyId && workspaceId })
        return c.json({ items, nextCursor: null })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Make a workspace; you own it',
        responses: { ...answers('the workspace', View, 201), ...problems(400, 401, 403, 409) },
      }),
      idempotent(deps),
      valid('json', z.object({ name }).strict()),
      async (c) => {
        const { actor, newId: id } = c.var
        const made = await makeWorkspace(db, { ...actor, id, ...c.req.valid('json') })
        await deps.onNewWorkspace?.(made.id)
        return c.json(made, 201)
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One workspace of yours',
        responses: { ...answers('the workspace', View), ...problems(401, 404) },
      }),
      async (c) => c.json(await getWorkspace(db, c.var.actor)),
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary: 'Rename it, or change when bursts wait for confirmation (owners and admins)',
        responses: { ...answers('the workspace', View), ...problems(400, 401, 403, 404) },
      }),
      valid('json', Settings),
      async (c) => c.json(await changeWorkspace(db, { ...c.var.actor, ...c.req.valid('json') })),
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Delete it (owners): gone for everybody at once, restorable for 30 days, then erased',
        responses: { 204: { description: 'deleted' }, ...problems(401, 403, 404) },
      }),
      async (c) => {
        await removeWorkspace(db, c.var.actor)
        return c.body(null, 204)
      },
    )
    .post(
      '/:id/restore',
      describeRoute({
        tags,
        summary: 'Bring a deleted workspace back (its owners)',
        responses: { ...answers('the workspace', View), ...problems(401, 403, 404) },
      }),
      async (c) => c.json(await restoreWorkspace(db, { ...c.var.actor, id: c.req.param('id') })),
    )
    .post(
      '/:id/transfer',
      describeRoute({
        tags,
        summary: 'Hand it over to another member (owners); you stay as an admin',
        responses: {
          ...answers('the workspace as you see it now', View),
          ...problems(400, 401, 403, 404),
        },
      }),
      valid('json', z.object({ userId: z.uuid().describe('of the member') }).strict()),
      async (c) => {
        await transferWorkspace(db, { ...c.var.actor, to: c.req.valid('json').userId })
        return c.json(await getWorkspace(db, c.var.actor))
      },
    )
}
