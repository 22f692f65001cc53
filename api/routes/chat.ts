import { consumeStream, createUIMessageStreamResponse } from 'ai'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { ChatMessage, startTurn } from '../../agent/chat/turn.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { problems } from './answers.ts'

const ChatInput = z.strictObject({
  id: z.uuid().describe('the conversation, made when new'),
  message: ChatMessage,
  timeZone: z
    .string()
    .max(100)
    .refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin')
    .optional()
    .describe('of the caller; UTC when left out'),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

export const chatRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/',
    describeRoute({
      tags: ['chat'],
      summary: 'Say something to the agent; the reply is streamed as an AI SDK UI message stream',
      responses: {
        200: { description: 'server-sent events of UI message chunks' },
        ...problems(400, 401, 404, 409, 413),
      },
    }),
    valid('json', ChatInput),
    async (c) => {
      const stream = await startTurn(
        { ...deps, onError: (error) => deps.onError(error, 'chat turn') },
        c.var.actor,
        c.req.valid('json'),
      )
      // Read to its end on our side too: the reply is stored even when the client goes away.
      const consumeSseStream = ({ stream }: { stream: ReadableStream }) => void consumeStream({ stream })
      return createUIMessageStreamResponse({ stream, consumeSseStream })
    },
  )
