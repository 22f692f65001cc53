import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { getProfile, listMemberships, renameProfile } from '../../db/people.ts'
import { ROLES, SCOPES } from '../../db/permissions.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, problems } from './answers.ts'

const Workspace = z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) })
const Change = z.strictObject({
  name: z
    .string()
    .trim()
    .max(100, 'expected at most 100 characters')
    .describe('what others call you; empty for none'),
})
const Me = z.object({
  user: z.object({ id: z.uuid(), email: z.string(), name: z.string().nullable() }),
  workspaces: z.array(Workspace),
  workspace: Workspace.describe('the one this request is in'),
  key: z
    .object({ id: z.uuid(), scopes: z.array(z.enum(SCOPES)) })
    .optional()
    .describe('with an API key: it speaks for `user`, who made it, in its one workspace'),
})

export const meRoutes = ({ db }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags: ['session'],
        summary: 'Who am I',
        responses: { ...answers('you and your workspaces', Me), ...problems(401, 404) },
      }),
      async (c) => {
        const { userId, workspaceId, keyId, scopes } = c.var.actor
        const all = await listMemberships(db, userId)
        const memberships = keyId ? all.filter((m) => m.workspaceId === workspaceId) : all
        const workspaces = memberships.map((m) => ({ id: m.workspaceId, name: m.workspace, role: m.role }))
        return c.json({
          user: await getProfile(db, { workspaceId, userId }),
          workspaces,
          workspace: workspaces.find((w) => w.id === workspaceId),
          key: keyId && scopes ? { id: keyId, scopes: [...scopes] } : undefined,
        })
      },
    )
    .patch(
      '/',
      describeRoute({
        tags: ['session'],
        summary: 'Change your name',
        responses: { 204: { description: 'changed' }, ...problems(400, 401, 403) },
      }),
      valid('json', Change),
      async (c) => {
        const { name } = c.req.valid('json')
        await renameProfile(db, { userId: c.var.actor.userId, name: name || null })
        return c.body(null, 204)
      },
    )
