import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { changeRole, listMembers, removeMember } from '../../db/members.ts'
import { ROLES } from '../../db/permissions.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(ROLES),
  joinedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable().describe('to the minute; null before the first time'),
})
const tags = ['members']

export const memberRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Who is in the workspace (owners and admins)',
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401, 403) },
      }),
      valid('query', PageQuery),
      async (c) => c.json(await listMembers(db, { ...c.var.actor, ...c.req.valid('query') })),
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary: 'Change their role (owners and admins; what concerns owners: owners)',
        responses: { ...answers('the member', View), ...problems(400, 401, 403, 404, 409) },
      }),
      valid('json', z.object({ role: z.enum(ROLES) }).strict()),
      async (c) =>
        c.json(await changeRole(db, { ...c.var.actor, id: c.req.param('id'), ...c.req.valid('json') })),
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Remove a member (owners and admins), or leave (your own id); their keys stop at once',
        responses: { 204: { description: 'gone' }, ...problems(401, 403, 404, 409) },
      }),
      async (c) => {
        await removeMember(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
