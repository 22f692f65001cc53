import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { Invitation, inviteLink } from '../../agent/tools/invite-member.ts'
import { acceptInvite, INVITE_STATES, inviteMember, listInvites, revokeInvite } from '../../db/invites.ts'
import { ROLES } from '../../db/permissions.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(ROLES),
  state: z.enum(INVITE_STATES),
  invitedBy: z.string().nullable().describe('null once they are gone'),
  expiresAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
const Made = View.extend({
  link: z.url().describe('shown here and never again; whoever is invited opens it'),
  token: z.string().describe('the same for POST /api/invites/accept'),
})
const Joined = z.object({
  workspace: z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) }),
})
const tags = ['members']

export const inviteRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Invitations and what became of them, the newest first (owners and admins)',
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401, 403) },
      }),
      valid('query', PageQuery),
      async (c) => c.json(await listInvites(deps.db, { ...c.var.actor, ...c.req.valid('query') })),
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Invite a person by e-mail address (owners and admins); once more makes a new link',
        responses: { ...answers('the invitation', Made, 201), ...problems(400, 401, 403, 409) },
      }),
      idempotent(deps),
      valid('json', Invitation),
      async (c) => {
        const { actor } = c.var
        const { invite, token } = await inviteMember(deps.db, { ...actor, ...c.req.valid('json') })
        return c.json({ ...invite, link: inviteLink(actor.pageUrl, token), token }, 201)
      },
    )
    .post(
      '/accept',
      describeRoute({
        tags,
        summary: 'Join a workspace by the token of your invitation, once, signed in with its address',
        responses: { ...answers('where you are now', Joined), ...problems(400, 401, 403, 404, 409) },
      }),
      valid('json', z.object({ token: z.string().min(1).max(200) }).strict()),
      async (c) => {
        const { userId, channel, address } = c.var.actor
        const joined = await acceptInvite(deps.db, { userId, channel, address, ...c.req.valid('json') })
        const { workspaceId: id, name, role } = joined
        return c.json({ workspace: { id, name, role } })
      },
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Withdraw an invitation (owners and admins)',
        responses: { 204: { description: 'its link opens nothing any more' }, ...problems(401, 403, 404) },
      }),
      async (c) => {
        await revokeInvite(deps.db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
