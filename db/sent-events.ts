import { type SQL, sql } from 'drizzle-orm'
import { attempts } from './schema/sessions.ts'

/** Analytics requests of a session over its attempts; `last` is an attempt whose receipt is yet to be written. */
export function eventsOf(
  sessionId: SQL | string,
  last?: { sent: Record<string, number>; attempt: number },
): SQL<number> {
  const own = Object.values(last?.sent ?? {}).reduce((sum, count) => sum + count, 0)
  return sql`${own}::integer + (select coalesce(sum(n.value::integer), 0) from ${attempts} a
    cross join lateral jsonb_each_text(a.sent) n
    where a.session_id = ${sessionId} and a.number <> ${last?.attempt ?? 0})::integer`
}
