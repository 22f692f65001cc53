import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Invite, json } from '../client.ts'
import { explain } from '../problem.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { dayOf } from '../ui/time.ts'
import type { MadeInvite } from './new-link.tsx'
import { teamChanged } from './queries.ts'

interface Props {
  invite: Invite
  onMade: (invite: MadeInvite) => void
  onRevoked?: () => void
}

export function InviteRow({ invite, onMade, onRevoked }: Props) {
  const { id, email, role, state, invitedBy } = invite
  const [asking, setAsking] = useState(false)
  const again = useMutation({
    mutationFn: async () => {
      // Nobody is invited as an owner.
      const as = role === 'admin' ? 'admin' : 'member'
      onMade(await json(api.invites.$post({ json: { email, role: as } })))
      await teamChanged()
    },
  })
  const revoke = async () => {
    await api.invites[':id'].$delete({ param: { id } })
    onRevoked?.()
    await teamChanged()
  }
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line px-2 py-2.5">
      <span className="min-w-52 flex-1 wrap-anywhere">
        <span className="font-medium">{email}</span> <span className="text-ink-2">as {role}</span>
        <span className="block text-12 text-ink-2">
          {invitedBy ? `Invited by ${invitedBy}` : 'Invited'}, {ENDS[state](invite)}
        </span>
        {again.error && (
          <span role="alert" className="block text-12 text-fail">
            {explain(again.error)}
          </span>
        )}
      </span>
      <div className="flex gap-1 max-md:-ml-3">
        {state !== 'accepted' && (
          <Button
            kind="quiet"
            disabled={again.isPending}
            onClick={() => again.mutate()}
            aria-label={`New link for ${email}`}
          >
            New link
          </Button>
        )}
        {state === 'open' && (
          <Button
            kind="danger"
            onClick={() => setAsking(true)}
            aria-label={`Revoke the invitation of ${email}`}
          >
            Revoke
          </Button>
        )}
      </div>
      {asking && (
        <Confirm
          title={`Revoke the invitation of ${email}?`}
          action="Revoke it"
          keep="Keep it"
          onConfirm={revoke}
          onClose={() => setAsking(false)}
        >
          <p>Its link opens nothing any more. You can invite {email} again.</p>
        </Confirm>
      )}
    </li>
  )
}

const ENDS: Record<Invite['state'], (invite: Invite) => string> = {
  open: ({ expiresAt }) => `good until ${dayOf(expiresAt)}`,
  accepted: ({ acceptedAt }) => (acceptedAt ? `accepted ${dayOf(acceptedAt)}` : 'accepted'),
  revoked: () => 'withdrawn',
  expired: ({ expiresAt }) => `expired ${dayOf(expiresAt)}`,
}
