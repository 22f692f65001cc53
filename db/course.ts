import { and, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { type Db, inWorkspace } from './client.ts'
import { type Hold, held, progress, publishLast } from './hold.ts'
import { bursts } from './schema/bursts.ts'
import { attempts, type Outcome, sessions, steps } from './schema/sessions.ts'
import { eventsOf } from './sent-events.ts'
import { storable } from './storable.ts'
import { keepVisitor, type SealedVisitor } from './visitors.ts'

/** Analytics requests of an attempt, by SDK: that left the browser, and that were answered with 2xx. */
export interface Receipt {
  sent: Record<string, number>
  accepted: Record<string, number>
  failed?: Record<string, number>
  /** By SDK and name, as far as the bodies could be read. */
  events?: Record<string, Record<string, number>>
  /** The SDKs whose last word went out when the page was left. */
  left?: string[]
}

/** Notes analytics requests as they happen, so that a lost attempt is known as a stray visit. Notes of different SDKs may cross. */
export function noteReceipt(
  db: Db,
  hold: Hold,
  { sent = {}, accepted = {} }: Partial<Pick<Receipt, 'sent' | 'accepted'>>,
): Promise<void> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    await tx
      .update(attempts)
      .set({ sent: merged(attempts.sent, sent), accepted: merged(attempts.accepted, accepted) })
      .where(and(eq(attempts.sessionId, hold.sessionId), eq(attempts.number, hold.attempt)))
  })
}

const merged = (column: PgColumn, counts: Record<string, number>) =>
  sql`${column} || ${JSON.stringify(counts)}::jsonb`

/** Notes a lent browser from its first moment: what it costs, and where its visit is seen while it runs. */
export function noteLoan(
  db: Db,
  hold: Hold,
  { since, ...seen }: { since: Date; unseen?: true; live?: string; recording?: string },
): Promise<void> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    await tx
      .update(attempts)
      .set({ lentAt: since })
      .where(and(eq(attempts.sessionId, hold.sessionId), eq(attempts.number, hold.attempt)))
    await tx
      .update(sessions)
      .set({ metadata: { browserbase: seen } })
      .where(held(hold))
  })
}

export type NewStep = Omit<typeof steps.$inferInsert, 'workspaceId' | 'sessionId' | 'attempt'>

/** Writes one finished step. False when the session is no longer the runner's. */
export function recordStep(db: Db, hold: Hold, step: NewStep): Promise<boolean> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const [session] = await tx
      .update(sessions)
      .set({ stepsDone: step.ok ? step.number : sql`${sessions.stepsDone}` })
      .where(held(hold))
      .returning()
    if (!session) return false
    await tx
      .insert(steps)
      .values({ ...step, workspaceId: hold.workspaceId, sessionId: hold.sessionId, attempt: hold.attempt })
    await progress(tx, session, { outcome: 'running', stepsDone: session.stepsDone })
    return true
  })
}

export interface Ending {
  outcome: Extract<Outcome, 'completed' | 'dropped' | 'bounced' | 'failed'>
  reason?: string
  /** By the visit's clock. */
  lengthMs: number
  /** How far that clock was ahead of the real one at the end, and at the beginning. */
  aheadMs?: number
  beganAheadMs?: number
  pages: number
  screenshot: boolean
  receipt: Receipt
  modelCalls: number
  metadata: Record<string, unknown>
  /** Left out where they are not to come back. */
  visitor?: SealedVisitor
}

/** Writes the end of a session, once. False when it is no longer the runner's: then nothing is written. */
export function finishSession(db: Db, hold: Hold, ending: Ending): Promise<boolean> {
  const { receipt, modelCalls, visitor, aheadMs = 0, beganAheadMs = 0, ...row } = storable(ending)
  const events = eventsOf(hold.sessionId, { sent: receipt.sent, attempt: hold.attempt })
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const [session] = await tx
      .update(sessions)
      .set({
        ...row,
        events,
        reason: row.reason ?? null,
        startedAt: sql`${sessions.startedAt} + make_interval(secs => ${beganAheadMs / 1000})`,
        endedAt: sql`now() + make_interval(secs => ${aheadMs / 1000})`,
        leaseOwner: null,
        leaseUntil: null,
      })
      .where(held(hold))
      .returning()
    if (!session) return false
    await tx
      .update(attempts)
      .set({ endedAt: sql`now()`, ...receipt })
      .where(and(eq(attempts.sessionId, hold.sessionId), eq(attempts.number, hold.attempt)))
    if (modelCalls > 0)
      await tx
        .update(bursts)
        .set({ modelCalls: sql`${bursts.modelCalls} + ${modelCalls}` })
        .where(eq(bursts.id, session.burstId))
    if (visitor) await keepVisitor(tx, session, visitor)
    await progress(tx, session, { outcome: row.outcome, stepsDone: session.stepsDone, reason: row.reason })
    await publishLast(tx, session)
    return true
  })
}
