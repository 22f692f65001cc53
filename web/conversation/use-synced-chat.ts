import { type Chat, useChat } from '@ai-sdk/react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTopics } from '../events/use-topics.ts'
import type { ChatMessage } from './message.ts'
import { messagesQuery } from './messages-query.ts'

/** A picture every 50 ms is as smooth as any, at a quarter of the layouts. */
const THROTTLE_MS = 50

const isBusy = ({ status }: Chat<ChatMessage>) => status === 'submitted' || status === 'streaming'

/** The chat as React sees it. While it is quiet it takes over what the server stores, also from other devices. */
export function useSyncedChat(chat: Chat<ChatMessage>) {
  const view = useChat({ chat, throttle: THROTTLE_MS })
  const busy = view.status === 'submitted' || view.status === 'streaming'
  const { data } = useQuery({ ...messagesQuery(chat.id), enabled: !busy })
  // Before its first reply is over the server may not know the conversation yet, and would refuse the topic.
  useTopics(data ? [`conversation:${chat.id}`] : [])
  useEffect(() => {
    if (data) adopt(chat, data)
  }, [chat, data])
  return { ...view, busy }
}

function adopt(chat: Chat<ChatMessage>, stored: ChatMessage[]) {
  if (isBusy(chat)) return
  const { lastMessage } = chat
  // A list read before our last reply was stored would take that reply away again.
  if (lastMessage?.role === 'assistant' && !stored.some(({ id }) => id === lastMessage.id)) return
  chat.messages = stored
  if (chat.status === 'ready' && stored.at(-1)?.role === 'user') void chat.resumeStream()
}
