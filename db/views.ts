import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { lockMember } from './rights.ts'
import { views } from './schema/views.ts'

/** Views that one person keeps in a workspace. */
const MAX_VIEWS = 100

export type View = typeof views.$inferSelect
interface Owner {
  workspaceId: string
  userId: string
}
export interface ViewInput {
  name: string
  filters: Record<string, string | number>
  columns: string[]
  shared: boolean
}

const own = ({ workspaceId, userId }: Owner) =>
  and(eq(views.workspaceId, workspaceId), eq(views.userId, userId))

/** A person's own views and those that others share, in the order in which they were made. */
export function listViews(db: Db, input: Owner & { cursor?: string; limit: number }): Promise<Page<View>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const seen = and(
      eq(views.workspaceId, input.workspaceId),
      or(eq(views.userId, input.userId), eq(views.shared, true)),
    )
    const after = input.cursor ? gt(views.id, knownCursor(input.cursor)) : undefined
    const found = await tx
      .select()
      .from(views)
      .where(and(seen, after))
      .orderBy(asc(views.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/** Keeps a view. With an id that is there already it is the same view again. */
export function saveView(db: Db, input: Author & Owner & ViewInput & { id?: string }): Promise<View> {
  const { workspaceId, userId, name, filters, columns, shared } = input
  const id = input.id ?? newId()
  return inWorkspace(db, workspaceId, async (tx) => {
    await lockMember(tx, input)
    const [known] = await tx
      .select()
      .from(views)
      .where(and(own(input), eq(views.id, id)))
    if (known) return known
    if ((await tx.$count(views, own(input))) >= MAX_VIEWS)
      throw new AppError('conflict', `You keep ${MAX_VIEWS} views already; delete one first.`, 'name')
    const [made] = await tx
      .insert(views)
      .values({ id, workspaceId, userId, name, filters, columns, shared })
      .onConflictDoNothing()
      .returning()
    if (!made) throw taken(name)
    if (shared) await record(tx, input, 'view.shared', made)
    return made
  })
}

/** Changes what is given of an own view. */
export function changeView(
  db: Db,
  input: Author & Owner & { id: string; change: Partial<ViewInput> },
): Promise<View> {
  const { change } = input
  return inWorkspace(db, input.workspaceId, async (tx) => {
    await lockMember(tx, input)
    const { id, shared } = await ownView(tx, input)
    const { name } = change
    // A name that is taken would break the transaction.
    if (name !== undefined) {
      const [other] = await tx
        .select({ id: views.id })
        .from(views)
        .where(and(own(input), eq(views.name, name)))
      if (other && other.id !== id) throw taken(name)
    }
    const [changed] = await tx
      .update(views)
      .set({ ...change, updatedAt: sql`now()` })
      .where(and(own(input), eq(views.id, id)))
      .returning()
    if (!changed) throw unknown(id)
    if (shared || changed.shared) await record(tx, input, 'view.changed', changed)
    return changed
  })
}

export function removeView(db: Db, input: Author & Owner & { id: string }): Promise<void> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const view = await ownView(tx, input)
    await tx.delete(views).where(and(own(input), eq(views.id, view.id)))
    if (view.shared) await record(tx, input, 'view.removed', view)
  })
}

/** Only what others see is told to them. */
const record = (tx: Tx, author: Author, action: string, { id, name }: View) =>
  recordChange(tx, author, { action, subject: { kind: 'view', id, name } })

/** Of a person who is in the workspace no more: nobody could change what they shared. */
export async function dropViewsOf(tx: Tx, owner: Owner): Promise<void> {
  await tx.delete(views).where(own(owner))
}

/** An own view for changing, or why not: one that is shared is there for everybody, and its owner's. */
async function ownView(tx: Tx, { workspaceId, userId, id: wanted }: Owner & { id: string }): Promise<View> {
  const id = knownId(wanted, 'view')
  const [found] = await tx
    .select()
    .from(views)
    .where(and(eq(views.workspaceId, workspaceId), eq(views.id, id)))
    .for('update')
  if (found?.userId === userId) return found
  if (!found?.shared) throw unknown(id)
  throw new AppError(
    'forbidden',
    'Only its owner may change or delete this view. Save one of your own.',
    'id',
  )
}

const unknown = (id: string) => new AppError('not_found', `No view has the id "${id}".`, 'id')
const taken = (name: string) => new AppError('conflict', `You keep a view named "${name}" already.`, 'name')
