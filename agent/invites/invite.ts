import type { Author } from '../../db/audit.ts'
import type { Db } from '../../db/client.ts'
import { type Invite, type InvitedRole, inviteMember } from '../../db/invites.ts'
import type { Who } from '../../db/rights.ts'

/** Whether the person was written to, and who has to pass the link on where not. */
export const MAIL_STATES = ['sent', 'not set up', 'failed'] as const
export type MailState = (typeof MAIL_STATES)[number]

/** Mails an address the way to its invitation. Answers whether it was taken; a failure is reported, not thrown. */
export type MailInvite = (mail: { email: string; link: string }) => Promise<boolean>

export interface Invited {
  invite: Invite
  token: string
  /** For whoever invites, to pass on: it works whether or not a mail arrives. */
  link: string
  mail: MailState
}

/** The token stands behind the #, which browsers send to no server and write into no log of one. */
export const inviteLink = (pageUrl: string, token: string): string => `${pageUrl}/invite#${token}`

/** Supabase puts the sign-in of a mailed link behind the #, so there the token has to stand before it. */
const mailedLink = (pageUrl: string, token: string) => `${pageUrl}/invite?token=${token}`

/** Invites, and writes to the person where mail can be sent. Throws what `inviteMember` throws. */
export async function invite(
  { db, pageUrl, mailInvite }: { db: Db; pageUrl: string; mailInvite?: MailInvite },
  input: Author & Who & { email: string; role: InvitedRole; id?: string },
): Promise<Invited> {
  const made = await inviteMember(db, input)
  const { token } = made
  const { email } = made.invite
  const sent = await mailInvite?.({ email, link: mailedLink(pageUrl, token) })
  const mail = sent === undefined ? 'not set up' : sent ? 'sent' : 'failed'
  return { ...made, link: inviteLink(pageUrl, token), mail }
}
