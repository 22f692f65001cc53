import { DefaultChatTransport } from 'ai'
import { call } from '../client.ts'
import { drafts } from './drafts.ts'
import { type ChatMessage, textOf } from './message.ts'

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Messages that the server has not taken. */
const refused = new Set<string>()

/** Says once whether the server refused this message. */
export const wasRefused = (messageId: string): boolean => refused.delete(messageId)

/** Sends the newest message only: the server keeps the conversation, and believes nobody else about it. */
export const transport = new DefaultChatTransport<ChatMessage>({
  api: '/api/chat',
  prepareSendMessagesRequest: ({ id, messages }) => ({ body: { id, message: messages.at(-1), timeZone } }),
  fetch: async (input, init) => {
    const sent = sentIn(init?.body)
    try {
      const response = await call(input, init)
      if (sent) drafts.accepted(sent.id, textOf(sent.message))
      return response
    } catch (error) {
      if (sent) refused.add(sent.message.id)
      throw error
    }
  },
})

/** What `prepareSendMessagesRequest` put there; nothing when a reply is resumed. */
function sentIn(body: BodyInit | null | undefined): { id: string; message: ChatMessage } | undefined {
  return typeof body === 'string' ? JSON.parse(body) : undefined
}
