import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { type Author, type Change, recordChange } from './audit.ts'
import { type Db, inWorkspace, newId } from './client.ts'
import { AppError } from './errors.ts'
import { publishChange, TARGETS_TOPIC } from './events.ts'
import { eraseExports } from './exports.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { clearBursts } from './remove-burst.ts'
import { bursts } from './schema/bursts.ts'
import { type Access, type ConsentShares, targets } from './schema/targets.ts'

export type Target = typeof targets.$inferSelect

export function listTargets(
  db: Db,
  input: { workspaceId: string; cursor?: string; limit: number },
): Promise<Page<Target>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select()
      .from(targets)
      .where(
        and(
          eq(targets.workspaceId, input.workspaceId),
          input.cursor ? gt(targets.id, knownCursor(input.cursor)) : undefined,
        ),
      )
      .orderBy(asc(targets.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

export async function getTarget(db: Db, input: { workspaceId: string; id: string }): Promise<Target> {
  const id = knownId(input.id, 'target')
  const [found] = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select()
      .from(targets)
      .where(and(eq(targets.workspaceId, input.workspaceId), eq(targets.id, id))),
  )
  if (!found) throw new AppError('not_found', `No target has the id "${id}".`, 'id')
  return found
}

/** No list of targets is longer, and nobody has more sites that we ask for a proof. */
export const MAX_TARGETS = 200

/**
 * Adds an unverified target, or finds the one that `id` made before. `origin` is one that agent/targets/origin.ts has
 * spelled. Throws `conflict` when the workspace has it already.
 */
export async function addTarget(
  db: Db,
  input: Author & { origin: string; name: string; id?: string },
): Promise<Target> {
  const { workspaceId, origin, name, id = newId() } = input
  const made = await inWorkspace(db, workspaceId, async (tx) => {
    const [mine] = await tx
      .select()
      .from(targets)
      .where(and(eq(targets.workspaceId, workspaceId), eq(targets.id, id)))
    if (mine) return mine
    const there = await tx.$count(targets, eq(targets.workspaceId, workspaceId))
    if (there >= MAX_TARGETS)
      throw new AppError(
        'conflict',
        `A workspace has at most ${MAX_TARGETS} targets. Remove one first.`,
        'url',
      )
    const [row] = await tx
      .insert(targets)
      .values({ id, workspaceId, origin, name })
      .onConflictDoNothing()
      .returning()
    if (!row) return undefined
    await publishChange(tx, workspaceId, TARGETS_TOPIC)
    await recordChange(tx, input, {
      action: 'target.added',
      subject: { kind: 'target', id: row.id, name },
      after: { origin },
    })
    return row
  })
  if (!made) throw new AppError('conflict', `${input.origin} is already a target here.`, 'url')
  return made
}

export interface TargetChange {
  name?: string
  /** Null goes back to the default. */
  sessionsPerHour?: number | null
  sessionsAtOnce?: number | null
  /** Whether its sessions say that they are synthetic. */
  label?: boolean
  consent?: ConsentShares
  emailPattern?: string | null
  access?: Access
  proxies?: Record<string, string>
}

/** Changes what is given. It holds for every session that starts from now on. */
export async function changeTarget(
  db: Db,
  input: Author & { id: string; change: TargetChange },
): Promise<Target> {
  const { workspaceId, change } = input
  const before = await getTarget(db, input)
  const changed = await inWorkspace(db, workspaceId, async (tx) => {
    // An empty change sets nothing that is there already; drizzle wants one column.
    const { name = sql`${targets.name}`, ...others } = change
    const [row] = await tx
      .update(targets)
      .set({ name, ...others })
      .where(and(eq(targets.workspaceId, workspaceId), eq(targets.id, before.id)))
      .returning()
    if (!row) return undefined
    await publishChange(tx, workspaceId, TARGETS_TOPIC)
    await recordChange(tx, input, {
      action: 'target.changed',
      subject: { kind: 'target', id: row.id, name: row.name },
      before: told(before),
      after: told(change),
    })
    return row
  })
  if (!changed) throw new AppError('not_found', `No target has the id "${input.id}".`, 'id')
  return changed
}

/** As the audit log has it: secrets by their names. */
function told({ consent, access, proxies, ...change }: TargetChange): NonNullable<Change['after']> {
  const { name, sessionsPerHour, sessionsAtOnce, label, emailPattern } = change
  const shares = consent && Object.entries(consent).map(([answer, percent]) => `${answer} ${percent} %`)
  const rest = { name, sessionsPerHour, sessionsAtOnce, label, emailPattern, consent: shares?.join(', ') }
  const values = {
    ...rest,
    ...(access && { basicAuth: access.basicAuth ?? null, accessHeader: headerOf(access) }),
    ...(proxies && { proxies: Object.entries(proxies).map((pair) => pair.join(': ')) }),
  }
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

const headerOf = ({ header }: Access) => (header ? `${header.name}: ${header.secret}` : null)

/** Removes a target with its bursts, sessions and memory; visits that are on it end at once. */
export async function removeTarget(db: Db, input: Author & { id: string }): Promise<void> {
  const id = knownId(input.id, 'target')
  const removed = await inWorkspace(db, input.workspaceId, async (tx) => {
    const its = await tx.select({ id: bursts.id }).from(bursts).where(eq(bursts.targetId, id))
    const gone = await tx
      .delete(targets)
      .where(and(eq(targets.workspaceId, input.workspaceId), eq(targets.id, id)))
      .returning({ id: targets.id, name: targets.name, origin: targets.origin })
    for (const { name, origin } of gone) {
      await publishChange(tx, input.workspaceId, TARGETS_TOPIC)
      await clearBursts(
        tx,
        input.workspaceId,
        its.map((burst) => burst.id),
      )
      await eraseExports(tx, input.workspaceId)
      await recordChange(tx, input, {
        action: 'target.removed',
        subject: { kind: 'target', id, name },
        before: { origin },
      })
    }
    return gone
  })
  if (removed.length === 0) throw new AppError('not_found', `No target has the id "${id}".`, 'id')
}

/**
 * The demo shop is verified from the first start, wherever its port is this time. A target that already has its
 * address becomes the demo shop; what was it before stays as a target of its own.
 */
export async function keepDemoShop(db: Db, input: { workspaceId: string; origin: string }): Promise<void> {
  const here = eq(targets.workspaceId, input.workspaceId)
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const verified = {
      demo: true,
      verifiedAt: sql`coalesce(${targets.verifiedAt}, now())`,
      checkAskedAt: null,
      checkDueAt: null,
      misses: 0,
      reason: null,
    }
    const [there] = await tx
      .update(targets)
      .set(verified)
      .where(and(here, eq(targets.origin, input.origin)))
      .returning({ id: targets.id })
    if (there) {
      await tx
        .update(targets)
        // Nobody proved it: being the demo shop was all it had.
        .set({ demo: false, verifiedAt: null })
        .where(and(here, eq(targets.demo, true), ne(targets.id, there.id)))
      return
    }
    const moved = await tx
      .update(targets)
      .set({ ...verified, origin: input.origin })
      .where(and(here, eq(targets.demo, true)))
      .returning({ id: targets.id })
    if (moved.length > 0) return
    await tx
      .insert(targets)
      .values({ id: newId(), ...input, name: 'Demo shop', demo: true, verifiedAt: sql`now()` })
      // A newcomer's first requests come at once, and each keeps the shop.
      .onConflictDoNothing()
  })
}
