import { and, desc, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type Db, inWorkspace } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { visitors } from './schema/visitors.ts'
import { SealError, type Sealer } from './sealing.ts'
import { getTarget } from './targets.ts'
import { places } from './visitors.ts'

interface OfTarget {
  workspaceId: string
  targetId: string
}

/** A visitor as lists show them: who they are to the site, never what opens their account. */
export interface ListedVisitor {
  id: string
  /** Null when no secret opens them any more. */
  email: string | null
  name: string | null
  device: string
  country: string
  visits: number
  /** Is in the vault with their storage. */
  canReturn: boolean
  accountAt: Date | null
  createdAt: Date
  lastSeenAt: Date
}

/** Within the workspace's rows: of a target that is known to be there. */
const own = ({ workspaceId, targetId }: OfTarget) =>
  and(eq(visitors.workspaceId, workspaceId), eq(visitors.targetId, targetId))

/** The newest first; with `accounts` only those who made one. */
export async function listVisitors(
  db: Db,
  sealer: Sealer,
  input: OfTarget & { accounts?: boolean; cursor?: string; limit: number },
): Promise<Page<ListedVisitor>> {
  const { id: targetId } = await getTarget(db, { ...input, id: input.targetId })
  const found = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({
        id: visitors.id,
        workspaceId: visitors.workspaceId,
        targetId: visitors.targetId,
        sealedPerson: visitors.sealedPerson,
        device: visitors.device,
        country: visitors.country,
        visits: visitors.visits,
        canReturn: sql<boolean>`${visitors.sealedStorage} is not null`,
        accountAt: visitors.accountAt,
        createdAt: visitors.createdAt,
        lastSeenAt: visitors.lastSeenAt,
      })
      .from(visitors)
      .where(
        and(
          own({ ...input, targetId }),
          input.accounts ? isNotNull(visitors.accountAt) : undefined,
          input.cursor ? lt(visitors.id, knownCursor(input.cursor)) : undefined,
        ),
      )
      .orderBy(desc(visitors.id))
      .limit(input.limit + 1),
  )
  const { items, nextCursor } = toPage(found, input.limit)
  const named = items.map(async (row) => {
    const { workspaceId: _w, targetId: _t, sealedPerson: _p, ...shown } = row
    return { ...shown, ...(await whoIs(sealer, row)) }
  })
  return { items: await Promise.all(named), nextCursor }
}

const NOBODY = { email: null, name: null }

async function whoIs(
  sealer: Sealer,
  row: { workspaceId: string; targetId: string; id: string; sealedPerson: string },
): Promise<Pick<ListedVisitor, 'email' | 'name'>> {
  try {
    const person: unknown = JSON.parse(await sealer.open(row.sealedPerson, places(row).person))
    const { email, name } = (person as { variables?: Record<string, string> }).variables ?? {}
    return { email: email ?? null, name: name ?? null }
  } catch (error) {
    if (error instanceof SealError) return NOBODY
    throw error
  }
}

export interface KeptPeople {
  device: string
  hasAccount: boolean
  /** Who can come back. */
  returning: number
  /** All of them. */
  people: number
}

/** How many people a target has met, by device class and account. */
export function countVisitors(db: Db, input: OfTarget): Promise<KeptPeople[]> {
  const hasAccount = sql<boolean>`${visitors.accountAt} is not null`
  return inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({
        device: visitors.device,
        hasAccount,
        returning: sql<number>`count(${visitors.sealedStorage})::int`,
        people: sql<number>`count(*)::int`,
      })
      .from(visitors)
      .where(own(input))
      .groupBy(visitors.device, hasAccount),
  )
}

/** Forgets one. On a visit, they are forgotten all the same when it ends. */
export async function forgetVisitor(db: Db, input: Author & OfTarget & { id: string }): Promise<void> {
  const id = knownId(input.id, 'visitor', 'visitor')
  const target = await getTarget(db, { ...input, id: input.targetId })
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const [gone] = await tx
      .delete(visitors)
      .where(and(own({ ...input, targetId: target.id }), eq(visitors.id, id)))
      .returning({ id: visitors.id })
    if (!gone) throw new AppError('not_found', `No visitor has the id "${id}".`, 'visitor')
    await recordChange(tx, input, {
      action: 'target.visitor_forgotten',
      subject: { kind: 'target', id: target.id, name: target.name },
    })
  })
}

/** Forgets them all. Newcomers who are on a visit right now are kept when it ends. */
export async function forgetVisitors(db: Db, input: Author & OfTarget): Promise<void> {
  const target = await getTarget(db, { ...input, id: input.targetId })
  await inWorkspace(db, input.workspaceId, async (tx) => {
    const gone = await tx
      .delete(visitors)
      .where(own({ ...input, targetId: target.id }))
      .returning({ id: visitors.id })
    await recordChange(tx, input, {
      action: 'target.visitors_forgotten',
      subject: { kind: 'target', id: target.id, name: target.name },
      before: { visitors: gone.length },
    })
  })
}
