import { queryOptions } from '@tanstack/react-query'
import { api, json } from '../client.ts'
import type { ChatMessage } from './message.ts'

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    staleTime: 0,
    queryFn: async () => {
      const { items } = await json(
        api.conversations[':id'].messages.$get({ param: { id }, query: { limit: '200' } }),
      )
      // The parts are what the AI SDK stored through us; it checks them itself when it draws on them.
      return items.map(({ id, role, parts }) => ({ id, role, parts }) as ChatMessage)
    },
  })
