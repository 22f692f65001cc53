import { and, asc, inArray, sql } from 'drizzle-orm'
import { type Db, readWorkspace, type Tx } from './client.ts'
import { conditions, type Found, findByText, type SessionFilters } from './log-filters.ts'
import { attempts, type Outcome, sessions } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'
import { countSessions, type Total } from './session-count.ts'

/** Rows that are in memory at once. */
const BATCH = 500

/** A session as an export writes it; what is JSON stays the text that the database made of it. */
export interface ExportRow {
  id: string
  number: number
  burstId: string
  target: string
  outcome: Outcome
  reason: string | null
  device: string
  country: string
  referrer: string | null
  dueAt: Date
  startedAt: Date | null
  endedAt: Date | null
  lengthSeconds: number | null
  pages: number | null
  events: number
  stepsDone: number
  stepsPlanned: number | null
  attempts: number
  strayVisits: number
  screenshot: boolean
  createdAt: Date
  sent: string
  accepted: string
  persona: string | null
  metadata: string
}

const row = {
  id: sessions.id,
  number: sessions.number,
  burstId: sessions.burstId,
  targetId: sessions.targetId,
  outcome: sessions.outcome,
  reason: sessions.reason,
  device: sessions.device,
  country: sessions.country,
  referrer: sessions.referrer,
  dueAt: sessions.dueAt,
  startedAt: sessions.startedAt,
  endedAt: sessions.endedAt,
  lengthSeconds: sql<number | null>`(${sessions.lengthMs} / 1000.0)::float8`,
  pages: sessions.pages,
  events: sessions.events,
  stepsDone: sessions.stepsDone,
  stepsPlanned: sql<number | null>`(${sessions.plan} ->> 'stepsToTake')::int`,
  attempts: sessions.attempts,
  screenshot: sessions.screenshot,
  createdAt: sessions.createdAt,
  persona: sql<string | null>`(${sessions.plan} -> 'persona')::text`,
  metadata: sql<string>`${sessions.metadata}::text`,
  beganAt: sessions.beganAt,
}

interface Asked {
  workspaceId: string
  filters: SessionFilters
}

/** How many rows an export of these filters will have. */
export function countExport(db: Db, { workspaceId, filters }: Asked): Promise<Total> {
  return readWorkspace(db, workspaceId, async (tx) =>
    countSessions(tx, { workspaceId, filters, found: await findByText(tx, filters.text) }),
  )
}

/**
 * All sessions that the filters leave, the oldest first, batch by batch. Each batch is a transaction of its own: the
 * reader may be slow. A session that begins meanwhile moves to a later place; those that were open are remembered, so
 * that none is there twice.
 */
export async function* exportRows(db: Db, { workspaceId, filters }: Asked): AsyncGenerator<ExportRow[]> {
  const open = new Set<string>()
  const names = new Map<string, string>()
  let last: { beganAt: Date; id: string } | undefined
  let found: Found | undefined
  for (;;) {
    const read = await readWorkspace(db, workspaceId, async (tx) => {
      if (!last) found = await findByText(tx, filters.text)
      const after =
        last &&
        sql`(${sessions.beganAt}, ${sessions.id}) > (${last.beganAt.toISOString()}::timestamptz, ${last.id}::uuid)`
      const batch = await tx
        .select(row)
        .from(sessions)
        .where(and(conditions(workspaceId, filters, found), after))
        .orderBy(asc(sessions.beganAt), asc(sessions.id))
        .limit(BATCH)
      await learnNames(
        tx,
        names,
        batch.map(({ targetId }) => targetId),
      )
      const receipts = await readReceipts(
        tx,
        batch.map(({ id }) => id),
      )
      return batch.map((one) => ({
        ...one,
        target: names.get(one.targetId) ?? '',
        ...receiptsOf(receipts.get(one.id)),
      }))
    })
    last = read.at(-1)
    const fresh = read.filter(({ id }) => !open.has(id))
    for (const { id, outcome } of fresh) if (outcome === 'scheduled' || outcome === 'running') open.add(id)
    if (fresh.length > 0) yield fresh
    if (read.length < BATCH) return
  }
}

async function learnNames(tx: Tx, names: Map<string, string>, ids: string[]): Promise<void> {
  const unknown = [...new Set(ids)].filter((id) => !names.has(id))
  if (unknown.length === 0) return
  for (const { id, name } of await tx.select().from(targets).where(inArray(targets.id, unknown)))
    names.set(id, name)
}

interface Receipts {
  sent: Record<string, number>
  accepted: Record<string, number>
  strayVisits: number
}

/** What all attempts of each session sent, and how many were lost after something had left. */
async function readReceipts(tx: Tx, ids: string[]): Promise<Map<string, Receipts>> {
  const all = new Map<string, Receipts>()
  if (ids.length === 0) return all
  const tries = await tx
    .select({
      sessionId: attempts.sessionId,
      sent: attempts.sent,
      accepted: attempts.accepted,
      lostAt: attempts.lostAt,
    })
    .from(attempts)
    .where(sql`${attempts.sessionId} = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])`)
  for (const { sessionId, sent, accepted, lostAt } of tries) {
    const sum = all.get(sessionId) ?? { sent: {}, accepted: {}, strayVisits: 0 }
    add(sum.sent, sent)
    add(sum.accepted, accepted)
    if (lostAt && Object.keys(sent).length > 0) sum.strayVisits += 1
    all.set(sessionId, sum)
  }
  return all
}

function add(to: Record<string, number>, more: Record<string, number>): void {
  for (const [sdk, count] of Object.entries(more)) to[sdk] = (to[sdk] ?? 0) + count
}

function receiptsOf(receipts: Receipts | undefined) {
  const { sent = {}, accepted = {}, strayVisits = 0 } = receipts ?? {}
  return { sent: JSON.stringify(sent), accepted: JSON.stringify(accepted), strayVisits }
}
