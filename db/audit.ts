import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { knownCursor, type Page, toPage } from './pages.ts'
import { audit, type CHANNELS } from './schema/audit.ts'
import { profiles } from './schema/people.ts'

export type Channel = (typeof CHANNELS)[number]

/** From where somebody asks. */
export interface Origin {
  /** The API key that they use. */
  keyId?: string
  channel?: Channel
  /** Network address. */
  address?: string
}

/** Who changes something. Every verb that records a change takes one; without a person it is the product itself. */
export interface Author extends Origin {
  workspaceId: string
  userId?: string
}

export interface Change {
  action: string
  subject: { kind: string; id: string; name?: string }
  /** Only what changed, and nothing that is secret: whoever manages the workspace reads it for as long as it is there. */
  before?: Record<string, string | number | boolean | null | string[]>
  after?: Record<string, string | number | boolean | null | string[]>
}

/** Adds to the audit log in the transaction of the change itself: both are there, or neither. */
export async function recordChange(tx: Tx, author: Author, change: Change): Promise<void> {
  const { workspaceId, userId, keyId, address } = author
  await tx.insert(audit).values({
    id: newId(),
    workspaceId,
    userId,
    email: userId && sql`(select ${profiles.email} from ${profiles} where ${profiles.id} = ${userId}::uuid)`,
    keyId,
    action: change.action,
    subject: change.subject.kind,
    subjectId: change.subject.id,
    subjectName: change.subject.name,
    before: change.before,
    after: change.after,
    channel: userId ? (author.channel ?? 'product') : 'product',
    address,
  })
}

export type AuditEntry = typeof audit.$inferSelect

export interface AuditFilters {
  action?: string
  /** A kind, such as `member`. */
  subject?: string
  subjectId?: string
  userId?: string
  keyId?: string
  from?: Date
  to?: Date
}

/** The newest first. */
export function listChanges(
  db: Db,
  input: { workspaceId: string; filters: AuditFilters; cursor?: string; limit: number },
): Promise<Page<AuditEntry>> {
  const { action, subject, subjectId, userId, keyId, from, to } = input.filters
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select()
      .from(audit)
      .where(
        and(
          eq(audit.workspaceId, input.workspaceId),
          input.cursor ? lt(audit.id, knownCursor(input.cursor)) : undefined,
          action ? eq(audit.action, action) : undefined,
          subject ? eq(audit.subject, subject) : undefined,
          subjectId ? eq(audit.subjectId, subjectId) : undefined,
          userId ? eq(audit.userId, userId) : undefined,
          keyId ? eq(audit.keyId, keyId) : undefined,
          from ? gte(audit.createdAt, from) : undefined,
          to ? lt(audit.createdAt, to) : undefined,
        ),
      )
      .orderBy(desc(audit.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}
