import { and, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { asSystem, type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import type { SessionFilters } from './log-filters.ts'
import { eraseObjects, exportKey } from './objects.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { lockMember } from './rights.ts'
import { type ExportFormat, exports } from './schema/exports.ts'
import { members, workspaces } from './schema/people.ts'
import { isSigned, randomToken, sign } from './tokens.ts'

/** Runners listen here: somebody waits for an export. */
export const EXPORT_CHANNEL = 'sessionburst_export'
/** Exports of one person that may wait or be written at the same time. */
const MAX_OPEN = 5
const KEPT_HOURS = 24
const LINK_SECONDS = 3_600

export type Export = typeof exports.$inferSelect
/** Exports are their maker's own. */
export interface Maker {
  workspaceId: string
  userId: string
}

const own = ({ workspaceId, userId }: Maker) =>
  and(eq(exports.workspaceId, workspaceId), eq(exports.userId, userId))

/** Files of the log hold what is erased from it: they go with it, whoever made them. */
export async function eraseExports(tx: Tx, workspaceId: string): Promise<void> {
  const gone = await tx.delete(exports).where(eq(exports.workspaceId, workspaceId)).returning()
  await eraseObjects(tx, { workspaceId, keys: gone.map(exportKey) })
}

/** Orders an export. With an id that is there already it is the same order again. */
export async function startExport(
  db: Db,
  input: Author &
    Maker & {
      id?: string
      format: ExportFormat
      asked: Record<string, unknown>
      filters: SessionFilters
    },
): Promise<Export> {
  const { workspaceId, userId, format, asked } = input
  const id = input.id ?? newId()
  await inWorkspace(db, workspaceId, async (tx) => {
    await lockMember(tx, input)
    const unfinished = await tx.$count(
      exports,
      and(own(input), inArray(exports.state, ['waiting', 'running'])),
    )
    const known = await tx.$count(exports, and(own(input), eq(exports.id, id)))
    if (known > 0) return
    if (unfinished >= MAX_OPEN)
      throw new AppError(
        'conflict',
        `${MAX_OPEN} exports of yours are being written already. Wait for one of them, or delete it.`,
        'format',
      )
    await tx
      .insert(exports)
      .values({
        id,
        workspaceId,
        userId,
        format,
        asked,
        filters: { ...input.filters },
        linkSecret: randomToken(),
        expiresAt: sql`now() + make_interval(hours => ${KEPT_HOURS})`,
      })
      .onConflictDoNothing()
    await recordChange(tx, input, { action: 'export.started', subject: { kind: 'export', id, name: format } })
    await tx.execute(sql`select pg_notify(${EXPORT_CHANNEL}, '')`)
  })
  return getExport(db, { workspaceId, userId, id })
}

/** The newest first. */
export function listExports(
  db: Db,
  input: Maker & { cursor?: string; limit: number },
): Promise<Page<Export>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const before = input.cursor ? lt(exports.id, knownCursor(input.cursor)) : undefined
    const found = await tx
      .select()
      .from(exports)
      .where(and(own(input), before))
      .orderBy(desc(exports.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/** The export, or `not_found`: another person's is not told apart from none. */
export async function getExport(db: Db, input: Maker & { id: string }): Promise<Export> {
  const id = knownId(input.id, 'export')
  const [found] = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select()
      .from(exports)
      .where(and(own(input), eq(exports.id, id))),
  )
  if (!found) throw new AppError('not_found', `No export has the id "${id}".`, 'id')
  return found
}

/** Ends it, whatever its state, and erases its file. */
export async function removeExport(db: Db, input: Author & Maker & { id: string }): Promise<void> {
  const found = await getExport(db, input)
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await tx.delete(exports).where(and(own(input), eq(exports.id, found.id)))
    await eraseObjects(tx, { workspaceId: input.workspaceId, keys: [exportKey(found)] })
    await recordChange(tx, input, {
      action: 'export.removed',
      subject: { kind: 'export', id: found.id, name: found.format },
    })
  })
}

export interface ExportLink {
  path: string
  expiresAt: Date
}

/** A link to the file that needs no sign-in, for an hour at most. */
export async function linkTo(one: Export, now: Date): Promise<ExportLink> {
  const hour = new Date(now.getTime() + LINK_SECONDS * 1000)
  const expiresAt = hour < one.expiresAt ? hour : one.expiresAt
  const expires = Math.floor(expiresAt.getTime() / 1000)
  const signature = await sign(one.linkSecret, `${one.id}.${expires}`)
  return { path: `/api/exports/${one.id}/file?expires=${expires}&signature=${signature}`, expiresAt }
}

/**
 * The export that a link leads to, as long as its maker is in the workspace. Runs as `system`: only the link tells the
 * workspace. Throws `not_found` for a link that nobody made, `link_expired` for one of before.
 */
export async function followLink(
  db: Db,
  link: { id: string; expires: number; signature: string; now: Date },
): Promise<Export> {
  const id = knownId(link.id, 'export')
  const [found] = await asSystem(db, (tx) =>
    tx
      .select({ one: exports })
      .from(exports)
      .innerJoin(workspaces, and(eq(workspaces.id, exports.workspaceId), isNull(workspaces.deletedAt)))
      .innerJoin(
        members,
        and(eq(members.workspaceId, exports.workspaceId), eq(members.userId, exports.userId)),
      )
      .where(and(eq(exports.id, id), gt(exports.expiresAt, sql`now()`))),
  )
  if (!found || !(await isSigned(found.one.linkSecret, `${id}.${link.expires}`, link.signature)))
    throw new AppError('not_found', 'No export has this link.', 'signature')
  if (link.expires * 1000 < link.now.getTime())
    throw new AppError(
      'link_expired',
      `This link has expired; GET /api/exports/${id} has a new one.`,
      'expires',
    )
  return found.one
}
