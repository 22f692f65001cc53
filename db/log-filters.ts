import { and, eq, gte, lt, lte, type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { sessionWords } from './schema/rollups.ts'
import { type Outcome, sessions } from './schema/sessions.ts'

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
  /** Words, or their beginnings, each of which is in the reason, the referrer, the metadata or the steps. */
  text?: string
}

/** Whether sums can answer the filters by one of their dimensions, besides time. */
export function summable(f: SessionFilters): boolean {
  return (
    f.burstId === undefined &&
    f.minLengthSeconds === undefined &&
    f.maxLengthSeconds === undefined &&
    f.text === undefined &&
    (f.device === undefined || f.country === undefined)
  )
}

/** Rows that the filters leave, of this workspace alone. `found` is what findByText answered. */
export function conditions(workspaceId: string, f: SessionFilters, found?: Found): SQL | undefined {
  return and(
    eq(sessions.workspaceId, workspaceId),
    f.outcome ? eq(sessions.outcome, f.outcome) : undefined,
    f.device ? eq(sessions.device, f.device) : undefined,
    f.country ? eq(sessions.country, f.country) : undefined,
    f.targetId ? eq(sessions.targetId, f.targetId) : undefined,
    f.burstId ? eq(sessions.burstId, f.burstId) : undefined,
    f.from ? gte(sessions.beganAt, f.from) : undefined,
    f.to ? lt(sessions.beganAt, f.to) : undefined,
    f.minLengthSeconds === undefined
      ? undefined
      : gte(sessions.lengthMs, Math.ceil(f.minLengthSeconds * 1000)),
    f.maxLengthSeconds === undefined
      ? undefined
      : lte(sessions.lengthMs, Math.floor(f.maxLengthSeconds * 1000)),
    f.text === undefined ? undefined : (found?.where ?? everyWord(f.text)),
  )
}

/** How a text is looked for: by the ids that it was found in, or row by row where they are too many. */
export interface Found {
  where: SQL
  /** Undefined where they are too many to list. */
  ids?: string[]
}

/** More than this are common words: reading rows in order meets enough of them soon. */
const RARE = 5_000
/** Unless so few of the newest have it that reading on would take longer than to gather more. */
const FEW_OF_THEM = 5
const SPREAD_THIN = 20_000
/** A word that so many of the newest have is common too: the index would first gather all there are. */
const NEWEST = 1_000
const MANY_OF_THEM = 100

/** Looks a text up in the index of words. `reads` says how many rows the caller means to read, if not a list of some. */
export async function findByText(
  tx: Tx,
  text: string | undefined,
  reads: 'some' | 'all' = 'some',
): Promise<Found | undefined> {
  if (text === undefined) return undefined
  const common = { where: reads === 'all' ? everyWord(text) : hasEveryWord(text) }
  const [newest] = await rows<{ matched: number }>(
    tx,
    sql`select count(*) filter (where matches)::int as matched
        from (select ${hasEveryWord(text)} as matches from ${sessions} order by ${sessions.beganAt} desc limit ${NEWEST}) newest`,
  )
  const matched = newest?.matched ?? 0
  if (matched >= MANY_OF_THEM) return common
  const most = matched < FEW_OF_THEM ? SPREAD_THIN : RARE
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from app.find_sessions(${text}, ${most + 1}) as id`,
  )
  if (found.length > most) return common
  const ids = found.map(({ id }) => id)
  return { ids, where: sql`${sessions.id} = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])` }
}

/** For readers of all rows: the database may gather what matches first, as a set. */
const everyWord = (text: string) =>
  sql`exists (select 1 from ${sessionWords} w
    where w.session_id = ${sessions.id} and w.words @@ app.word_query(${text}))`

/** For readers of some rows in order: asked of each row that is read, and of no other. */
const hasEveryWord = (text: string) =>
  sql`coalesce((select w.words @@ app.word_query(${text}) from ${sessionWords} w where w.session_id = ${sessions.id}), false)`
