import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import { type Author, type Origin, recordChange } from './audit.ts'
import { asSystem, type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import type { Role } from './permissions.ts'
import { demandLocked, lockWorkspace, type Who } from './rights.ts'
import { invites } from './schema/invites.ts'
import { members, profiles, workspaces } from './schema/people.ts'
import { hashToken, randomToken } from './tokens.ts'

/** How long an invitation can be accepted. */
const INVITE_DAYS = 7

/** Ownership is handed over by an owner, never by a link. */
export const INVITED_ROLES = ['admin', 'member'] as const satisfies readonly Role[]
export type InvitedRole = (typeof INVITED_ROLES)[number]

export const INVITE_STATES = ['open', 'accepted', 'revoked', 'expired'] as const
type InviteState = (typeof INVITE_STATES)[number]

export interface Invite {
  id: string
  email: string
  role: Role
  state: InviteState
  /** Who invited; null once they are gone. */
  invitedBy: string | null
  expiresAt: Date
  acceptedAt: Date | null
  createdAt: Date
}

const state = sql<InviteState>`case when ${invites.acceptedAt} is not null then 'accepted'
  when ${invites.revokedAt} is not null then 'revoked' when ${invites.expiresAt} <= now() then 'expired' else 'open' end`

const select = (tx: Tx) =>
  tx
    .select({
      id: invites.id,
      email: invites.email,
      role: invites.role,
      state,
      invitedBy: profiles.email,
      expiresAt: invites.expiresAt,
      acceptedAt: invites.acceptedAt,
      createdAt: invites.createdAt,
    })
    .from(invites)
    .leftJoin(profiles, eq(profiles.id, invites.invitedBy))

/** The newest first, with what became of each. */
export function listInvites(
  db: Db,
  input: { workspaceId: string; cursor?: string; limit: number },
): Promise<Page<Invite>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const before = input.cursor ? lt(invites.id, knownCursor(input.cursor)) : undefined
    const found = await select(tx)
      .where(and(eq(invites.workspaceId, input.workspaceId), before))
      .orderBy(desc(invites.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/**
 * Invites an address. The token is answered here and can be read nowhere again; inviting the same address once more
 * makes a new one and ends the old. With an id that is there already it is the same invitation with a new token.
 */
export async function inviteMember(
  db: Db,
  input: Author & Who & { email: string; role: InvitedRole; id?: string },
): Promise<{ invite: Invite; token: string }> {
  const { workspaceId, id = newId() } = input
  const email = input.email.toLowerCase()
  const token = randomToken()
  const tokenHash = await hashToken(token)
  const itself = and(eq(invites.workspaceId, workspaceId), eq(invites.id, id))
  const invite = await inWorkspace(db, workspaceId, async (tx) => {
    await demandLocked(tx, input, 'manageMembers')
    await refuseMember(tx, workspaceId, email)
    const known = await tx.update(invites).set({ tokenHash }).where(itself).returning({ id: invites.id })
    if (known.length === 0) await addInvite(tx, { ...input, id, email, tokenHash })
    const [made] = await select(tx).where(itself)
    return made
  })
  if (!invite) throw new Error('An invitation that was written is there.')
  return { invite, token }
}

async function addInvite(
  tx: Tx,
  input: Author & Who & { id: string; email: string; role: InvitedRole; tokenHash: string },
): Promise<void> {
  const { id, workspaceId, userId: invitedBy, email, role, tokenHash } = input
  await withdraw(tx, input, eq(invites.email, email))
  const expiresAt = sql`now() + make_interval(days => ${INVITE_DAYS})`
  await tx.insert(invites).values({ id, workspaceId, email, role, tokenHash, invitedBy, expiresAt })
  await recordChange(tx, input, {
    action: 'invite.made',
    subject: { kind: 'invite', id, name: email },
    after: { role },
  })
}

async function refuseMember(tx: Tx, workspaceId: string, email: string): Promise<void> {
  const [there] = await tx
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(profiles, eq(profiles.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(sql`lower(${profiles.email})`, email)))
    .limit(1)
  if (there) throw new AppError('conflict', `${email} is a member here already.`, 'email')
}

/** Ends an open invitation; nothing happens to one that is over. */
export async function revokeInvite(db: Db, input: Author & Who & { id: string }): Promise<void> {
  const id = knownId(input.id, 'invitation')
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await demandLocked(tx, input, 'manageMembers')
    const [found] = await select(tx).where(
      and(eq(invites.workspaceId, input.workspaceId), eq(invites.id, id)),
    )
    if (!found) throw new AppError('not_found', `No invitation has the id "${id}".`, 'id')
    await withdraw(tx, input, eq(invites.id, id))
  })
}

/** Ends what a person has invited: whoever may invite no more must not come back by a link of their own. */
export const withdrawInvitesOf = (tx: Tx, author: Author, userId: string): Promise<void> =>
  withdraw(tx, author, eq(invites.invitedBy, userId))

async function withdraw(tx: Tx, author: Author, which: ReturnType<typeof eq>): Promise<void> {
  const ended = await tx
    .update(invites)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(invites.workspaceId, author.workspaceId),
        isNull(invites.acceptedAt),
        isNull(invites.revokedAt),
        which,
      ),
    )
    .returning({ id: invites.id, email: invites.email })
  for (const { id, email } of ended)
    await recordChange(tx, author, {
      action: 'invite.revoked',
      subject: { kind: 'invite', id, name: email },
    })
}

