import type { Chat } from '@ai-sdk/react'
import { ArrowDown } from 'lucide-react'
import { useStickToBottom } from 'use-stick-to-bottom'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { ChatContext } from './chat-context.ts'
import { Composer } from './composer/composer.tsx'
import { drafts } from './drafts.ts'
import { Failure } from './failure.tsx'
import { type ChatMessage, failureOf, waitsForApproval } from './message.ts'
import { MessageView } from './message-view.tsx'
import { Queued } from './queued.tsx'
import { useStop } from './use-stop.ts'
import { useSyncedChat } from './use-synced-chat.ts'

/** The messages of a conversation, the reply as it comes, and the composer under it. */
export function OpenConversation({ chat }: { chat: Chat<ChatMessage> }) {
  const { messages, status, error, busy, experimental_queuedMessages: queued } = useSyncedChat(chat)
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: 'instant',
    resize: 'instant',
  })
  const failure = error ?? (busy ? undefined : failureOf(messages.at(-1)))
  const { stop, stopError } = useStop(chat.id, busy)
  const send = (text: string) => {
    drafts.sending(chat.id, chat.id, text)
    void scrollToBottom('instant')
    void chat.sendMessage({ text })
  }
  return (
    <ChatContext value={chat}>
      <div className="flex h-full flex-col">
        <h1 className="heard">Conversation</h1>
        <div className="relative min-h-0 flex-1">
          <ScrollRegion
            ref={scrollRef}
            label="Messages"
            role="log"
            aria-live="off"
            className="h-full overflow-y-auto"
          >
            <div ref={contentRef} className="mx-auto flex max-w-[732px] flex-col gap-6 px-4 pt-8 pb-6">
              {messages.map((message, index) => (
                <MessageView
                  key={message.id}
                  message={message}
                  live={status === 'streaming' && index === messages.length - 1}
                  last={index === messages.length - 1}
                />
              ))}
              {status === 'submitted' && <Received />}
              {failure && <Failure error={failure} chat={chat} />}
              <Queued messages={queued} onRemove={chat.experimental_removeQueuedMessage} />
            </div>
          </ScrollRegion>
          {!isAtBottom && <Latest onClick={() => void scrollToBottom()} />}
        </div>
        <p role="status" className="heard">
          {busy
            ? 'Replying'
            : waitsForApproval(messages.at(-1))
              ? 'Waiting for your approval'
              : messages.length > 0 && 'Reply finished'}
        </p>
        <Composer draftKey={chat.id} onSend={send} onStop={busy ? stop : undefined} problem={stopError} />
      </div>
    </ChatContext>
  )
}

/** The first sign of life, before there is a word of the reply. */
function Received() {
  return <span className="my-1.5 h-3.5 w-1 animate-breathe rounded-bar bg-ink" aria-hidden />
}

function Latest({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-large border border-line-2 bg-sheet px-3 text-12 font-medium shadow-float hover:bg-well"
    >
      <ArrowDown size={14} aria-hidden />
      Latest
    </button>
  )
}
