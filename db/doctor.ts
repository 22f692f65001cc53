import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { DUE_CHANNEL } from './bursts.ts'
import { type ThirdParty, thirdPartiesOf } from './capture.ts'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { publishChange, TARGETS_TOPIC } from './events.ts'
import { inspections, type SiteReport } from './schema/doctor.ts'
import { getTarget, type Target } from './targets.ts'

/** What is known about a target's analytics, and how its sessions are captured. */
export interface Doctor {
  target: Target
  /** Of the newest inspection; `never` before the first. */
  state: 'never' | 'waiting' | 'running' | 'done' | 'failed'
  requestedAt: Date | null
  /** Why the newest one failed. */
  reason: string | null
  /** Of the newest one that was done, and when that was. */
  report: SiteReport | null
  inspectedAt: Date | null
  thirdParties: ThirdParty[]
}

export async function getDoctor(db: Db, input: { workspaceId: string; id: string }): Promise<Doctor> {
  const target = await getTarget(db, input)
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const here = and(eq(inspections.workspaceId, input.workspaceId), eq(inspections.targetId, target.id))
    const newest = () => tx.select().from(inspections).orderBy(desc(inspections.id)).limit(1)
    const [last] = await newest().where(here)
    const [done] = await newest().where(and(here, eq(inspections.state, 'done')))
    return {
      target,
      state: last?.state ?? 'never',
      requestedAt: last?.createdAt ?? null,
      reason: last?.reason ?? null,
      report: done?.report ?? null,
      inspectedAt: done?.endedAt ?? null,
      thirdParties: await thirdPartiesOf(tx, target.id),
    }
  })
}

/** Asks for a doctor's visit; one that is still open is the answer. Throws `target_unverified`. */
export async function requestInspection(
  db: Db,
  input: { workspaceId: string; id: string },
): Promise<{ id: string }> {
  const target = await getTarget(db, input)
  if (!target.verifiedAt)
    throw new AppError(
      'target_unverified',
      `${target.name} (${target.origin}) is not verified as yours yet. Prove that it is before the doctor visits it.`,
      'target',
    )
  return inWorkspace(db, input.workspaceId, (tx) =>
    openInspection(tx, { workspaceId: input.workspaceId, targetId: target.id }),
  )
}

/** The same inside a transaction that has just verified the target. */
export async function openInspection(
  tx: Tx,
  target: { workspaceId: string; targetId: string },
): Promise<{ id: string }> {
  const id = newId()
  const [made] = await tx
    .insert(inspections)
    .values({ id, ...target })
    .onConflictDoNothing()
    .returning({ id: inspections.id })
  if (made) {
    await publishChange(tx, target.workspaceId, TARGETS_TOPIC)
    await tx.execute(sql`select pg_notify(${DUE_CHANNEL}, '')`)
    return made
  }
  const open = inArray(inspections.state, ['waiting', 'running'])
  const [found] = await tx
    .select({ id: inspections.id })
    .from(inspections)
    .where(and(eq(inspections.targetId, target.targetId), open))
  // It may have ended in between: then its report is as fresh as one could ask for.
  return found ?? { id }
}
