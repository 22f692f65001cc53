import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ShowMore } from '../ui/more.tsx'
import { Part } from '../ui/part.tsx'
import { RowOutlines } from '../ui/row-outlines.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { InviteForm } from './invite-form.tsx'
import { InviteRow } from './invite-row.tsx'
import { type MadeInvite, NewLink } from './new-link.tsx'
import { invitesQuery } from './queries.ts'

export function Invitations() {
  const pages = useInfiniteQuery(invitesQuery)
  const [made, setMade] = useState<MadeInvite>()
  const invites = pages.data?.pages.flatMap((page) => page.items)
  const open = invites?.filter(({ state }) => state === 'open')
  const over = invites?.filter(({ state }) => state !== 'open')
  return (
    <Part
      title="Invitations"
      hint="You get a link to pass on. It works once, for seven days, for whoever signs in with the address."
    >
      <InviteForm onMade={setMade} />
      {made && <NewLink invite={made} />}
      {pages.error && !invites && (
        <Trouble what="The invitations" error={pages.error} onRetry={pages.refetch} />
      )}
      {!invites && !pages.error && <RowOutlines what="the invitations" />}
      {open?.length === 0 && <p className="text-ink-3">Nobody is invited at the moment.</p>}
      {open && open.length > 0 && (
        <ul className="border-t border-line">
          {open.map((invite) => (
            <InviteRow
              key={invite.id}
              invite={invite}
              onMade={setMade}
              onRevoked={() => setMade((shown) => (shown?.id === invite.id ? undefined : shown))}
            />
          ))}
        </ul>
      )}
      {over && over.length > 0 && (
        <details>
          <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
            Earlier ones ({over.length})
          </summary>
          <ul className="mt-2 border-t border-line">
            {over.map((invite) => (
              <InviteRow key={invite.id} invite={invite} onMade={setMade} />
            ))}
          </ul>
        </details>
      )}
      <ShowMore {...pages} />
    </Part>
  )
}
