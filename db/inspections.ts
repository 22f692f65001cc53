import { and, desc, eq, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { type Capture, captureOf, listThirdParties } from './capture.ts'
import { LEASE_SECONDS } from './claims.ts'
import { asSystem, type Db, inWorkspace } from './client.ts'
import { publishChange, TARGETS_TOPIC } from './events.ts'
import { enqueueInspectionJobs, type InspectionJob } from './queue.ts'
import { inspections, type SiteReport } from './schema/doctor.ts'
import { targets } from './schema/targets.ts'
import { storable } from './storable.ts'

/** An inspection that broke this often is given up. */
const MAX_ATTEMPTS = 3
const REQUEUE_SECONDS = 30
const BATCH = 20
/** Of each target, the newest. */
const KEPT = 5

export interface ClaimedInspection extends InspectionJob {
  targetId: string
  origin: string
  attempt: number
  capture: Capture
}

const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`
const leaseEnd = sql`now() + make_interval(secs => ${LEASE_SECONDS})`

/** Hands waiting inspections to the queue, after those of runners that are gone (or of all) wait again. */
export function enqueueInspections(db: Db, boss: PgBoss): Promise<number> {
  return asSystem(db, async (tx) => {
    await tx
      .update(inspections)
      .set({ state: 'waiting', queuedAt: null, leaseUntil: null })
      .where(and(eq(inspections.state, 'running'), lt(inspections.leaseUntil, sql`now()`)))
    const waiting = await tx
      .select({ inspectionId: inspections.id, workspaceId: inspections.workspaceId })
      .from(inspections)
      .where(
        and(
          eq(inspections.state, 'waiting'),
          or(isNull(inspections.queuedAt), lt(inspections.queuedAt, ago(REQUEUE_SECONDS))),
        ),
      )
      .orderBy(inspections.id)
      .limit(BATCH)
      .for('update', { skipLocked: true })
    if (waiting.length === 0) return 0
    const ids = waiting.map(({ inspectionId }) => inspectionId)
    await tx.update(inspections).set({ queuedAt: sql`now()` }).where(inArray(inspections.id, ids))
    await enqueueInspectionJobs(boss, tx, waiting)
    return waiting.length
  })
}

/** Claims one for a runner, or undefined when it is no longer there to be claimed. */
export function claimInspection(db: Db, job: InspectionJob): Promise<ClaimedInspection | undefined> {
  return inWorkspace(db, job.workspaceId, async (tx) => {
    const [claimed] = await tx
      .update(inspections)
      .set({ state: 'running', leaseUntil: leaseEnd, attempts: sql`${inspections.attempts} + 1` })
      .where(and(eq(inspections.id, job.inspectionId), eq(inspections.state, 'waiting')))
      .returning()
    const [target] = claimed ? await tx.select().from(targets).where(eq(targets.id, claimed.targetId)) : []
    if (!claimed || !target) return undefined
    await publishChange(tx, job.workspaceId, TARGETS_TOPIC)
    const capture = await captureOf(tx, target)
    return { ...job, targetId: target.id, origin: target.origin, attempt: claimed.attempts, capture }
  })
}

const held = ({ inspectionId, attempt }: ClaimedInspection) =>
  and(eq(inspections.id, inspectionId), eq(inspections.attempts, attempt), eq(inspections.state, 'running'))

/** False when it is no longer the runner's: lost, or its target is gone. */
export function renewInspection(db: Db, claim: ClaimedInspection): Promise<boolean> {
  return inWorkspace(db, claim.workspaceId, async (tx) => {
    const renewed = await tx
      .update(inspections)
      .set({ leaseUntil: leaseEnd })
      .where(held(claim))
      .returning({ id: inspections.id })
    return renewed.length > 0
  })
}

/** Writes what was found, lists the hosts, and drops the target's older inspections. */
export function finishInspection(
  db: Db,
  claim: ClaimedInspection,
  found: { report: SiteReport; hosts: { host: string; vendor: string | null; allowed: boolean }[] },
): Promise<boolean> {
  return inWorkspace(db, claim.workspaceId, async (tx) => {
    const [done] = await tx
      .update(inspections)
      .set({
        state: 'done',
        report: storable(found.report),
        reason: null,
        leaseUntil: null,
        endedAt: sql`now()`,
      })
      .where(held(claim))
      .returning({ id: inspections.id })
    if (!done) return false
    const { workspaceId, targetId } = claim
    if (found.hosts.length > 0) await listThirdParties(tx, { workspaceId, targetId }, found.hosts)
    const newest = tx
      .select({ id: inspections.id })
      .from(inspections)
      .where(eq(inspections.targetId, targetId))
      .orderBy(desc(inspections.id))
      .limit(KEPT)
    await tx
      .delete(inspections)
      .where(and(eq(inspections.targetId, targetId), notInArray(inspections.id, newest)))
    await publishChange(tx, workspaceId, TARGETS_TOPIC)
    return true
  })
}

/** Ends it as failed with the reason, or gives it back: `retry` until MAX_ATTEMPTS, an orderly stop (no reason) always. */
export function giveUpInspection(
  db: Db,
  claim: ClaimedInspection,
  { reason, retry }: { reason?: string; retry: boolean },
): Promise<void> {
  const again = reason === undefined || (retry && claim.attempt < MAX_ATTEMPTS)
  return inWorkspace(db, claim.workspaceId, async (tx) => {
    await tx
      .update(inspections)
      .set(
        again
          ? { state: 'waiting', queuedAt: null, leaseUntil: null }
          : { state: 'failed', reason: reason ?? null, leaseUntil: null, endedAt: sql`now()` },
      )
      .where(held(claim))
    await publishChange(tx, claim.workspaceId, TARGETS_TOPIC)
  })
}
