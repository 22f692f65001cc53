import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { countVisitors, forgetVisitor, forgetVisitors, listVisitors } from '../../db/visitor-list.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  email: z.string().nullable().describe('that they sign up with; null when no secret opens it any more'),
  name: z.string().nullable(),
  device: z.string(),
  country: z.string(),
  visits: z.int().describe('that ended well'),
  canReturn: z.boolean().describe('their storage is kept'),
  accountAt: z.iso.datetime().nullable().describe('when they were seen signing up; null for no account'),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
})
const Answer = pageOf(View).extend({
  totals: z
    .object({ people: z.int(), canReturn: z.int(), accounts: z.int() })
    .describe('of the target, whatever the page shows'),
})
const Query = PageQuery.extend({
  accounts: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: only those who made an account, for cleaning up'),
})
const tags = ['targets']
const gone = { 204: { description: 'forgotten' }, ...problems(401, 404) }

/** The people whom a target has met: who can come back, and which accounts they made. Passwords are never shown. */
export const visitorRoutes = ({ db, sealer }: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/:id/visitors',
      describeRoute({
        tags,
        summary: 'People kept from earlier visits, and the accounts they made',
        responses: { ...answers('a page, newest first', Answer), ...problems(400, 401, 404) },
      }),
      valid('query', Query),
      async (c) => {
        const { accounts, ...page } = c.req.valid('query')
        const of = { workspaceId: c.var.actor.workspaceId, targetId: c.req.param('id') }
        const found = await listVisitors(db, sealer, { ...of, ...page, accounts: accounts === 'true' })
        const kept = await countVisitors(db, of)
        const total = (some: typeof kept, of: 'people' | 'returning') =>
          some.reduce((sum, one) => sum + one[of], 0)
        const totals = {
          people: total(kept, 'people'),
          canReturn: total(kept, 'returning'),
          accounts: total(
            kept.filter(({ hasAccount }) => hasAccount),
            'people',
          ),
        }
        return c.json({ ...found, totals })
      },
    )
    .delete(
      '/:id/visitors',
      describeRoute({
        tags,
        summary: 'Forget them all: every next visit is a new person. Their accounts stay on the site',
        responses: gone,
      }),
      async (c) => {
        await forgetVisitors(db, { ...c.var.actor, targetId: c.req.param('id') })
        return c.body(null, 204)
      },
    )
    .delete(
      '/:id/visitors/:visitor',
      describeRoute({ tags, summary: 'Forget one', responses: gone }),
      async (c) => {
        const { id: targetId, visitor: id } = c.req.param()
        await forgetVisitor(db, { ...c.var.actor, targetId, id })
        return c.body(null, 204)
      },
    )
