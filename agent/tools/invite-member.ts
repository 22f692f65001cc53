import { z } from 'zod'
import { INVITED_ROLES } from '../../db/invites.ts'
import { invite } from '../invites/invite.ts'
import { defineTool } from './tool.ts'

export const Invitation = z.object({ email: z.email().max(254), role: z.enum(INVITED_ROLES) }).strict()

export const inviteMember = defineTool({
  name: 'inviteMember',
  description:
    'Invite a person into the workspace by their e-mail address, as admin or member. Answers the link that they have to open, and whether it was mailed to them; give it to the user.',
  input: Invitation,
  permission: 'manageMembers',
  async approval(_context, { email, role }) {
    return `Invite ${email} into this workspace as ${role}.`
  },
  async run({ db, pageUrl, mailInvite, ...author }, input) {
    const { invite: made, link, mail } = await invite({ db, pageUrl, mailInvite }, { ...author, ...input })
    const { id, email, role, expiresAt } = made
    // The link stays in the conversation. It is good once, for a week, and only for whoever signs in with that address.
    return { invite: { id, email, role, expiresAt }, link, mail }
  },
})
