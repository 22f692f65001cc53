import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { invite, MAIL_STATES } from '../../agent/invites/invite.ts'
import { Invitation } from '../../agent/tools/invite-member.ts'
import { acceptInvite, INVITE_STATES, listInvites, lookAtInvite, revokeInvite } from '../../db/invites.ts'
import { ROLES } from '../../db/permissions.ts'
import { type AppEnv, requireOwnOrigin } from '../auth.ts'
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
  mail: z
    .enum(MAIL_STATES)
    .describe('whether Supabase mailed the way to it; the link is to be passed on where not'),
})
const Joined = z.object({
  workspace: z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) }),
})
const Token = z.object({ token: z.string().min(1).max(200) }).strict()
const Look = View.pick({ role: true, state: true, invitedBy: true, expiresAt: true }).extend({
  workspace: z.string().describe('its name'),
  addressHint: z.string().describe('the address it is for, as e…@example.com'),
})
const tags = ['members']

/** For the page of whoever holds the token, before they sign in. A POST, for a token has no business in an address. */
export const openInviteRoutes = ({ db }: Pick<Deps, 'db'>) =>
  new Hono().post(
    '/look',
    describeRoute({
      tags,
      security: [],
      summary: 'What an invitation says, by its token; changes nothing',
      responses: { ...answers('the invitation', Look), ...problems(400, 403, 404, 429) },
    }),
    async (c, next) => {
      requireOwnOrigin(c)
      await next()
    },
    valid('json', Token),
    async (c) => c.json(await lookAtInvite(db, c.req.valid('json'))),
  )

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
        const { actor, newId: id } = c.var
        const { db, mailInvite } = deps
        const parts = { db, mailInvite, pageUrl: actor.pageUrl }
        const { invite: made, ...rest } = await invite(parts, { ...actor, id, ...c.req.valid('json') })
        return c.json({ ...made, ...rest }, 201)
      },
    )
    .post(
      '/accept',
      describeRoute({
        tags,
        summary: 'Join a workspace by the token of your invitation, once, signed in with its address',
        responses: { ...answers('where you are now', Joined), ...problems(400, 401, 403, 404, 409) },
      }),
      valid('json', Token),
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
