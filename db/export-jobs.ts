import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { asSystem, type Db, inWorkspace } from './client.ts'
import { EXPORT_CHANNEL, type Export } from './exports.ts'
import type { SessionFilters } from './log-filters.ts'
import { eraseObjects, exportKey } from './objects.ts'
import { type ExportJob, enqueueExportJobs } from './queue.ts'
import { exports } from './schema/exports.ts'
import type { Total } from './session-count.ts'

export const EXPORT_LEASE_SECONDS = 30
/** A job that nobody took in this time is handed out again. */
const REQUEUE_SECONDS = 60
const MAX_ATTEMPTS = 3
const BATCH = 50

/** The only claim on an export that is being written. */
export interface ExportHold {
  workspaceId: string
  id: string
  runner: string
}
export type ClaimedExport = Omit<Export, 'filters'> & { filters: SessionFilters }

const held = ({ workspaceId, id, runner }: ExportHold) =>
  and(
    eq(exports.workspaceId, workspaceId),
    eq(exports.id, id),
    eq(exports.state, 'running'),
    eq(exports.leaseOwner, runner),
  )
const lease = sql`now() + make_interval(secs => ${EXPORT_LEASE_SECONDS})`
const free = { state: 'waiting', rows: 0, queuedAt: null, leaseOwner: null, leaseUntil: null } as const

/** Hands exports that wait to the queue. */
export function enqueueExports(db: Db, boss: PgBoss): Promise<void> {
  return asSystem(db, async (tx) => {
    const due = await tx
      .select({ id: exports.id, workspaceId: exports.workspaceId })
      .from(exports)
      .where(
        and(
          eq(exports.state, 'waiting'),
          or(
            isNull(exports.queuedAt),
            lt(exports.queuedAt, sql`now() - make_interval(secs => ${REQUEUE_SECONDS})`),
          ),
        ),
      )
      .orderBy(asc(exports.createdAt))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    if (due.length === 0) return
    const ids = due.map(({ id }) => id)
    await tx.update(exports).set({ queuedAt: sql`now()` }).where(inArray(exports.id, ids))
    await enqueueExportJobs(
      boss,
      tx,
      due.map(({ id, workspaceId }) => ({ exportId: id, workspaceId })),
    )
  })
}

/** Begins an export from its first row, or undefined when it is no longer there to be begun. */
export function claimExport(
  db: Db,
  { workspaceId, exportId, runner }: ExportJob & { runner: string },
): Promise<ClaimedExport | undefined> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const [claimed] = await tx
      .update(exports)
      .set({
        state: 'running',
        rows: 0,
        leaseOwner: runner,
        leaseUntil: lease,
        attempts: sql`${exports.attempts} + 1`,
      })
      .where(
        and(eq(exports.workspaceId, workspaceId), eq(exports.id, exportId), eq(exports.state, 'waiting')),
      )
      .returning()
    return claimed && { ...claimed, filters: revived(claimed.filters) }
  })
}

/** Filters as they were before they became JSON. */
function revived({ from, to, ...rest }: Record<string, unknown>): SessionFilters {
  const at = (value: unknown) => (typeof value === 'string' ? new Date(value) : undefined)
  return { ...rest, from: at(from), to: at(to) }
}

/** Renews the lease and tells how far it is; false when the export is no longer the runner's. */
export function noteExport(
  db: Db,
  hold: ExportHold,
  { rows, count }: { rows?: number; count?: Total },
): Promise<boolean> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const noted = await tx
      .update(exports)
      .set({ leaseUntil: lease, rows, total: count?.total, totalExact: count?.exact })
      .where(held(hold))
      .returning({ id: exports.id })
    return noted.length > 0
  })
}

/** Its file is there. False when the export is no longer the runner's. */
export function finishExport(
  db: Db,
  hold: ExportHold,
  done: { rows: number; bytes: number },
): Promise<boolean> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const finished = await tx
      .update(exports)
      .set({
        ...done,
        total: done.rows,
        totalExact: true,
        state: 'done',
        endedAt: sql`now()`,
        leaseUntil: null,
      })
      .where(held(hold))
      .returning({ id: exports.id })
    return finished.length > 0
  })
}

/** Gives it back to begin again; after MAX_ATTEMPTS it has failed. Without a reason it is an orderly stop. */
export function giveUpExport(db: Db, hold: ExportHold, reason?: string): Promise<void> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const [one] = await tx.select().from(exports).where(held(hold)).for('update')
    if (!one) return
    const over = reason !== undefined && one.attempts >= MAX_ATTEMPTS
    await tx
      .update(exports)
      .set(over ? { state: 'failed', reason, endedAt: sql`now()`, leaseUntil: null } : free)
      .where(held(hold))
    if (!over) await tx.execute(sql`select pg_notify(${EXPORT_CHANNEL}, '')`)
  })
}

/** Frees exports whose runner is gone: `all` when no other process can be writing. */
export async function releaseExports(db: Db, which: 'all' | 'expired'): Promise<void> {
  const gone = which === 'all' ? undefined : lt(exports.leaseUntil, sql`now()`)
  await asSystem(db, async (tx) => {
    await tx
      .update(exports)
      .set(free)
      .where(and(eq(exports.state, 'running'), gone))
    if (which === 'all') await tx.update(exports).set({ queuedAt: null }).where(eq(exports.state, 'waiting'))
  })
}

/** Removes exports that are over a day old, with their files; at most BATCH a call. Answers how many. */
export function expireExports(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const old = await tx
      .select()
      .from(exports)
      .where(lt(exports.expiresAt, sql`now()`))
      .limit(BATCH)
      .for('update', { skipLocked: true })
    for (const one of old) await eraseObjects(tx, { workspaceId: one.workspaceId, keys: [exportKey(one)] })
    const ids = old.map(({ id }) => id)
    if (ids.length > 0) await tx.delete(exports).where(inArray(exports.id, ids))
    return old.length
  })
}
