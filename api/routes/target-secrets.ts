import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { listTargetSecrets, putTargetSecret, removeTargetSecret } from '../../db/target-secrets.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, pageOf, problems } from './answers.ts'

const View = z.object({ name: z.string(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
const Secret = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'expected letters, digits and _, beginning with a letter')
    .describe(
      'what the steps of a journey call it: "log in with {{secret.demoEmail}} and {{secret.demoPassword}}"',
    ),
  value: z.string().min(1).max(4_000).describe('sealed at once, and never shown again'),
})
const tags = ['targets']

/** What visits type without anybody reading it: the password of a test account, say. */
export const targetSecretRoutes = ({ db, sealer }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/:id/secrets',
      describeRoute({
        tags,
        summary: 'The names of its secrets, never their values',
        responses: { ...answers('all of them', pageOf(View)), ...problems(401, 404) },
      }),
      async (c) => {
        const of = { ...c.var.actor, targetId: c.req.param('id') }
        return c.json({ items: await listTargetSecrets(db, of), nextCursor: null })
      },
    )
    .put(
      '/:id/secrets',
      describeRoute({
        tags,
        summary: 'Keep a secret under a name, in place of the one before',
        responses: { 204: { description: 'kept' }, ...problems(400, 401, 404, 409) },
      }),
      valid('json', Secret),
      async (c) => {
        const of = { ...c.var.actor, targetId: c.req.param('id') }
        await putTargetSecret(db, sealer, { ...of, ...c.req.valid('json') })
        return c.body(null, 204)
      },
    )
    .delete(
      '/:id/secrets/:name',
      describeRoute({
        tags,
        summary: 'Forget a secret',
        responses: { 204: { description: 'gone' }, ...problems(401, 404, 409) },
      }),
      async (c) => {
        const { id: targetId, name } = c.req.param()
        await removeTargetSecret(db, { ...c.var.actor, targetId, name })
        return c.body(null, 204)
      },
    )
