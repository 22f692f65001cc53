import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Conversation } from '../client.ts'
import { explain } from '../problem.ts'
import { conversationsQuery } from '../queries.ts'
import { ConversationRow } from './conversation-row.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

type Doing = { what: 'rename' | 'delete'; to: Conversation }

/** The conversations, the newest first, each with what stands in it. */
export function ConversationList() {
  const { data, error } = useQuery(conversationsQuery)
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  return (
    <section aria-label="Conversations" className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
      <h2 className="label px-2 pb-1">Conversations</h2>
      {error && <p className="px-2 text-fail">{explain(error)}</p>}
      {data?.items.length === 0 && <p className="px-2 text-ink-3">None yet</p>}
      <ul className="flex flex-col gap-0.5">
        {data?.items.map((one) => (
          <ConversationRow
            key={one.id}
            conversation={one}
            onRename={() => setDoing({ what: 'rename', to: one })}
            onDelete={() => setDoing({ what: 'delete', to: one })}
          />
        ))}
      </ul>
      {doing?.what === 'rename' && <RenameDialog conversation={doing.to} onClose={done} />}
      {doing?.what === 'delete' && <DeleteDialog conversation={doing.to} onClose={done} />}
    </section>
  )
}
