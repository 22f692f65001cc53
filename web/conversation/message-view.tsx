import { memo } from 'react'
import { type ChatMessage, failureOf, textOf } from './message.ts'
import { PartView } from './part-view.tsx'

interface Props {
  message: ChatMessage
  /** Still being written. */
  live: boolean
  /** The newest of the conversation. Why it broke off stands under it, with the way to try again. */
  last: boolean
}

/** A person's message is an ink block on the right; the agent's stands plain on the ground. */
export const MessageView = memo(function MessageView({ message, live, last }: Props) {
  if (message.role === 'user')
    return (
      <article
        aria-label="You"
        className="max-w-[85%] self-end rounded-card bg-ink px-4 py-2.5 text-reading wrap-anywhere whitespace-pre-wrap text-ground"
      >
        {textOf(message)}
      </article>
    )
  // An answer that is a table itself needs no second one beside it.
  const withRows = !live && !message.parts.some((part) => part.type === 'text' && /^\|/m.test(part.text))
  const parts =
    last && failureOf(message) ? message.parts.filter(({ type }) => type !== 'data-turn') : message.parts
  return (
    <article aria-label="SessionBurst" className="flex min-w-0 flex-col gap-4">
      {parts.map((part, index) => (
        <PartView
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are only ever added at the end
          key={index}
          part={part}
          live={live && index === parts.length - 1}
          withRows={withRows}
        />
      ))}
    </article>
  )
})
