import { and, asc, desc, eq, gte, ilike, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { type Db, inWorkspace } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId } from './pages.ts'
import { attempts, type Outcome, sessions, steps } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'

export interface SessionFilters {
  outcome?: Outcome
  device?: string
  country?: string
  targetId?: string
  burstId?: string
  from?: Date
  to?: Date
  minLengthSeconds?: number
  maxLengthSeconds?: number
  /** Looked for in the reason, the referrer and the texts of the steps. */
  text?: string
}

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

const columns = {
  id: sessions.id,
  number: sessions.number,
  burstId: sessions.burstId,
  target: targets.name,
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

/** Keyset order per sort: (key, id), both in one direction; a missing length counts as -1, so that it has a place. */
const length = sql`coalesce(${sessions.lengthMs}, -1)`
const ORDERS = {
  newest: { key: sql`0::bigint`, down: true },
  oldest: { key: sql`0::bigint`, down: false },
  longest: { key: length, down: true },
  shortest: { key: length, down: false },
} as const

/** One page of the log and the exact number of rows that the filters leave. */
export function querySessions(
  db: Db,
  input: { workspaceId: string; filters: SessionFilters; sort: SessionSort; limit: number; cursor?: string },
): Promise<{ items: LoggedSession[]; nextCursor: string | null; total: number }> {
  const { key, down } = ORDERS[input.sort]
  const where = conditions(input.workspaceId, input.filters)
  const way = down ? desc : asc
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select({ ...columns, key: sql<string>`${key}::text` })
      .from(sessions)
      .innerJoin(targets, eq(targets.id, sessions.targetId))
      .where(and(where, after(input.cursor, key, down)))
      .orderBy(way(key), way(sessions.id))
      .limit(input.limit + 1)
    const total = await tx.$count(sessions, where)
    const items = found.slice(0, input.limit)
    const last = found.length > input.limit ? items.at(-1) : undefined
    return {
      items: items.map(({ key: _, ...row }) => row),
      nextCursor: last ? `${last.key}_${last.id}` : null,
      total,
    }
  })
}

function after(cursor: string | undefined, key: SQL, down: boolean): SQL | undefined {
  if (!cursor) return undefined
  const [, value, id] = /^(-?\d{1,18})_(.+)$/.exec(cursor) ?? []
  if (!value || !id)
    throw new AppError('invalid_input', 'Expected a nextCursor of an earlier answer.', 'cursor')
  const position = sql`(${value}::bigint, ${knownCursor(id)}::uuid)`
  return down ? sql`(${key}, ${sessions.id}) < ${position}` : sql`(${key}, ${sessions.id}) > ${position}`
}

/** When a session began, or is due to. */
const began = sql`coalesce(${sessions.startedAt}, ${sessions.dueAt})`

function conditions(workspaceId: string, f: SessionFilters): SQL | undefined {
  const pattern = f.text && `%${f.text.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    eq(sessions.workspaceId, workspaceId),
    f.outcome ? eq(sessions.outcome, f.outcome) : undefined,
    f.device ? eq(sessions.device, f.device) : undefined,
    f.country ? eq(sessions.country, f.country) : undefined,
    f.targetId ? eq(sessions.targetId, f.targetId) : undefined,
    f.burstId ? eq(sessions.burstId, f.burstId) : undefined,
    f.from ? gte(began, f.from) : undefined,
    f.to ? lt(began, f.to) : undefined,
    f.minLengthSeconds === undefined ? undefined : gte(sessions.lengthMs, f.minLengthSeconds * 1000),
    f.maxLengthSeconds === undefined ? undefined : lte(sessions.lengthMs, f.maxLengthSeconds * 1000),
    pattern
      ? or(
          ilike(sessions.reason, pattern),
          ilike(sessions.referrer, pattern),
          inArray(sessions.id, sql`(select session_id from ${steps} where ${ilike(steps.text, pattern)})`),
        )
      : undefined,
  )
}

/** A session with the steps of its last attempt and all its attempts, lost ones included. */
export async function getSession(db: Db, input: { workspaceId: string; id: string }) {
  const id = knownId(input.id, 'session')
  const found = await inWorkspace(db, input.workspaceId, async (tx) => {
    const [session] = await tx
      .select(columns)
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
