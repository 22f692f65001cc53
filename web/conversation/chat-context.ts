import type { Chat } from '@ai-sdk/react'
import { createContext, use } from 'react'
import type { ChatMessage } from './message.ts'

export const ChatContext = createContext<Chat<ChatMessage> | undefined>(undefined)

/** The conversation around a message, for the cards that answer it. */
export function useChatAround(): Chat<ChatMessage> {
  const chat = use(ChatContext)
  if (!chat) throw new Error('a card was drawn outside a conversation')
  return chat
}
