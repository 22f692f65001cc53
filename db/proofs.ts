import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { CHECK_CHANNEL, CHECK_LEASE_SECONDS } from './admission.ts'
import { recordChange } from './audit.ts'
import { burstTopic, DUE_CHANNEL } from './bursts.ts'
import { asSystem, type Db, inWorkspace, type Tx } from './client.ts'
import { openInspection } from './doctor.ts'
import { AppError } from './errors.ts'
import { BURSTS_TOPIC, publish, publishChange, TARGETS_TOPIC } from './events.ts'
import { knownId } from './pages.ts'
import { bursts } from './schema/bursts.ts'
import { sessions } from './schema/sessions.ts'
import { type Access, targets } from './schema/targets.ts'
import type { Target } from './targets.ts'

/** A proof that is there is looked for again after this long. */
const AGAIN_HOURS = 6
/** As many checks in a row that miss end a verification: about seven minutes after the first. */
const MISSES_ENDURED = 4
/** The pause after a miss doubles from a minute up to an hour; after so many (four days) nobody looks until asked. */
const MISSES_FOLLOWED = 100
/** A target is looked at once in so long, however often somebody asks. */
const REST_SECONDS = 3

export type ProofFinding = { way: NonNullable<Target['provenBy']> } | { reason: string }
export interface DueCheck {
  workspaceId: string
  id: string
  origin: string
  access: Access
  startedAt: Date
}

/**
 * Has the proof looked for now. The target's row with its due time is the order, as a session's is: a Worker, which
 * has no queue, gives it like any Node instance. The demo shop needs none.
 */
export async function askCheck(db: Db, input: { workspaceId: string; id: string }): Promise<Target> {
  const id = knownId(input.id, 'target')
  const target = await inWorkspace(db, input.workspaceId, async (tx) => {
    const mine = and(eq(targets.workspaceId, input.workspaceId), eq(targets.id, id))
    const [asked] = await tx
      .update(targets)
      .set({ checkAskedAt: sql`now()`, checkDueAt: sql`now()` })
      .where(and(mine, eq(targets.demo, false)))
      .returning()
    if (!asked) return (await tx.select().from(targets).where(mine))[0]
    await publishChange(tx, input.workspaceId, TARGETS_TOPIC)
    await tx.execute(sql`select pg_notify(${CHECK_CHANNEL}, '')`)
    return asked
  })
  if (!target) throw new AppError('not_found', `No target has the id "${id}".`, 'id')
  return target
}

/** Takes targets whose proof is to be looked for, at most `limit`; nobody else takes them for CHECK_LEASE_SECONDS. */
export function takeDueChecks(db: Db, limit: number): Promise<DueCheck[]> {
  return asSystem(db, async (tx) => {
    const due = await tx
      .select({ id: targets.id })
      .from(targets)
      .where(
        and(
          eq(targets.demo, false),
          lte(targets.checkDueAt, sql`now()`),
          or(
            isNull(targets.checkedAt),
            lte(targets.checkedAt, sql`now() - make_interval(secs => ${REST_SECONDS})`),
          ),
        ),
      )
      // First what somebody waits for (nulls come last), then the schedule's.
      .orderBy(asc(targets.checkAskedAt), asc(targets.checkDueAt))
      .limit(limit)
      .for('update', { skipLocked: true })
    if (due.length === 0) return []
    const ids = due.map((target) => target.id)
    return tx
      .update(targets)
      .set({ checkDueAt: sql`now() + make_interval(secs => ${CHECK_LEASE_SECONDS})` })
      .where(inArray(targets.id, ids))
      .returning({
        workspaceId: targets.workspaceId,
        id: targets.id,
        origin: targets.origin,
        access: targets.access,
        startedAt: sql<Date>`now()::timestamptz(3)`.mapWith(targets.checkedAt),
      })
  })
}

/**
 * Writes what a check found. A verified target endures a few misses; then it is unverified, its waiting sessions are
 * cancelled with the reason, and it is looked at again, ever more seldom, in case the proof comes back.
 */
export function recordCheck(db: Db, check: Omit<DueCheck, 'access'>, finding: ProofFinding): Promise<void> {
  return inWorkspace(db, check.workspaceId, async (tx) => {
    const [before] = await tx
      .select()
      .from(targets)
      .where(and(eq(targets.workspaceId, check.workspaceId), eq(targets.id, check.id)))
      .for('update')
    if (!before || before.demo) return
    const proven = 'way' in finding
    const misses = proven ? 0 : before.misses + 1
    const lost = before.verifiedAt !== null && misses >= MISSES_ENDURED
    // Asked again while it ran: what was put up meanwhile, this check may not have seen.
    const again = before.checkAskedAt !== null && before.checkAskedAt > check.startedAt
    await tx
      .update(targets)
      .set({
        checkedAt: sql`now()`,
        checkAskedAt: again ? before.checkAskedAt : null,
        checkDueAt: again ? sql`now()` : nextCheck(misses),
        misses,
        reason: proven ? null : finding.reason,
        ...(proven && {
          provenAt: sql`now()`,
          provenBy: finding.way,
          verifiedAt: before.verifiedAt ?? sql`now()`,
        }),
        ...(lost && { verifiedAt: null }),
      })
      .where(eq(targets.id, check.id))
    if (lost || (proven && !before.verifiedAt))
      await recordChange(
        tx,
        { workspaceId: check.workspaceId },
        {
          action: proven ? 'target.verified' : 'target.unverified',
          subject: { kind: 'target', id: check.id, name: before.name },
          after: proven ? { by: finding.way } : { reason: finding.reason },
        },
      )
    await publishChange(tx, check.workspaceId, TARGETS_TOPIC)
    if (proven) await tx.execute(sql`select pg_notify(${DUE_CHANNEL}, '')`)
    if (proven && !before.verifiedAt)
      await openInspection(tx, { workspaceId: check.workspaceId, targetId: check.id })
    // Also later: a visit that was under way may have been given back since.
    if (!proven && (lost || !before.verifiedAt)) await cancelWaiting(tx, before, finding.reason)
  })
}

function nextCheck(misses: number) {
  if (misses > MISSES_FOLLOWED) return null
  const minutes = misses === 0 ? AGAIN_HOURS * 60 : Math.min(2 ** (misses - 1), 60)
  return sql`now() + make_interval(mins => ${minutes})`
}

/** Visits that are under way end as they would; none begins any more. */
async function cancelWaiting(tx: Tx, target: Target, reason: string): Promise<void> {
  const ended = await tx
    .update(sessions)
    .set({
      outcome: 'cancelled',
      endedAt: sql`now()`,
      reason: `${target.name} is no longer verified as yours: ${reason}`,
    })
    .where(
      and(
        eq(sessions.workspaceId, target.workspaceId),
        eq(sessions.targetId, target.id),
        eq(sessions.outcome, 'scheduled'),
      ),
    )
    .returning({ burstId: sessions.burstId })
  const burstIds = [...new Set(ended.map((session) => session.burstId))]
  if (burstIds.length === 0) return
  await tx.update(bursts).set({ cancelledAt: sql`now()` }).where(inArray(bursts.id, burstIds))
  for (const burstId of burstIds)
    await publish(tx, {
      workspaceId: target.workspaceId,
      topic: burstTopic(burstId),
      data: { type: 'burst', state: 'cancelled' },
    })
  await publishChange(tx, target.workspaceId, BURSTS_TOPIC)
}
