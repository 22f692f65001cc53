import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, inWorkspace, readWorkspace, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { conditions, findByText, type SessionFilters } from './log-filters.ts'
import { knownCursor, knownId } from './pages.ts'
import { attempts, type Outcome, sessions, steps } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'
import { countSessions, type Total } from './session-count.ts'

export type SessionSort = 'newest' | 'oldest' | 'longest' | 'shortest'

export interface LoggedSession {
  id: string
  number: number
  burstId: string
  target: string
  device: string
  country: string
  referrer: string | null
  outcome: Outcome
  reason: string | null
  dueAt: Date
  startedAt: Date | null
  endedAt: Date | null
  lengthSeconds: number | null
  pages: number | null
  stepsDone: number
  attempts: number
  screenshot: boolean
  metadata: Record<string, unknown>
}

const row = {
  id: sessions.id,
  number: sessions.number,
  burstId: sessions.burstId,
  device: sessions.device,
  country: sessions.country,
  referrer: sessions.referrer,
  outcome: sessions.outcome,
  reason: sessions.reason,
  dueAt: sessions.dueAt,
  startedAt: sessions.startedAt,
  endedAt: sessions.endedAt,
  lengthSeconds: sql<number | null>`(${sessions.lengthMs} / 1000.0)::float8`,
  pages: sessions.pages,
  stepsDone: sessions.stepsDone,
  attempts: sessions.attempts,
  screenshot: sessions.screenshot,
  metadata: sessions.metadata,
}

const columns = { ...row, target: targets.name }

/** Keyset order per sort: (key, id), both in one direction; a missing length counts as -1, so that it has a place. */
const length = {
  key: sql`coalesce(length_ms, -1)`,
  shown: sql`coalesce(length_ms, -1)`,
  at: (value: string) => sql`${value}::bigint`,
}
const time = {
  key: sql`${sessions.beganAt}`,
  shown: sql`(extract(epoch from ${sessions.beganAt}) * 1000)::bigint`,
  at: (value: string) => sql`to_timestamp(${value}::float8 / 1000)`,
}
const ORDERS = {
  newest: { ...time, down: true },
  oldest: { ...time, down: false },
  longest: { ...length, down: true },
  shortest: { ...length, down: false },
} as const

export interface SessionPage extends Total {
  items: LoggedSession[]
  nextCursor: string | null
  /** Of the page before this one; null on the first. */
  prevCursor: string | null
}

/** One page of the log, with the ways on and back, and how many rows the filters leave. */
export async function querySessions(
  db: Db,
  input: { workspaceId: string; filters: SessionFilters; sort: SessionSort; limit: number; cursor?: string },
): Promise<SessionPage> {
  const { workspaceId, filters, limit } = input
  const { key, shown, down } = ORDERS[input.sort]
  const from = readCursor(input.cursor, ORDERS[input.sort].at)
  const back = from?.way === 'b'
  const way = down === back ? asc : desc
  return readWorkspace(db, workspaceId, async (tx) => {
    const found = await findByText(tx, filters.text)
    const rest = from && sql`(${key}, ${sessions.id}) ${sql.raw(down === back ? '>' : '<')} ${from.position}`
    // Not joined with targets: under row-level security that made a first page many times as slow (bench logs).
    const read = await tx
      .select({ ...row, targetId: sessions.targetId, key: sql<string>`${shown}::text` })
      .from(sessions)
      .where(and(conditions(workspaceId, filters, found), rest))
      .orderBy(way(key), way(sessions.id))
      .limit(limit + 1)
    const counted = await countSessions(tx, { workspaceId, filters, found })
    const page = read.slice(0, limit)
    if (back) page.reverse()
    const more = read.length > limit
    const total = atLeast(counted, { rows: read.length, all: !from && !more })
    const cursor = (direction: 'a' | 'b', one: (typeof page)[number] | undefined) =>
      one ? `${direction}_${one.key}_${one.id}` : null
    return {
      items: await named(tx, page),
      nextCursor: back || more ? cursor('a', page.at(-1)) : null,
      prevCursor: (back ? more : from) ? cursor('b', page[0]) : null,
      ...total,
    }
  })
}

/** An estimate never says fewer than are shown, and gives way where all are. */
function atLeast({ total, exact }: Total, shown: { rows: number; all: boolean }): Total {
  if (exact) return { total, exact }
  return { total: shown.all ? shown.rows : Math.max(total, shown.rows), exact: shown.all }
}

/** The rows with the names of their targets. */
async function named<T extends { key: string; targetId: string }>(tx: Tx, page: T[]) {
  const ids = [...new Set(page.map(({ targetId }) => targetId))]
  const its = ids.length > 0 ? await tx.select().from(targets).where(inArray(targets.id, ids)) : []
  const names = new Map(its.map(({ id, name }) => [id, name]))
  return page.map(({ key: _, targetId, ...one }) => ({ ...one, target: names.get(targetId) ?? '' }))
}

/** `a` or `b`: after or before the row that follows. */
function readCursor(cursor: string | undefined, at: (value: string) => SQL) {
  if (!cursor) return undefined
  const [, way, value, id] = /^([ab])_(-?\d{1,15})_(.+)$/.exec(cursor) ?? []
  if (!value || !id)
    throw new AppError('invalid_input', 'Expected a nextCursor or prevCursor of an earlier answer.', 'cursor')
  return { way, position: sql`(${at(value)}, ${knownCursor(id)}::uuid)` }
}

/** A session with what was planned, the steps of its last attempt, and all its attempts, lost ones included. */
export async function getSession(db: Db, input: { workspaceId: string; id: string }) {
  const id = knownId(input.id, 'session')
  const found = await inWorkspace(db, input.workspaceId, async (tx) => {
    const [session] = await tx
      .select({ ...columns, plan: sessions.plan })
      .from(sessions)
      .innerJoin(targets, eq(targets.id, sessions.targetId))
      .where(and(eq(sessions.workspaceId, input.workspaceId), eq(sessions.id, id)))
    if (!session) return undefined
    const tries = await tx.select().from(attempts).where(eq(attempts.sessionId, id)).orderBy(attempts.number)
    const done = await tx
      .select()
      .from(steps)
      .where(and(eq(steps.sessionId, id), eq(steps.attempt, session.attempts)))
      .orderBy(steps.number)
    return { ...session, tries, steps: done }
  })
  if (!found) throw new AppError('not_found', `No session has the id "${id}".`, 'id')
  return found
}

/** A burst's sessions by number, as its strip shows them. */
export function listBurstSessions(
  db: Db,
  input: { workspaceId: string; burstId: string; limit: number },
): Promise<{ session: string; number: number; device: string; outcome: Outcome; stepsDone: number }[]> {
  return inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({
        session: sessions.id,
        number: sessions.number,
        device: sessions.device,
        outcome: sessions.outcome,
        stepsDone: sessions.stepsDone,
      })
      .from(sessions)
      .where(and(eq(sessions.workspaceId, input.workspaceId), eq(sessions.burstId, input.burstId)))
      .orderBy(asc(sessions.number))
      .limit(input.limit),
  )
}
