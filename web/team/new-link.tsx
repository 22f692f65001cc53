import type { Invite } from '../client.ts'
import { Copyable } from '../ui/copyable.tsx'
import { dayOf } from '../ui/time.ts'

export interface MadeInvite extends Invite {
  link: string
  mail: 'sent' | 'not set up' | 'failed'
}

const TO: Record<MadeInvite['mail'], string> = {
  sent: 'The same way goes by mail to',
  'not set up': 'Send this link to',
  failed: 'The mail could not be sent. Send this link to',
}

/** The link, which is shown here and never again. */
export function NewLink({ invite }: { invite: MadeInvite }) {
  return (
    <div role="status" className="grid gap-3 rounded-card border border-line bg-sheet p-4">
      <p>
        {TO[invite.mail]} <span className="font-medium wrap-anywhere">{invite.email}</span>. It is good until{' '}
        {dayOf(invite.expiresAt)} and is not shown again; "New link" makes another one.
      </p>
      <Copyable key={invite.id} label="Invitation link" text={invite.link} />
    </div>
  )
}
