import { and, asc, desc, eq, gt, isNotNull } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type Db, inWorkspace } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { memoryChanges } from './schema/memory-changes.ts'
import { memory } from './schema/targets.ts'
import { getTarget } from './targets.ts'

export type MemoryEntry = typeof memory.$inferSelect
export type MemoryChange = typeof memoryChanges.$inferSelect

interface Of {
  workspaceId: string
  targetId: string
}
/** Steps that are being resolved for the first time are not remembered yet. */
const keptOf = ({ workspaceId, targetId }: Of) =>
  and(eq(memory.workspaceId, workspaceId), eq(memory.targetId, targetId), isNotNull(memory.rounds))

/** What is remembered of a target, oldest first. */
export async function listMemory(
  db: Db,
  input: Of & { cursor?: string; limit: number },
): Promise<Page<MemoryEntry>> {
  await getTarget(db, { workspaceId: input.workspaceId, id: input.targetId })
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const later = input.cursor ? gt(memory.id, knownCursor(input.cursor)) : undefined
    const found = await tx
      .select()
      .from(memory)
      .where(and(keptOf(input), later))
      .orderBy(asc(memory.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/** One remembered step with its history, newest change first. */
export async function getMemory(
  db: Db,
  input: Of & { id: string },
): Promise<MemoryEntry & { changes: MemoryChange[] }> {
  const [id, targetId] = [knownId(input.id, 'remembered step', 'entry'), knownId(input.targetId, 'target')]
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const [entry] = await tx
      .select()
      .from(memory)
      .where(and(keptOf({ ...input, targetId }), eq(memory.id, id)))
    if (!entry) throw new AppError('not_found', `No remembered step has the id "${id}".`, 'entry')
    const changes = await tx
      .select()
      .from(memoryChanges)
      .where(and(eq(memoryChanges.workspaceId, input.workspaceId), eq(memoryChanges.memoryId, id)))
      .orderBy(desc(memoryChanges.version))
    return { ...entry, changes }
  })
}

/** Forgets one step: the next visit that takes it resolves it anew. */
export async function forgetStep(db: Db, input: Author & Of & { id: string }): Promise<void> {
  const [id, targetId] = [knownId(input.id, 'remembered step', 'entry'), knownId(input.targetId, 'target')]
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const [gone] = await tx
      .delete(memory)
      .where(and(keptOf({ ...input, targetId }), eq(memory.id, id)))
      .returning({ step: memory.step })
    if (!gone) throw new AppError('not_found', `No remembered step has the id "${id}".`, 'entry')
    await recordChange(tx, input, {
      action: 'memory.removed',
      subject: { kind: 'memory', id, name: gone.step },
    })
  })
}

/** Forgets all of a target's steps. One that is being resolved right now is kept when it is done. */
export async function forgetTarget(db: Db, input: Author & Of): Promise<void> {
  const { id, name } = await getTarget(db, { workspaceId: input.workspaceId, id: input.targetId })
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await tx.delete(memory).where(keptOf(input))
    await recordChange(tx, input, { action: 'target.memory_cleared', subject: { kind: 'target', id, name } })
  })
}
