import { z } from 'zod'
import { INVITED_ROLES, inviteMember as invite } from '../../db/invites.ts'
import { defineTool } from './tool.ts'

/** The token stands behind the #, which browsers send to no server and write into no log of one. */
export const inviteLink = (pageUrl: string, token: string): string => `${pageUrl}/invite#${token}`

export const Invitation = z.object({ email: z.email().max(254), role: z.enum(INVITED_ROLES) }).strict()

export const inviteMember = defineTool({
  name: 'inviteMember',
  description:
    'Invite a person into the workspace by their e-mail address, as admin or member. Answers the link that they have to open; give it to the user.',
  input: Invitation,
  permission: 'manageMembers',
  async approval(_context, { email, role }) {
    return `Invite ${email} into this workspace as ${role}.`
  },
  async run({ db, pageUrl, ...author }, input) {
    const { invite: made, token } = await invite(db, { ...author, ...input })
    const { email, role, expiresAt } = made
    // The link stays in the conversation. It is good once, for a week, and only for whoever signs in with that address.
    return { invite: { id: made.id, email, role, expiresAt }, link: inviteLink(pageUrl, token) }
  },
})
