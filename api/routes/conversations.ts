import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import {
  type Conversation,
  getConversation,
  listConversations,
  openConversation,
  removeConversation,
  renameConversation,
} from '../../db/conversations.ts'
import { listMessages } from '../../db/messages.ts'
import { CONVERSATION_STATES } from '../../db/schema/conversations.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency.ts'
import { valid } from '../validate.ts'
import { answers, PageQuery, pageOf, problems } from './answers.ts'

const View = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(CONVERSATION_STATES).describe('waiting: for your approval; failed: the last reply broke off'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
const MessageView = z.object({
  id: z.uuid(),
  role: z.enum(['user', 'assistant']),
  parts: z.array(z.unknown()),
  createdAt: z.iso.datetime(),
})
const Title = z.object({ title: z.string().trim().min(1).max(200) }).strict()

const view = ({ userId: _u, workspaceId: _w, ...rest }: Conversation) => rest
const tags = ['conversations']

export const conversationRoutes = (deps: Deps) => {
  const { db } = deps
  return new Hono<AppEnv>()
    .get(
      '/',
      describeRoute({
        tags,
        summary: 'Your conversations, the newest first',
        responses: { ...answers('a page', pageOf(View)), ...problems(400, 401) },
      }),
      valid(
        'query',
        PageQuery.extend({ q: z.string().max(200).optional().describe('looked for in titles') }),
      ),
      async (c) => {
        const { q, ...page } = c.req.valid('query')
        const found = await listConversations(db, { ...c.var.actor, ...page, search: q })
        return c.json({ ...found, items: found.items.map(view) })
      },
    )
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Start a conversation',
        responses: { ...answers('the conversation', View, 201), ...problems(400, 401, 409, 422) },
      }),
      idempotent(deps),
      valid('json', Title),
      async (c) => {
        const { actor, newId: id } = c.var
        return c.json(view(await openConversation(db, { ...actor, ...c.req.valid('json'), id })), 201)
      },
    )
    .get(
      '/:id',
      describeRoute({
        tags,
        summary: 'One conversation',
        responses: { ...answers('the conversation', View), ...problems(401, 404) },
      }),
      async (c) => c.json(view(await getConversation(db, { ...c.var.actor, id: c.req.param('id') }))),
    )
    .get(
      '/:id/messages',
      describeRoute({
        tags,
        summary: 'Its newest messages, oldest first',
        responses: {
          ...answers('the messages', z.object({ items: z.array(MessageView) })),
          ...problems(400, 401, 404),
        },
      }),
      valid('query', PageQuery.pick({ limit: true })),
      async (c) => {
        const query = { ...c.var.actor, conversationId: c.req.param('id'), ...c.req.valid('query') }
        const found = await listMessages(db, query)
        return c.json({
          items: found.map(({ id, role, parts, createdAt }) => ({ id, role, parts, createdAt })),
        })
      },
    )
    .patch(
      '/:id',
      describeRoute({
        tags,
        summary: 'Rename it',
        responses: { ...answers('the conversation', View), ...problems(400, 401, 404) },
      }),
      valid('json', Title),
      async (c) =>
        c.json(
          view(
            await renameConversation(db, { ...c.var.actor, id: c.req.param('id'), ...c.req.valid('json') }),
          ),
        ),
    )
    .delete(
      '/:id',
      describeRoute({
        tags,
        summary: 'Remove it with its messages',
        responses: { 204: { description: 'gone' }, ...problems(401, 404) },
      }),
      async (c) => {
        await removeConversation(db, { ...c.var.actor, id: c.req.param('id') })
        return c.body(null, 204)
      },
    )
}
