import { inArray, sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'
import { attempts, sessions } from './schema/sessions.ts'

/** What the attempts of bursts left at the vendors though they were lost, and what Browserbase bills for them. */
export async function triesOf(
  tx: Tx,
  ids: string[],
): Promise<{ burstId: string; strays: number; lentMinutes: number }[]> {
  const found = await rows<{ burst_id: string; strays: number; lent_minutes: number }>(
    tx,
    sql`select s.burst_id, count(*) filter (where a.lost_at is not null and a.sent <> '{}')::int as strays,
          coalesce(sum(greatest(1, extract(epoch from coalesce(a.ended_at, s.ended_at, now()) - a.lent_at) / 60))
            filter (where a.lent_at is not null), 0)::float as lent_minutes
        from ${attempts} a join ${sessions} s on s.id = a.session_id
        where (a.lost_at is not null or a.lent_at is not null) and ${inArray(sql`s.burst_id`, ids)} group by s.burst_id`,
  )
  return found.map(({ burst_id, strays, lent_minutes }) => ({
    burstId: burst_id,
    strays,
    lentMinutes: lent_minutes,
  }))
}
