import { and, asc, eq, inArray, isNotNull, lt, notExists, sql } from 'drizzle-orm'
import { asSystem, type Db, type Tx } from './client.ts'
import { BURSTS_TOPIC, publishChange } from './events.ts'
import { burstPrefix, eraseObjects, pictureKey, stepPictureKey } from './objects.ts'
import { PLANS, type PlanName } from './plans.ts'
import { bursts } from './schema/bursts.ts'
import { workspaces } from './schema/people.ts'
import { sessions, steps } from './schema/sessions.ts'
import { visitors } from './schema/visitors.ts'

/** Sessions of one workspace that one call removes: a transaction of some hundred milliseconds. */
const BATCH = 500

/**
 * Removes sessions that ended before their workspace's plan keeps them, with their pictures and the bursts that are
 * empty then; at most BATCH a workspace. Answers how many went: call it again while it is not 0.
 */
export async function expireSessions(db: Db): Promise<number> {
  let removed = 0
  for (const [plan, { retentionDays }] of Object.entries(PLANS))
    if (retentionDays) removed += await expirePlan(db, plan as PlanName, retentionDays)
  return removed
}

async function expirePlan(db: Db, plan: PlanName, days: number): Promise<number> {
  const found = await asSystem(db, (tx) =>
    tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.plan, plan)),
  )
  let removed = 0
  for (const { id } of found) removed += await asSystem(db, (tx) => expireIn(tx, id, days))
  return removed
}

async function expireIn(tx: Tx, workspaceId: string, days: number): Promise<number> {
  const cutoff = sql`now() - make_interval(days => ${days})`
  const old = await tx
    .select({ id: sessions.id })
    .from(sessions)
    // Ids are minted before a session ends, in the order of time: the bound on them makes it a walk of the index.
    .where(
      and(
        eq(sessions.workspaceId, workspaceId),
        lt(sessions.id, firstIdAfter(days)),
        isNotNull(sessions.endedAt),
        lt(sessions.endedAt, cutoff),
      ),
    )
    .orderBy(asc(sessions.id))
    .limit(BATCH)
    .for('update', { skipLocked: true })
  if (old.length === 0) return 0
  const ids = old.map(({ id }) => id)
  const pictured = await tx
    .select({ id: steps.sessionId, attempt: steps.attempt, number: steps.number })
    .from(steps)
    .where(and(inArray(steps.sessionId, ids), eq(steps.screenshot, true)))
  const gone = await tx.delete(sessions).where(inArray(sessions.id, ids)).returning()
  const burstIds = [...new Set(gone.map(({ burstId }) => burstId))]
  const left = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.burstId, bursts.id))
  const empty = await tx
    .delete(bursts)
    .where(and(inArray(bursts.id, burstIds), notExists(left)))
    .returning({ workspaceId: bursts.workspaceId, id: bursts.id })
  // Whether or not a row says that it has a picture: a visit that was broken off may have left one.
  const burstOf = new Map(gone.map(({ id, burstId }) => [id, burstId]))
  const ofSteps = pictured.map((step) =>
    stepPictureKey({ workspaceId, burstId: burstOf.get(step.id) ?? '', id: step.id }, step),
  )
  await eraseObjects(tx, {
    workspaceId,
    keys: [...gone.map(pictureKey), ...ofSteps, ...empty.map(burstPrefix)],
  })
  await publishChange(tx, workspaceId, BURSTS_TOPIC)
  return gone.length
}

/** Removes visitors who were not seen for as long as their workspace's plan keeps its log; at most BATCH of a plan. */
export function expireVisitors(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    let removed = 0
    for (const [plan, { retentionDays: days }] of Object.entries(PLANS)) {
      if (!days) continue
      const old = tx
        .select({ id: visitors.id })
        .from(visitors)
        .innerJoin(workspaces, eq(workspaces.id, visitors.workspaceId))
        .where(
          and(
            eq(workspaces.plan, plan as PlanName),
            lt(visitors.lastSeenAt, sql`now() - make_interval(days => ${days})`),
          ),
        )
        .limit(BATCH)
      const gone = await tx.delete(visitors).where(inArray(visitors.id, old)).returning({ id: visitors.id })
      removed += gone.length
    }
    return removed
  })
}

/** The smallest UUIDv7 of the moment `days` ago (RFC 9562, 5.7: 48 bits of Unix milliseconds first). */
function firstIdAfter(days: number): string {
  const hex = (Date.now() - days * 86_400_000).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
