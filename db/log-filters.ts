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

/** The part of the filters that hourly sums can answer by one of their dimensions, besides time. */
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
    f.text === undefined ? undefined : (found ?? everyWord(f.text)).where,
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

/** Looks a text up in the index of words. */
export async function findByText(tx: Tx, text: string | undefined): Promise<Found | undefined> {
  if (text === undefined) return undefined
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from app.find_sessions(${text}, ${RARE + 1}) as id`,
  )
  if (found.length > RARE) return everyWord(text)
  const ids = found.map(({ id }) => id)
  return { ids, where: sql`${sessions.id} = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])` }
}

const everyWord = (text: string): Found => ({
  where: sql`exists (select 1 from ${sessionWords} w
    where w.session_id = ${sessions.id} and w.words @@ app.word_query(${text}))`,
})
