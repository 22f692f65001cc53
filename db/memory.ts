import { and, eq, inArray } from 'drizzle-orm'
import { type Db, inWorkspace, newId } from './client.ts'
import { memory, type StoredAction } from './schema/targets.ts'

export interface MemoryKey {
  workspaceId: string
  targetId: string
  /** The step's words, folded. */
  step: string
  pathPattern: string
  viewport: string
}

const at = (key: MemoryKey) =>
  and(
    eq(memory.workspaceId, key.workspaceId),
    eq(memory.targetId, key.targetId),
    eq(memory.step, key.step),
    eq(memory.pathPattern, key.pathPattern),
    eq(memory.viewport, key.viewport),
  )

/** What the step came to last time, one list of actions per page it passes through; undefined when unknown. */
export async function recall(db: Db, key: MemoryKey): Promise<StoredAction[][] | undefined> {
  const [found] = await inWorkspace(db, key.workspaceId, (tx) =>
    tx.select({ rounds: memory.rounds }).from(memory).where(at(key)),
  )
  return found?.rounds
}

/** Keeps what worked. Two sessions that resolved the same step at once leave the later answer. */
export async function remember(db: Db, key: MemoryKey, rounds: StoredAction[][]): Promise<void> {
  await inWorkspace(db, key.workspaceId, (tx) =>
    tx
      .insert(memory)
      .values({ id: newId(), ...key, rounds })
      .onConflictDoUpdate({
        target: [memory.workspaceId, memory.targetId, memory.step, memory.pathPattern, memory.viewport],
        set: { rounds },
      }),
  )
}

/** Forgets what no longer works, so that the next visit resolves it anew. */
export async function forget(db: Db, key: MemoryKey): Promise<void> {
  await inWorkspace(db, key.workspaceId, (tx) => tx.delete(memory).where(at(key)))
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
        ),
      ),
  )
}