/** What an invitation says to whoever holds its token: where to, as what, for which address, and whether it still holds. */
export interface InviteLook extends Pick<Invite, 'role' | 'state' | 'invitedBy' | 'expiresAt'> {
  workspace: string
  /** Enough to know one's own address by: whoever finds a link must not read another's there. */
  addressHint: string
}

/** Changes nothing. Runs as `system`: only the token tells the workspace. */
export async function lookAtInvite(db: Db, { token }: { token: string }): Promise<InviteLook> {
  const byToken = eq(invites.tokenHash, await hashToken(token))
  return asSystem(db, async (tx) => {
    const [invite] = await select(tx).where(byToken)
    const [at] = await tx
      .select({ workspace: workspaces.name })
      .from(workspaces)
      .innerJoin(invites, eq(invites.workspaceId, workspaces.id))
      .where(and(byToken, isNull(workspaces.deletedAt)))
    if (!invite || !at) throw unknownInvite()
    const { email, role, state, invitedBy, expiresAt } = invite
    return { ...at, addressHint: email.replace(/^(.).*(?=@)/, '$1…'), role, state, invitedBy, expiresAt }
  })
}

const unknownInvite = () =>
  new AppError('not_found', 'There is no such invitation. Ask for a new link.', 'token')

/**
 * Makes the signed-in person a member by the token of their invitation, once. The invitation's address must be
 * theirs: a link that was forwarded or found opens nothing. Runs as `system`: only the token tells the workspace.
 */
export function acceptInvite(
  db: Db,
  input: Origin & { userId: string; token: string },
): Promise<{ workspaceId: string; name: string; role: Role }> {
  return asSystem(db, async (tx) => {
    const byToken = eq(invites.tokenHash, await hashToken(input.token))
    const [found] = await tx.select({ workspaceId: invites.workspaceId }).from(invites).where(byToken)
    if (!found) throw unknownInvite()
    const { workspaceId } = found
    // The workspace first, as everything does that changes who is in it.
    const { name } = await lockWorkspace(tx, workspaceId).catch(() => {
      throw unknownInvite()
    })
    const [invite] = await select(tx).where(byToken)
    const [person] = await tx
      .select({ email: profiles.email })
      .from(profiles)
      .where(eq(profiles.id, input.userId))
    if (!invite || !person) throw unknownInvite()
    refuseUnlessOpen(invite, person.email)
    const joined = await tx
      .insert(members)
      .values({ workspaceId, userId: input.userId, role: invite.role })
      .onConflictDoNothing()
      .returning({ role: members.role })
    if (joined.length === 0) throw new AppError('conflict', 'You are a member there already.', 'token')
    await tx.update(invites).set({ acceptedAt: sql`now()`, acceptedBy: input.userId }).where(byToken)
    await recordChange(
      tx,
      { ...input, workspaceId },
      {
        action: 'member.joined',
        subject: { kind: 'member', id: input.userId, name: person.email },
        after: { role: invite.role, invite: invite.id },
      },
    )
    return { workspaceId, name, role: invite.role }
  })
}

function refuseUnlessOpen({ state, email }: Invite, own: string): void {
  if (email !== own.toLowerCase())
    throw new AppError(
      'forbidden',
      `This invitation is for another address than ${own}. Sign in with the address that it was sent to, or ask for one to yours.`,
      'token',
    )
  if (state === 'open') return
  const what = { accepted: 'has been used', revoked: 'was withdrawn', expired: 'has expired' }[state]
  throw new AppError('conflict', `This invitation ${what}. Ask for a new one.`, 'token')
}
