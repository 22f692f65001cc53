import { X } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { type ChatMessage, textOf } from './message.ts'

interface Props {
  messages: ChatMessage[]
  onRemove: (id: string) => void
}

/** What was sent while the agent was busy; it follows when the reply is written. */
export function Queued({ messages, onRemove }: Props) {
  if (messages.length === 0) return null
  return (
    <ul className="flex flex-col items-end gap-2" aria-label="Sent when the reply is finished">
      {messages.map((message) => (
        <li
          key={message.id}
          className="flex max-w-[85%] items-center gap-1 rounded-card border border-dashed border-line-2 py-1 pr-1 pl-4 text-ink-2"
        >
          {textOf(message)}
          <IconButton label="Do not send" onClick={() => onRemove(message.id)}>
            <X size={14} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
