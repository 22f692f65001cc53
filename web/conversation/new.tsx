import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { startChat } from './chats.ts'
import { Composer } from './composer/composer.tsx'
import { drafts, NEW } from './drafts.ts'
import { Examples } from './examples.tsx'
import { prepareReply } from './reply.tsx'

/**
 * The start: a composer, and three requests to begin with. The conversation exists from its first message. A link may
 * bring the request along; it is put into the composer, once, for whoever came by it to change and to send.
 */
export function NewConversation({ say }: { say?: string }) {
  const navigate = useNavigate()
  useEffect(prepareReply, [])
  useEffect(() => {
    if (say === undefined) return
    drafts.write(NEW, say)
    void navigate({ to: '/c/new', search: {}, replace: true })
  }, [say, navigate])
  const send = (text: string) => {
    const chat = startChat()
    drafts.sending(NEW, chat.id, text)
    void chat.sendMessage({ text })
    void navigate({ to: '/c/$id', params: { id: chat.id }, replace: true })
  }
  return (
    <div className="flex h-full flex-col justify-center overflow-y-auto">
      <div className="mx-auto w-full max-w-[732px] px-4 pt-8 pb-6">
        <h1 className="text-28">What should happen on your site?</h1>
      </div>
      <Composer draftKey={NEW} onSend={send} />
      <Examples onChoose={(text) => drafts.write(NEW, text)} />
    </div>
  )
}
