import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { type Db, inWorkspace, rows } from './client.ts'
import { attempts, type Outcome, sessions, steps } from './schema/sessions.ts'

/** One session as the realism report reads it. Times are epoch milliseconds. */
export interface ReportedSession {
  burstId: string
  outcome: Outcome
  device: string
  country: string
  /** Through the proxy of its country. */
  proxied: boolean
  referrer: string | null
  startedAt: number | null
  lengthMs: number | null
  pages: number | null
  /** Of who visited, else of the plan. */
  identity: { os: string; timeZone: string }
  /** Of its plan. */
  planned: { country: string; returning: boolean }
  intent: string
  /** Came from the vault. */
  returning: boolean
  /** The same for all visits of one person; null before one is over. */
  person: string | null
  /** It lived by a clock of its own, so that its times are a visitor's and not the machine's. */
  ownClock: boolean
  /** Addresses after each step of its last attempt, and how long it stayed between two steps. */
  path: string[]
  stays: (number | null)[]
  /** Analytics requests of its last attempt that were accepted, by SDK. */
  accepted: Record<string, number> | null
}

/** The most recent sessions of a burst or a target, planned ones included, at most `limit`. */
export function listReported(
  db: Db,
  input: { workspaceId: string; burstId?: string; targetId?: string; limit: number },
): Promise<ReportedSession[]> {
  return inWorkspace(db, input.workspaceId, (tx) =>
    rows<ReportedSession>(
      tx,
      sql`
      with chosen as (
        select * from ${sessions} s where ${chosen(input)} order by s.id desc limit ${input.limit}
      ), walked as (
        select x.session_id, json_agg(x.url order by x.number) as path, json_agg(x.stay order by x.number) as stays
        from (
          select st.session_id, st.number, st.url,
            round(extract(epoch from st.started_at - lag(st.ended_at) over
              (partition by st.session_id order by st.number)) * 1000)::int as stay
          from ${steps} st join chosen c on c.id = st.session_id and c.attempts = st.attempt
        ) x group by x.session_id
      )
      select c.burst_id as "burstId", c.outcome, c.device, c.country, c.referrer,
        (c.metadata ->> 'proxy') is not null as proxied,
        (extract(epoch from c.started_at) * 1000)::float8 as "startedAt",
        c.length_ms::float8 as "lengthMs", c.pages,
        json_build_object('os', coalesce(c.metadata -> 'identity', c.plan #> '{persona,identity}') ->> 'os',
          'timeZone', coalesce(c.metadata -> 'identity', c.plan #> '{persona,identity}') ->> 'timeZone') as identity,
        json_build_object('country', coalesce(c.plan #>> '{persona,country}', c.country),
          'returning', coalesce((c.plan #>> '{persona,returning}')::boolean, false)) as planned,
        c.plan ->> 'intent' as intent,
        coalesce((c.metadata #>> '{person,returning}')::boolean, false) as returning,
        c.metadata #>> '{person,id}' as person,
        coalesce((c.metadata #>> '{clock,own}')::boolean, false) as "ownClock",
        coalesce(w.path, '[]') as path, coalesce(w.stays, '[]') as stays, a.accepted
      from chosen c
      left join walked w on w.session_id = c.id
      left join ${attempts} a on a.session_id = c.id and a.number = c.attempts
      order by c.id`,
    ),
  )
}

const chosen = ({ workspaceId, burstId, targetId }: Parameters<typeof listReported>[1]) =>
  sql.join(
    [
      sql`s.workspace_id = ${workspaceId}`,
      ...(burstId ? [sql`s.burst_id = ${burstId}`] : []),
      ...(targetId ? [sql`s.target_id = ${targetId}`] : []),
    ],
    sql` and `,
  )

/** Attempts that were lost after analytics requests had left, counted by SDK. */
export async function countStrays(
  db: Db,
  input: { workspaceId: string; burstId?: string; targetId?: string },
): Promise<Record<string, number>> {
  const lost = await inWorkspace(db, input.workspaceId, (tx) =>
    tx
      .select({ sent: attempts.sent })
      .from(attempts)
      .innerJoin(sessions, eq(sessions.id, attempts.sessionId))
      .where(
        and(
          eq(sessions.workspaceId, input.workspaceId),
          input.burstId ? eq(sessions.burstId, input.burstId) : undefined,
          input.targetId ? eq(sessions.targetId, input.targetId) : undefined,
          isNotNull(attempts.lostAt),
          sql`${attempts.sent} <> '{}'`,
        ),
      ),
  )
  const counts: Record<string, number> = {}
  for (const { sent } of lost) for (const sdk of Object.keys(sent)) counts[sdk] = (counts[sdk] ?? 0) + 1
  return counts
}
