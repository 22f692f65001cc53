import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { events } from './schema/bursts.ts'

/** NOTIFY channel of the feed; the payload is the topic alone (8,000 bytes is its limit, and readers look anyway). */
export const FEED_CHANNEL = 'sessionburst_feed'

/** Appends to a topic inside the writer's transaction; readers see it once that has committed. */
export async function publish(
  tx: Tx,
  event: { workspaceId: string; topic: string; data: Record<string, unknown> },
): Promise<void> {
  await tx.insert(events).values(event)
  await tx.execute(sql`select pg_notify(${FEED_CHANNEL}, ${event.topic})`)
}

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

/** Where a topic stands now; empty when nothing was ever written to it. */
export async function latestCursor(db: Db, input: { workspaceId: string; topic: string }): Promise<string> {
  const [last] = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({ transaction: events.transaction, sequence: events.sequence })
      .from(events)
      .where(
        and(
          eq(events.workspaceId, input.workspaceId),
          eq(events.topic, input.topic),
          sql`${events.transaction} < pg_snapshot_xmin(pg_current_snapshot())`,
        ),
      )
      .orderBy(desc(events.transaction), desc(events.sequence))
      .limit(1),
  )
  return last ? `${last.transaction}.${last.sequence}` : ''
}
