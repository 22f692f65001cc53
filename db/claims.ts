import { and, count, eq, gte, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { askStaleProofs, mayStart, startable } from './admission.ts'
import { type Capture, captureOf } from './capture.ts'
import { asSystem, type Db, inWorkspace, type Tx } from './client.ts'
import { type Held, type Hold, held, progress, publishFirst, publishLast } from './hold.ts'
import { enqueueSessions } from './queue.ts'
import { bursts } from './schema/bursts.ts'
import { attempts, sessions } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'
import { eventsOf } from './sent-events.ts'
import { type SessionVisitor, takeVisitor } from './visitors.ts'

/** How long a claim holds without a heartbeat; a runner that is gone longer has lost its session. */
export const LEASE_SECONDS = 15
/** A session that broke its runner, or lost it, this often is given up as failed. An orderly stop does not count. */
const MAX_LOSSES = 5
const GONE = 'the runner went away'
/** A job that nobody claimed for this long (its runner died in between) is handed out again. */
const REQUEUE_SECONDS = 30
/** Sessions waiting in the queue at once: enough for many runners, few enough to be gone soon after a cancel. */
const LOOKAHEAD = 200

export type ClaimedSession = typeof sessions.$inferSelect & {
  burst: typeof bursts.$inferSelect
  origin: string
  /** Of its target. */
  demo: boolean
  capture: Capture
  visitor: SessionVisitor
}

/**
 * Hands due sessions to the queue, at most LOOKAHEAD ahead of the runners and no more than their targets admit; row and
 * job commit together.
 */
export function enqueueDue(db: Db, boss: PgBoss): Promise<number> {
  return asSystem(db, async (tx) => {
    const fresh = gte(sessions.queuedAt, ago(REQUEUE_SECONDS))
    const waiting = await tx.$count(sessions, and(eq(sessions.outcome, 'scheduled'), fresh))
    if (waiting >= LOOKAHEAD) return 0
    await askStaleProofs(tx)
    const due = await startable(tx, { limit: LOOKAHEAD - waiting, requeueSeconds: REQUEUE_SECONDS })
    if (due.length === 0) return 0
    await tx
      .update(sessions)
      .set({ queuedAt: sql`now()` })
      .where(
        inArray(
          sessions.id,
          due.map((d) => d.sessionId),
        ),
      )
    await enqueueSessions(boss, tx, due)
    return due.length
  })
}

const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`

/**
 * Takes back the sessions of runners that are gone: their attempt is marked lost and the session is due again, or
 * failed after MAX_LOSSES. `all` takes every lease, for a start that knows no other runner lives.
 */
export function releaseLeases(db: Db, which: 'expired' | 'all'): Promise<number> {
  return asSystem(db, async (tx) => {
    const held = await tx
      .select({
        id: sessions.id,
        workspaceId: sessions.workspaceId,
        burstId: sessions.burstId,
        number: sessions.number,
        attempts: sessions.attempts,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.outcome, 'running'),
          which === 'all' ? isNotNull(sessions.leaseOwner) : lt(sessions.leaseUntil, sql`now()`),
        ),
      )
      .for('update', { skipLocked: true })
    for (const session of held) await giveBack(tx, session, GONE)
    if (which === 'all')
      await tx.update(sessions).set({ queuedAt: null }).where(eq(sessions.outcome, 'scheduled'))
    return held.length
  })
}

/** Makes a held session due again, later after each loss; `why` undefined is an orderly stop, which costs nothing. */
async function giveBack(tx: Tx, held: Held, why: string | undefined): Promise<void> {
  await tx
    .update(attempts)
    .set({ lostAt: sql`now()`, endedAt: sql`now()`, reason: why ?? null })
    .where(and(eq(attempts.sessionId, held.id), eq(attempts.number, held.attempts), isNull(attempts.endedAt)))
  const [counted] = await tx
    .select({ losses: count() })
    .from(attempts)
    .where(and(eq(attempts.sessionId, held.id), isNotNull(attempts.reason)))
  const losses = counted?.losses ?? 0
  const over = losses >= MAX_LOSSES
  await tx
    .update(sessions)
    .set({
      outcome: over ? 'failed' : 'scheduled',
      reason: over ? `Given up after ${MAX_LOSSES} attempts; the last one: ${why}.` : null,
      endedAt: over ? sql`now()` : null,
      dueAt: why && !over ? sql`now() + make_interval(secs => ${2 ** (losses - 1)})` : sql`${sessions.dueAt}`,
      leaseOwner: null,
      leaseUntil: null,
      queuedAt: null,
      stepsDone: 0,
      ...(over && { events: eventsOf(held.id) }),
    })
    .where(eq(sessions.id, held.id))
  await progress(tx, held, { outcome: over ? 'failed' : 'scheduled', stepsDone: 0 })
  if (over) await publishLast(tx, held)
}

/**
 * Claims a session for a runner, or undefined when it is no longer there to be claimed, or its target admits nobody
 * now: then it is handed out again later.
 */
export function claimSession(
  db: Db,
  input: { workspaceId: string; sessionId: string; runner: string },
): Promise<ClaimedSession | undefined> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const waiting = and(
      eq(sessions.workspaceId, input.workspaceId),
      eq(sessions.id, input.sessionId),
      eq(sessions.outcome, 'scheduled'),
    )
    if (!(await mayStart(tx, input.sessionId))) {
      await tx.update(sessions).set({ queuedAt: null }).where(waiting)
      return undefined
    }
    const [claimed] = await tx
      .update(sessions)
      .set({
        outcome: 'running',
        leaseOwner: input.runner,
        leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
        attempts: sql`${sessions.attempts} + 1`,
        startedAt: sql`now()`,
        stepsDone: 0,
      })
      .where(and(waiting, lte(sessions.dueAt, sql`now()`)))
      .returning()
    if (!claimed) return undefined
    await tx
      .insert(attempts)
      .values({ workspaceId: input.workspaceId, sessionId: claimed.id, number: claimed.attempts })
    await progress(tx, claimed, { outcome: 'running', stepsDone: 0 })
    await publishFirst(tx, claimed)
    const [burst] = await tx.select().from(bursts).where(eq(bursts.id, claimed.burstId))
    const [target] = await tx.select().from(targets).where(eq(targets.id, claimed.targetId))
    if (!burst || !target) return undefined
    const who = await takeVisitor(tx, claimed)
    const { origin, demo } = target
    return { ...claimed, ...who, burst, origin, demo, capture: await captureOf(tx, target) }
  })
}

/** Renews the lease. False when the session is no longer the runner's (cancelled, or taken over): it must stop. */
export function renewLease(db: Db, hold: Hold): Promise<boolean> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const renewed = await tx
      .update(sessions)
      .set({ leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .where(held(hold))
      .returning({ id: sessions.id })
    return renewed.length > 0
  })
}

/**
 * Gives back a session that its runner can't finish; it runs again. `why` is what broke, undefined for an orderly
 * stop. Nothing happens when it isn't the runner's.
 */
export function giveUpSession(db: Db, hold: Hold, why?: string): Promise<void> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const [session] = await tx.select().from(sessions).where(held(hold)).for('update')
    if (session) await giveBack(tx, session, why)
  })
}
