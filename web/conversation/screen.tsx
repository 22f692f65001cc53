import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { explain } from '../problem.ts'
import { openChat, resumeChat } from './chats.ts'
import { messagesQuery } from './messages-query.ts'
import { OpenConversation } from './open.tsx'

/** One conversation by its address: what is stored of it, and the reply that may be under way. */
export function Conversation({ id }: { id: string }) {
  const open = openChat(id)
  const { data, error } = useQuery({ ...messagesQuery(id), enabled: !open })
  const chat = open ?? (data && resumeChat(id, data))
  if (chat) return <OpenConversation chat={chat} />
  return error ? <Unreadable error={error} /> : <p className="heard">Loading the conversation</p>
}

function Unreadable({ error }: { error: Error }) {
  return (
    <div className="grid h-full place-content-center gap-3 p-6 text-center">
      <h1 className="text-21">This conversation can't be shown</h1>
      <p className="text-ink-2">{explain(error)}</p>
      <Link to="/c/new" className="underline underline-offset-4">
        Start a new one
      </Link>
    </div>
  )
}
