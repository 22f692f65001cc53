import { useSyncExternalStore } from 'react'

/** How the conversation stands, as far as this tab knows. */
export type ReplyState = 'idle' | 'replying' | 'waiting' | 'failed'

const states = new Map<string, ReplyState>()
const listeners = new Set<() => void>()

/** Told by the open conversations, shown by the list of them. */
export function setReplyState(conversationId: string, state: ReplyState): void {
  if (replyState(conversationId) === state) return
  states.set(conversationId, state)
  for (const listener of listeners) listener()
}

const replyState = (conversationId: string): ReplyState => states.get(conversationId) ?? 'idle'

export const useReplyState = (conversationId: string) =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => replyState(conversationId),
  )
