import { Chat } from '@ai-sdk/react'
import { lastAssistantMessageIsCompleteWithApprovalResponses } from 'ai'
import { v7 } from 'uuid'
import { Problem } from '../problem.ts'
import { conversationsQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { drafts } from './drafts.ts'
import { type ChatMessage, textOf } from './message.ts'
import { messagesQuery } from './messages-query.ts'
import { transport, wasRefused } from './transport.ts'

const chats = new Map<string, Chat<ChatMessage>>()
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

/** The chat of a conversation, once it is open. It outlives its screen: a reply goes on while another one is read. */
export const openChat = (id: string) => chats.get(id)

export const startChat = () => makeChat(v7(), [])

/** Opens a conversation that the server knows, and follows the reply that may be under way there. */
export function resumeChat(id: string, messages: ChatMessage[]): Chat<ChatMessage> {
  const chat = makeChat(id, messages)
  void chat.resumeStream()
  return chat
}

function makeChat(id: string, messages: ChatMessage[]): Chat<ChatMessage> {
  const chat: Chat<ChatMessage> = new Chat({
    id,
    messages,
    transport,
    generateId: v7,
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
    experimental_queue: true,
    onError: () => takeBack(chat),
    onFinish: ({ isAbort, isDisconnect, isError, finishReason }) => {
      const cut = isDisconnect || (!isAbort && !isError && finishReason === undefined)
      if (cut) void reconnect(chat)
      void queryClient.invalidateQueries(conversationsQuery)
    },
  })
  chats.set(id, chat)
  return chat
}

/** A message that the server did not accept goes back into the composer. */
function takeBack(chat: Chat<ChatMessage>) {
  const last = chat.lastMessage
  if (last?.role !== 'user' || !wasRefused(last.id)) return
  chat.messages = chat.messages.slice(0, -1)
  drafts.refused(chat.id, textOf(last))
}

/** The reply belongs to the server and goes on there: read what is stored, then follow the rest. */
async function reconnect(chat: Chat<ChatMessage>) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    try {
      chat.messages = await queryClient.fetchQuery({ ...messagesQuery(chat.id), staleTime: 0, retry: false })
      return await chat.resumeStream()
    } catch (error) {
      if (error instanceof Problem && error.status !== 0 && error.status < 500) return
    }
  }
}
