import { and, eq, gt, isNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { asSystem, type Db, type Tx } from './client.ts'
import { profiles } from './schema/people.ts'
import { signIns } from './schema/sign-ins.ts'
import { hashToken, randomToken } from './tokens.ts'

/** How long a browser stays signed in that came by the terminal's link; looking at a page starts it anew. */
export const LINK_SECONDS = 30 * 86_400
/** The same for Supabase's people. Their page renews it with every new token, so whoever is banned there is out by then. */
export const TOKEN_SECONDS = 12 * 3_600
/** A link's sign-in is not written down anew more often than this. */
const SLIDE_SECONDS = 3_600

/** Who signs in, and for Supabase's people what their access token says. */
export interface Entrant {
  userId: string
  email?: string
  sessionId?: string
  issuedAt?: Date
}
/** What a request came with: a cookie's hash, or a token of that moment. Streams ask again whether it still holds. */
export type Proof = { cookie: string } | { issuedAt: Date; expiresAt: Date }

const ends = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`
export const lifetime = ({ sessionId }: Partial<Entrant>) => (sessionId ? TOKEN_SECONDS : LINK_SECONDS)

/** Signs a browser in: the secret for its cookie, kept nowhere but there. The person's expired ones go. */
export async function openSignIn(db: Db, person: Entrant): Promise<string> {
  const token = randomToken()
  const tokenHash = await hashToken(token)
  const { userId, sessionId } = person
  await asSystem(db, async (tx) => {
    await tx.delete(signIns).where(and(eq(signIns.userId, userId), lt(signIns.expiresAt, sql`now()`)))
    await keepEmail(tx, person)
    await tx.insert(signIns).values({ tokenHash, userId, sessionId, expiresAt: ends(lifetime(person)) })
  })
  return token
}

/** Extends the cookie of a browser whose person has a new access token; false when the cookie is not theirs. */
export async function renewSignIn(db: Db, token: string, person: Entrant): Promise<boolean> {
  const tokenHash = await hashToken(token)
  return asSystem(db, async (tx) => {
    await keepEmail(tx, person)
    const renewed = await tx
      .update(signIns)
      .set({ sessionId: person.sessionId, expiresAt: ends(lifetime(person)) })
      .where(live(tokenHash, eq(signIns.userId, person.userId)))
      .returning({ userId: signIns.userId })
    return renewed.length > 0
  })
}

/** Starts a link's sign-in anew while it is used; true when its cookie is to be set again. */
export async function slideSignIn(db: Db, token: string): Promise<boolean> {
  const tokenHash = await hashToken(token)
  const due = lt(signIns.expiresAt, ends(LINK_SECONDS - SLIDE_SECONDS))
  const slid = await asSystem(db, (tx) =>
    tx
      .update(signIns)
      .set({ expiresAt: ends(LINK_SECONDS) })
      .where(live(tokenHash, isNull(signIns.sessionId), due))
      .returning({ userId: signIns.userId }),
  )
  return slid.length > 0
}

/** Whose cookie it is, or undefined. */
export async function findSignIn(
  db: Db,
  token: string,
): Promise<{ userId: string; proof: Proof } | undefined> {
  const tokenHash = await hashToken(token)
  const [found] = await asSystem(db, (tx) =>
    tx.select({ userId: signIns.userId }).from(signIns).where(live(tokenHash)),
  )
  return found && { ...found, proof: { cookie: tokenHash } }
}

/**
 * Whether what a request came with still holds: the cookie is open, the token not over, and no older than the last
 * sign-out everywhere.
 */
export async function proofHolds(db: Db, { userId, proof }: { userId: string; proof: Proof }) {
  return asSystem(db, async (tx) => {
    if ('cookie' in proof)
      return (await tx.select({ userId: signIns.userId }).from(signIns).where(live(proof.cookie))).length > 0
    // A token knows its second only: one of the very second of the sign-out lives on.
    if (proof.expiresAt <= new Date()) return false
    const issuedAt = sql`${proof.issuedAt.toISOString()}::timestamptz`
    const before = sql`date_trunc('second', ${profiles.signedOutAt}) > ${issuedAt}`
    const mine = tx.select({ id: profiles.id }).from(profiles)
    return (await mine.where(and(eq(profiles.id, userId), before))).length === 0
  })
}

/** Signs the browser out; nothing happens for a cookie that is none. */
export async function closeSignIn(db: Db, token: string): Promise<void> {
  const tokenHash = await hashToken(token)
  await asSystem(db, (tx) => tx.delete(signIns).where(eq(signIns.tokenHash, tokenHash)))
}

/** Signs the person out of every browser, or of all but `keep`. Access tokens of before are good for nothing from here on. */
export async function closeSignIns(db: Db, person: { userId: string; keep?: string }): Promise<void> {
  const { userId, keep } = person
  const kept = keep === undefined ? undefined : ne(signIns.tokenHash, await hashToken(keep))
  await asSystem(db, async (tx) => {
    await tx.delete(signIns).where(and(eq(signIns.userId, userId), kept))
    await tx.update(profiles).set({ signedOutAt: sql`now()` }).where(eq(profiles.id, userId))
  })
}

const live = (tokenHash: string, ...more: SQL[]) =>
  and(eq(signIns.tokenHash, tokenHash), gt(signIns.expiresAt, sql`now()`), ...more)

/** An address can change at Supabase; the token is how we hear of it. */
async function keepEmail(tx: Tx, { userId, email }: Entrant): Promise<void> {
  if (email)
    await tx
      .update(profiles)
      .set({ email })
      .where(and(eq(profiles.id, userId), ne(profiles.email, email)))
}
