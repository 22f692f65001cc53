import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { CANCEL_CHANNEL } from './bursts.ts'
import { type Db, inWorkspace, newId } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { bursts } from './schema/bursts.ts'
import { targets } from './schema/targets.ts'

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

/**
 * Adds an unverified target, or finds the one that `id` made before. `origin` comes from parseOrigin. Throws
 * `conflict` when the workspace has it already.
 */
export async function addTarget(
  db: Db,
  input: { workspaceId: string; origin: string; name: string; id?: string },
): Promise<Target> {
  const { id = newId(), workspaceId } = input
  const [made] = await inWorkspace(db, workspaceId, async (tx) => {
    const added = await tx
      .insert(targets)
      .values({ ...input, id })
      .onConflictDoNothing()
      .returning()
    if (added.length > 0) return added
    const mine = and(eq(targets.workspaceId, workspaceId), eq(targets.id, id))
    return tx.select().from(targets).where(mine)
  })
  if (!made) throw new AppError('conflict', `${input.origin} is already a target here.`, 'url')
  return made
}

export async function renameTarget(
  db: Db,
  input: { workspaceId: string; id: string; name: string },
): Promise<Target> {
  const id = knownId(input.id, 'target')
  const [changed] = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .update(targets)
      .set({ name: input.name })
      .where(and(eq(targets.workspaceId, input.workspaceId), eq(targets.id, id)))
      .returning(),
  )
  if (!changed) throw new AppError('not_found', `No target has the id "${id}".`, 'id')
  return changed
}

/** Removes a target with its bursts, sessions and memory; visits that are on it end at once. */
export async function removeTarget(db: Db, input: { workspaceId: string; id: string }): Promise<void> {
  const id = knownId(input.id, 'target')
  const removed = await inWorkspace(db, input.workspaceId, async (tx) => {
    const its = await tx.select({ id: bursts.id }).from(bursts).where(eq(bursts.targetId, id))
    for (const burst of its) await tx.execute(sql`select pg_notify(${CANCEL_CHANNEL}, ${burst.id})`)
    return tx
      .delete(targets)
      .where(and(eq(targets.workspaceId, input.workspaceId), eq(targets.id, id)))
      .returning({ id: targets.id })
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
    const verified = { demo: true, verifiedAt: sql`coalesce(${targets.verifiedAt}, now())` }
    const [there] = await tx
      .update(targets)
      .set(verified)
      .where(and(here, eq(targets.origin, input.origin)))
      .returning({ id: targets.id })
    if (there) {
      await tx
        .update(targets)
        .set({ demo: false })
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
  })
}

/** Scheme, host and port of a site's URL. Throws `invalid_input` naming `url`. */
export function parseOrigin(url: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol) || !parsed.hostname)
    throw new AppError(
      'invalid_input',
      'Expected the http or https address of a site, such as https://shop.example.',
      'url',
    )
  if (parsed.username || parsed.password)
    throw new AppError('invalid_input', 'Leave user name and password out of the address.', 'url')
  return parsed.origin
}
