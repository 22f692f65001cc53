import type { Chat } from '@ai-sdk/react'
import { Problem } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { type ChatMessage, textOf } from './message.ts'

/** Under what is already written of a reply that broke off. */
export function Failure({ error, chat }: { error: Error; chat: Chat<ChatMessage> }) {
  if (error instanceof TypeError)
    return <p className="text-ink-2">The connection was lost. The reply goes on; reconnecting.</p>
  // The sign-in dialog says it.
  if (error instanceof Problem && error.status === 401) return null
  const asked = chat.messages.findLast(({ role }) => role === 'user')
  // What the server refused is back in the composer, to be sent from there.
  const again = error instanceof Problem ? undefined : asked && textOf(asked)
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-fail">{error.message}</p>
      {again !== undefined && (
        <Button onClick={() => void chat.sendMessage({ text: again })}>Try again</Button>
      )}
    </div>
  )
}
