import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { type Key, listKeys, makeKey, revokeKey } from '../../db/keys.ts'
import { SCOPES } from '../../db/permissions.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const scopes = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length)
const View = z.object({
  id: z.uuid(),
  name: z.string(),
  madeBy: z.object({ id: z.uuid(), email: z.string().nullable() }).describe('email null once they are gone'),
  lastFour: z.string().describe('the last characters of the key'),
  scopes,
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe('to the minute'),
  revokedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
const NewKey = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: scopes.describe('each holds the ones before it: read, run, admin'),
    expiresAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .optional()
      .describe('a year from now when left out; null for never'),
  })
  .strict()
const DEFAULT_MS = 365 * 86_400_000

const view = ({ userId, email, ...key }: Key) => ({ ...key, madeBy: { id: userId, email } })
const tags = ['keys']

export const keyRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: "The workspace's API keys, the newest first (owners and admins)",
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401, 403) },
      }),
      valid('query', PageQuery),
      async (c) => {
        const found = await listKeys(deps.db, { ...c.var.actor, ...c.req.valid('query') })
        return c.json({ ...found, items: found.items.map(view) })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Make an API key for this workspace (owners and admins, in person); it is shown once',
        responses: {
          ...answers('the key', View.extend({ key: z.string().describe('never shown again') }), 201),
          ...problems(400, 401, 403),
        },
      }),
      idempotent(deps),
      valid('json', NewKey),
      async (c) => {
        const { name, scopes, expiresAt } = c.req.valid('json')
        const { actor, newId: id } = c.var
        const ends = expiresAt === undefined ? new Date(deps.now().getTime() + DEFAULT_MS) : expiresAt
        const { key, token } = await makeKey(deps.db, {
          ...actor,
          id,
          name,
          scopes: SCOPES.filter((scope) => scopes.includes(scope)),
          expiresAt: ends === null ? null : new Date(ends),
        })
        return c.json({ ...view(key), key: token }, 201)
      },
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Revoke a key (owners and admins); it stops everywhere at once',
        responses: { 204: { description: 'revoked' }, ...problems(401, 403, 404) },
      }),
      async (c) => {
        await revokeKey(deps.db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
