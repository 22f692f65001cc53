import { consumeStream, createUIMessageStreamResponse } from 'ai'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { ChatMessage, startTurn } from '../../agent/chat/turn.ts'
import type { AppEnv } from '../auth.ts'
import type { Deps } from '../deps.ts'
import { valid } from '../validate.ts'
import { problems } from './answers.ts'

const ChatInput = z.object({ id: z.uuid().describe('the conversation, made when new'), message: ChatMessage })

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
      const consumeSseStream = ({ stream }: { stream: ReadableStream }) => {
        const read = consumeStream({ stream })
        deps.waitUntil?.(read)
      }
      return createUIMessageStreamResponse({ stream, consumeSseStream })
    },
  )
