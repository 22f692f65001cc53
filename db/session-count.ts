import { and, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { conditions, type Found, type SessionFilters, summable } from './log-filters.ts'
import { sessions } from './schema/sessions.ts'
import { readSums, WHOLE } from './sums.ts'

export interface Total {
  /** How many sessions match. */
  total: number
  /** False where `total` is an estimate. */
  exact: boolean
}

/** Rows that are read to count by hand. */
const BOUND = 10_000

/**
 * Counts what the filters leave: exactly up to BOUND rows, and at any size where sums tell. Beyond, the share
 * of the newest BOUND sessions that match is taken for the share of all.
 */
export async function countSessions(
  tx: Tx,
  input: { workspaceId: string; filters: SessionFilters; found?: Found },
): Promise<Total> {
  const { workspaceId, filters, found } = input
  const where = conditions(workspaceId, filters, found)
  if (found?.ids && onlyText(filters)) return { total: found.ids.length, exact: true }
  if (found?.ids || filters.burstId) return { total: await tx.$count(sessions, where), exact: true }
  if (summable(filters)) return { total: await summed(tx, workspaceId, filters), exact: true }
  const { device, country, outcome, targetId, from, to } = filters
  // What sums can count; the rest of the filters is what the sample is for.
  const base = { device, country: device ? undefined : country, outcome, targetId, from, to }
  const [sample] = await rows<{ matched: number; read: number }>(
    tx,
    sql`select count(*) filter (where matches)::int as matched, count(*)::int as read
        from (select (${where}) as matches from ${sessions} where ${and(conditions(workspaceId, base))}
              order by ${sessions.beganAt} desc limit ${BOUND}) newest`,
  )
  const { matched = 0, read = 0 } = sample ?? {}
  if (read < BOUND) return { total: matched, exact: true }
  const all = await summed(tx, workspaceId, base)
  return { total: Math.round((matched / read) * all), exact: false }
}

const onlyText = ({ text: _, ...others }: SessionFilters) =>
  Object.values(others).every((value) => value === undefined)

async function summed(tx: Tx, workspaceId: string, filters: SessionFilters): Promise<number> {
  const [all] = await readSums(tx, { workspaceId, filters, source: 'sums', ...WHOLE })
  if (!all) return 0
  return filters.outcome ? all[filters.outcome] : all.sessions
}
