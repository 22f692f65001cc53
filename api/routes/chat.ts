import { createUIMessageStreamResponse, type UIMessageChunk } from 'ai'
import { type Context, Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { ChatMessage } from '../../agent/chat/turn.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { whileMember } from '../membership.ts'
import { isTimeZone } from '../time-zone.ts'
import { valid } from '../validate.ts'
import { problems } from './answers.ts'

const ChatInput = z.object({
  id: z.uuid().describe('the conversation, made when new'),
  message: ChatMessage,
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin')
    .optional()
    .describe("the person's, for times of day without one"),
})
const KEEP_ALIVE_MS = 15_000

const tags = ['chat']
const stream = { 200: { description: 'server-sent events of UI message chunks' } }

export const chatRoutes = (deps: Deps) => {
  const answer = (c: Context<AppEnv>, chunks: ReadableStream<UIMessageChunk>) =>
    createUIMessageStreamResponse({
      stream: whileMember(deps, c.var.actor, chunks),
      keepAliveMs: KEEP_ALIVE_MS,
    })
  return new Hono<AppEnv>()
    .post(
      '/',
      describeRoute({
        tags,
        summary: 'Say something to the agent; the reply is streamed as an AI SDK UI message stream',
        responses: { ...stream, ...problems(400, 401, 403, 404, 409, 413) },
      }),
      valid('json', ChatInput),
      async (c) => answer(c, await deps.replies.answer(c.var.actor, c.req.valid('json'))),
    )
    .get(
      '/:id/stream',
      describeRoute({
        tags,
        summary: 'The running reply of a conversation from its first chunk on, followed to its end',
        responses: { ...stream, 204: { description: 'none runs; read the messages' }, ...problems(401, 404) },
      }),
      async (c) => {
        const chunks = await deps.replies.follow(c.var.actor, c.req.param('id'))
        return chunks ? answer(c, chunks) : c.body(null, 204)
      },
    )
    .post(
      '/:id/stop',
      describeRoute({
        tags,
        summary: 'Stop the running reply; what it has so far stays as the message',
        responses: { 204: { description: 'asked, or nothing runs' }, ...problems(401, 404) },
      }),
      async (c) => {
        await deps.replies.stop(c.var.actor, c.req.param('id'))
        return c.body(null, 204)
      },
    )
}
