import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { asSystem, type Db } from './client.ts'
import { signIns } from './schema/sign-ins.ts'
import { hashToken, randomToken } from './tokens.ts'

/** How long a browser stays signed in. */
export const SIGN_IN_DAYS = 30

/** Signs a browser in: the secret for its cookie, kept nowhere but there. The person's expired ones go. */
export async function openSignIn(db: Db, person: { userId: string }): Promise<string> {
  const token = randomToken()
  const tokenHash = await hashToken(token)
  await asSystem(db, async (tx) => {
    await tx.delete(signIns).where(and(eq(signIns.userId, person.userId), lt(signIns.expiresAt, sql`now()`)))
    const expiresAt = sql`now() + make_interval(days => ${SIGN_IN_DAYS})`
    await tx.insert(signIns).values({ tokenHash, userId: person.userId, expiresAt })
  })
  return token
}

/** Whose cookie it is, or undefined. */
export async function findSignIn(db: Db, token: string): Promise<{ userId: string } | undefined> {
  const tokenHash = await hashToken(token)
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
  const tokenHash = await hashToken(token)
  await asSystem(db, (tx) => tx.delete(signIns).where(eq(signIns.tokenHash, tokenHash)))
}
