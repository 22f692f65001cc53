import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, newId, rows } from './client.ts'
import { AppError } from './errors.ts'
import { idempotencyKeys } from './schema/idempotency.ts'

/** Whose key, for which route, on what request. */
export interface Keyed {
  workspaceId: string
  userId: string
  route: string
  key: string
  requestHash: string
}
export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  /** Sealed. */
  body: string
}
/** A try that holds its key. Of two tries only the one that came last may let go of it. */
export interface Claim extends Keyed {
  madeId: string
  heldUntil: Date | null
  /** What an earlier try was answered: then there is nothing left to do. */
  answer?: StoredAnswer
}

const KEPT_HOURS = 24
/** Longer than any creating request takes; then whoever had it is taken for dead. */
const HELD_SECONDS = 60

const itself = (keyed: Keyed) =>
  and(
    eq(idempotencyKeys.workspaceId, keyed.workspaceId),
    eq(idempotencyKeys.userId, keyed.userId),
    eq(idempotencyKeys.route, keyed.route),
    eq(idempotencyKeys.key, keyed.key),
  )

/**
 * Takes the key for a try at the request, or answers what an earlier try was answered. Every try of one request gets
 * the same `madeId`: what it makes under that id is made once, even if a try died in the middle and is taken over.
 * Throws `key_reused` when the key was used for another request, `conflict` while another try holds it.
 */
export function claimKey(db: Db, keyed: Keyed): Promise<Claim> {
  const heldUntil = sql`now() + make_interval(secs => ${HELD_SECONDS})`
  const expiresAt = sql`now() + make_interval(hours => ${KEPT_HOURS})`
  const expired = sql`${idempotencyKeys.expiresAt} <= now()`
  const given = { ...keyed, madeId: newId(), heldUntil, status: null, headers: null, body: null, expiresAt }
  return inWorkspace(db, keyed.workspaceId, async (tx) => {
    const [taken] = await tx
      .insert(idempotencyKeys)
      .values(given)
      .onConflictDoUpdate({
        target: [
          idempotencyKeys.workspaceId,
          idempotencyKeys.userId,
          idempotencyKeys.route,
          idempotencyKeys.key,
        ],
        set: {
          madeId: sql`case when ${expired} then excluded.made_id else ${idempotencyKeys.madeId} end`,
          requestHash: keyed.requestHash,
          heldUntil,
          status: null,
          headers: null,
          body: null,
          expiresAt,
        },
        setWhere: or(
          expired,
          and(
            sql`${idempotencyKeys.status} is null`,
            sql`coalesce(${idempotencyKeys.heldUntil}, now()) <= now()`,
            eq(idempotencyKeys.requestHash, keyed.requestHash),
          ),
        ),
      })
      .returning({ madeId: idempotencyKeys.madeId, heldUntil: idempotencyKeys.heldUntil })
    if (taken) return { ...keyed, ...taken }
    const [found] = await tx.select().from(idempotencyKeys).where(itself(keyed))
    return answered(keyed, found)
  })
}

function answered(keyed: Keyed, found: typeof idempotencyKeys.$inferSelect | undefined): Claim {
  if (found && found.requestHash !== keyed.requestHash)
    throw new AppError(
      'key_reused',
      'This key was used for another request within the last 24 hours. Use a new one for each thing you ask for.',
      'idempotency-key',
    )
  if (!found || found.status === null || found.body === null)
    throw new AppError(
      'conflict',
      'The first request with this key is still being worked on. Ask again in a moment.',
      'idempotency-key',
    )
  const { madeId, heldUntil, status, headers, body } = found
  return { ...keyed, madeId, heldUntil, answer: { status, headers: headers ?? {}, body } }
}

/** Still in the hands of this try, and not of one that took over from it. */
const held = (claim: Claim) =>
  and(
    itself(claim),
    eq(idempotencyKeys.madeId, claim.madeId),
    sql`${idempotencyKeys.status} is null`,
    sql`${idempotencyKeys.heldUntil} is not distinct from ${claim.heldUntil?.toISOString() ?? null}::timestamptz`,
  )

/** Keeps the answer for whoever asks again. Nothing happens when the key meanwhile belongs to a later try. */
export async function keepAnswer(db: Db, claim: Claim, answer: StoredAnswer): Promise<void> {
  await inWorkspace(db, claim.workspaceId, (tx) =>
    tx
      .update(idempotencyKeys)
      .set({ ...answer, heldUntil: null })
      .where(held(claim)),
  )
}

/** The try is over without an answer to keep. `forget` when it surely made nothing: then the key is as new. */
export async function releaseKey(db: Db, claim: Claim, forget: boolean): Promise<void> {
  const mine = held(claim)
  await inWorkspace(db, claim.workspaceId, async (tx) => {
    if (forget) await tx.delete(idempotencyKeys).where(mine)
    else await tx.update(idempotencyKeys).set({ heldUntil: null }).where(mine)
  })
}

/** Frees every key that is held, for a start that knows that whoever held one is gone. */
export async function freeHeldKeys(db: Db): Promise<void> {
  await asSystem(db, (tx) =>
    tx.update(idempotencyKeys).set({ heldUntil: null }).where(isNotNull(idempotencyKeys.heldUntil)),
  )
}

const SWEEP_BATCH = 500

/** Removes keys that are over, at most SWEEP_BATCH a call. */
export function sweepIdempotencyKeys(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const removed = await rows(
      tx,
      sql`delete from ${idempotencyKeys} where ctid = any(array(
            select ctid from ${idempotencyKeys} where expires_at < now() limit ${SWEEP_BATCH}))
          and expires_at < now() returning made_id`,
    )
    return removed.length
  })
}
