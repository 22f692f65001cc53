import { and, eq, inArray, sql } from 'drizzle-orm'
import { asSystem, type Db, inWorkspace, rows, type Tx } from './client.ts'
import { events } from './schema/bursts.ts'

/** NOTIFY channel of the feed; the payload is the topic alone (8,000 bytes is its limit, and readers look anyway). */
export const FEED_CHANNEL = 'sessionburst_feed'

/** Appends to a topic inside the writer's transaction; readers see it once that has committed. */
export async function publish(
  tx: Tx,
  event: { workspaceId: string; topic: string; data: Record<string, unknown> },
): Promise<void> {
  await tx.insert(events).values(event)
  await wake(tx, event.topic)
}

/** Wakes the topic's readers once the transaction has committed. */
export async function wake(tx: Tx, topic: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${FEED_CHANNEL}, ${topic})`)
}

/** Topics of lists; whoever follows one reads the list again. */
export const BURSTS_TOPIC = 'bursts'
export const TARGETS_TOPIC = 'targets'
export const conversationsTopic = (own: { userId: string; keyId?: string | null }) =>
  `conversations:${own.keyId ?? own.userId}`

/** Tells followers of a list, or of one thing without parts, to read it again. */
export const publishChange = (tx: Tx, workspaceId: string, topic: string) =>
  publish(tx, { workspaceId, topic, data: { type: 'changed' } })

export interface FeedEvent {
  /** `transaction.sequence`: what Last-Event-ID carries. */
  cursor: string
  topic: string
  data: Record<string, unknown>
}

const CURSOR = /^(\d{1,20})\.(\d{1,19})$/

/**
 * Events of the topics after `cursor` (from the start without one), at most `limit`, in commit-safe order: only rows
 * whose transaction is below the snapshot's xmin, for a late commit with a lower number would else be skipped for ever.
 */
export function readEvents(
  db: Db,
  input: { workspaceId: string; topics: string[]; cursor?: string; limit: number },
): Promise<FeedEvent[]> {
  const [, transaction, sequence] = CURSOR.exec(input.cursor ?? '') ?? []
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select()
      .from(events)
      .where(
        and(
          eq(events.workspaceId, input.workspaceId),
          inArray(events.topic, input.topics),
          sql`${events.transaction} < pg_snapshot_xmin(pg_current_snapshot())`,
          transaction && sequence
            ? sql`(${events.transaction}, ${events.sequence}) > (${transaction}::text::xid8, ${sequence}::bigint)`
            : undefined,
        ),
      )
      .orderBy(events.transaction, events.sequence)
      .limit(input.limit)
    return found.map((row) => ({
      cursor: `${row.transaction}.${row.sequence}`,
      topic: row.topic,
      data: row.data,
    }))
  })
}

/** A cursor before which everything has happened: what is read after it needs only the events that follow it. */
export function currentCursor(db: Db, workspaceId: string): Promise<string> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const [now] = await rows<{ xmin: string }>(
      tx,
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
    )
    return `${now?.xmin ?? 0}.0`
  })
}

/** Whether every event after the cursor is still there; false too for what is no cursor. Sweeping knows no workspace. */
export async function isKept(db: Db, cursor: string): Promise<boolean> {
  const [, transaction, sequence] = CURSOR.exec(cursor) ?? []
  if (!transaction || !sequence) return false
  return asSystem(db, async (tx) => {
    const [oldest] = await rows<{ kept: boolean }>(
      tx,
      sql`select (transaction, sequence) <= (${transaction}::text::xid8, ${sequence}::bigint) as kept
          from ${events} order by sequence limit 1`,
    )
    return oldest?.kept === true
  })
}

const KEPT_HOURS = 24
const SWEEP_BATCH = 5_000

/** Removes events that are older than a day, oldest first, at most SWEEP_BATCH a call. */
export function sweepEvents(db: Db): Promise<number> {
  return asSystem(db, async (tx) => {
    const removed = await rows(
      tx,
      sql`delete from ${events} where sequence in (
            select sequence from (select sequence, created_at from ${events} order by sequence limit ${SWEEP_BATCH}) oldest
            where created_at < now() - make_interval(hours => ${KEPT_HOURS})) returning sequence`,
    )
    return removed.length
  })
}
