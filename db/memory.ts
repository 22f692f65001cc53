import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { memoryChanges } from './schema/memory-changes.ts'
import { memory, type StoredAction } from './schema/targets.ts'

export interface MemoryKey {
  workspaceId: string
  targetId: string
  /** The step's words, folded. */
  step: string
  pathPattern: string
  viewport: string
}
export interface Known {
  version: number
  /** One list of actions per page that the step passes through. */
  rounds: StoredAction[][]
}
export interface Claim {
  key: MemoryKey
  owner: string
  /** The version that no longer works; 0 for a step that nobody knows. */
  failed: number
}

/** How long a claim holds without a heartbeat: a runner that was killed keeps the others waiting no longer. */
export const CLAIM_SECONDS = 10
/** Changes kept per step, the newest; the first one of all is among what goes. */
const HISTORY = 20

/** The step on every viewport class. */
const everywhere = (key: MemoryKey) =>
  and(
    eq(memory.workspaceId, key.workspaceId),
    eq(memory.targetId, key.targetId),
    eq(memory.step, key.step),
    eq(memory.pathPattern, key.pathPattern),
  )
const at = (key: MemoryKey) => and(everywhere(key), eq(memory.viewport, key.viewport))
const ours = ({ key, owner }: Claim) => and(at(key), eq(memory.leaseOwner, owner))
const lease = (owner: string) => ({
  leaseOwner: owner,
  leaseUntil: sql`now() + make_interval(secs => ${CLAIM_SECONDS})`,
})

/** What the step came to last time; undefined when nobody knows. */
export async function recall(db: Db, key: MemoryKey): Promise<Known | undefined> {
  const [found] = await inWorkspace(db, key.workspaceId, (tx) =>
    tx.select({ version: memory.version, rounds: memory.rounds }).from(memory).where(at(key)),
  )
  return found?.rounds ? { version: found.version, rounds: found.rounds } : undefined
}

/**
 * Asks to be the one that resolves or heals a step for all. `mine`: do it, then keep or release it. `taken`: somebody
 * is at it, be it on another viewport class that had the same actions. Otherwise what is known by now.
 */
export function claimStep(db: Db, claim: Claim): Promise<'mine' | 'taken' | Known> {
  const { key, owner, failed } = claim
  return inWorkspace(db, key.workspaceId, async (tx) => {
    await tx
      .insert(memory)
      .values({ id: newId(), ...key })
      .onConflictDoNothing()
    const busy = sql<boolean>`coalesce(${memory.leaseUntil} > now() and ${memory.leaseOwner} <> ${owner}, false)`
    const all = await tx
      .select({ entry: memory, busy })
      .from(memory)
      .where(everywhere(key))
      .orderBy(memory.id)
      .for('update')
    const own = all.find(({ entry }) => entry.viewport === key.viewport)
    if (own?.entry.rounds && own.entry.version !== failed)
      return { version: own.entry.version, rounds: own.entry.rounds }
    const same = all.filter(({ entry }) => entry === own?.entry || isSame(entry.rounds, own?.entry.rounds))
    if (!own || same.some((other) => other.busy)) return 'taken'
    await tx.update(memory).set(lease(owner)).where(at(key))
    return 'mine'
  })
}

const isSame = (a: StoredAction[][] | null, b: StoredAction[][] | null | undefined) =>
  a !== null && JSON.stringify(a) === JSON.stringify(b)

/** Holds the claim for another while. False when it was lost: somebody else is at it. */
export async function renewClaim(db: Db, claim: Claim): Promise<boolean> {
  const renewed = await inWorkspace(db, claim.key.workspaceId, (tx) =>
    tx.update(memory).set(lease(claim.owner)).where(ours(claim)).returning({ id: memory.id }),
  )
  return renewed.length > 0
}

/**
 * Keeps what worked, ends the claim and writes history. A healing goes to every viewport class that had the same
 * actions: one that needs others notices by the elements' texts, and heals its own. False when the claim was lost: then
 * nothing is kept.
 */
export function keepStep(
  db: Db,
  claim: Claim,
  made: { rounds: StoredAction[][]; sessionId?: string; reason?: string },
): Promise<boolean> {
  return inWorkspace(db, claim.key.workspaceId, async (tx) => {
    const all = await tx.select().from(memory).where(everywhere(claim.key)).orderBy(memory.id).for('update')
    const entry = all.find(({ leaseOwner }) => leaseOwner === claim.owner)
    if (!entry) return false
    for (const each of all.filter((other) => other === entry || isSame(other.rounds, entry.rounds))) {
      const version = each.version + 1
      await tx
        .update(memory)
        .set({ rounds: made.rounds, version, leaseOwner: null, leaseUntil: null, updatedAt: sql`now()` })
        .where(eq(memory.id, each.id))
      await writeChange(tx, each, { ...made, version })
    }
    return true
  })
}

async function writeChange(
  tx: Tx,
  entry: typeof memory.$inferSelect,
  {
    version,
    sessionId,
    reason,
    rounds,
  }: { version: number; sessionId?: string; reason?: string; rounds: StoredAction[][] },
): Promise<void> {
  const { workspaceId, id: memoryId, rounds: before } = entry
  await tx.insert(memoryChanges).values({
    ...{ id: newId(), workspaceId, memoryId, version, sessionId, reason: before ? reason : null },
    ...{ before, after: rounds },
  })
  await tx
    .delete(memoryChanges)
    .where(and(eq(memoryChanges.memoryId, memoryId), lt(memoryChanges.version, version - HISTORY + 1)))
}

/** Gives the claim back without an answer; a step that nobody knows leaves nothing behind. */
export async function releaseClaim(db: Db, claim: Claim): Promise<void> {
  await inWorkspace(db, claim.key.workspaceId, async (tx) => {
    await tx.delete(memory).where(and(ours(claim), isNull(memory.rounds)))
    await tx.update(memory).set({ leaseOwner: null, leaseUntil: null }).where(ours(claim))
  })
}

/** Which of these steps (folded) are known somewhere on the target, by viewport class. */
export async function knownSteps(
  db: Db,
  input: { workspaceId: string; targetId: string; steps: string[] },
): Promise<Pick<MemoryKey, 'step' | 'viewport'>[]> {
  if (input.steps.length === 0) return []
  return inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .selectDistinct({ step: memory.step, viewport: memory.viewport })
      .from(memory)
      .where(
        and(
          eq(memory.workspaceId, input.workspaceId),
          eq(memory.targetId, input.targetId),
          inArray(memory.step, input.steps),
          isNotNull(memory.rounds),
        ),
      ),
  )
}
