import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { asSystem, type Db } from './client.ts'
import { signIns } from './schema/sign-ins.ts'

/** How long a browser stays signed in. */
export const SIGN_IN_DAYS = 30

async function hash(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Signs a browser in: the secret for its cookie, kept nowhere but there. The person's expired ones go. */
export async function openSignIn(db: Db, person: { userId: string }): Promise<string> {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const token = btoa(String.fromCharCode(...bytes)).replace(
    /[+/=]/g,
    (c) => ({ '+': '-', '/': '_' })[c] ?? '',
  )
  const tokenHash = await hash(token)
  await asSystem(db, async (tx) => {
    await tx.delete(signIns).where(and(eq(signIns.userId, person.userId), lt(signIns.expiresAt, sql`now()`)))
    const expiresAt = sql`now() + make_interval(days => ${SIGN_IN_DAYS})`
    await tx.insert(signIns).values({ tokenHash, userId: person.userId, expiresAt })
  })
  return token
}

/** Whose cookie it is, or undefined. */
export async function findSignIn(db: Db, token: string): Promise<{ userId: string } | undefined> {
  const tokenHash = await hash(token)
  const [found] = await asSystem(db, (tx) =>
    tx
      .select({ userId: signIns.userId })
      .from(signIns)
      .where(and(eq(signIns.tokenHash, tokenHash), gt(signIns.expiresAt, sql`now()`))),
  )
  return found
}

/** Signs the browser out; nothing happens for a cookie that is none. */
export async function closeSignIn(db: Db, token: string): Promise<void> {
  const tokenHash = await hash(token)
  await asSystem(db, (tx) => tx.delete(signIns).where(eq(signIns.tokenHash, tokenHash)))
}
