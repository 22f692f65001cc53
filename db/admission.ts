import { sql } from 'drizzle-orm'
import { rows, type Tx } from './client.ts'

/** What a target bears unless its workspace says otherwise; the demo shop is ours, on the same machine. */
export const DEFAULT_LIMITS = {
  own: { sessionsPerHour: 1_000, sessionsAtOnce: 10 },
  demo: { sessionsPerHour: 100_000, sessionsAtOnce: 1_000 },
}
export interface Limits {
  sessionsPerHour: number
  sessionsAtOnce: number
}

/** The limits in force. */
export function limitsOf(target: {
  demo: boolean
  sessionsPerHour: number | null
  sessionsAtOnce: number | null
}): Limits {
  const usual = target.demo ? DEFAULT_LIMITS.demo : DEFAULT_LIMITS.own
  return {
    sessionsPerHour: target.sessionsPerHour ?? usual.sessionsPerHour,
    sessionsAtOnce: target.sessionsAtOnce ?? usual.sessionsAtOnce,
  }
}

/** A proof that was seen this long before a burst begins, or later, is good for all of it. */
const FRESH_SECONDS = 300

/** NOTIFY channel: a target's proof is to be looked for now. */
export const CHECK_CHANNEL = 'sessionburst_check'
/** Whoever looks for a proof has this long; then somebody else does. */
export const CHECK_LEASE_SECONDS = 60

/** Of target t and burst b: whether sessions may visit. */
const PROVEN = sql`(t.demo or (t.verified_at is not null
  and t.proven_at >= b.first_at - make_interval(secs => ${FRESH_SECONDS})))`

const { own, demo } = DEFAULT_LIMITS
/**
 * Of target t: how many more sessions may start now. An attempt counts for an hour from its start, also one that was
 * lost: its visit was on the site.
 */
const ROOM = sql`least(
  coalesce(t.sessions_at_once, case when t.demo then ${demo.sessionsAtOnce}::int else ${own.sessionsAtOnce}::int end)
    - (select count(*) from app.sessions r where r.target_id = t.id and r.outcome = 'running'),
  coalesce(t.sessions_per_hour, case when t.demo then ${demo.sessionsPerHour}::int else ${own.sessionsPerHour}::int end)
    - (select count(*) from app.sessions r join app.attempts a on a.session_id = r.id
       where r.target_id = t.id and r.started_at > now() - interval '1 hour' and a.started_at > now() - interval '1 hour'))`

/**
 * Whether the session may start on its target at this moment. The target stays locked until the transaction ends, so
 * that of many runners no two take its last place.
 */
export async function mayStart(tx: Tx, sessionId: string): Promise<boolean> {
  await tx.execute(sql`select 1 from app.targets t where t.id = (select target_id from app.sessions where id = ${sessionId})
    for no key update`)
  const [found] = await rows<{ admitted: boolean }>(
    tx,
    sql`select ${PROVEN} and ${ROOM} > 0 as admitted from app.sessions s
        join app.targets t on t.id = s.target_id join app.bursts b on b.id = s.burst_id where s.id = ${sessionId}`,
  )
  return found?.admitted === true
}

/**
 * Due sessions that are not in the queue (or were there in vain since before `requeueSeconds`), at most what each
 * target has room for, so that a full one holds up nobody else. Locked, as far as no other runner holds them.
 */
export function startable(
  tx: Tx,
  { limit, requeueSeconds }: { limit: number; requeueSeconds: number },
): Promise<{ sessionId: string; workspaceId: string }[]> {
  const since = sql`now() - make_interval(secs => ${requeueSeconds})`
  return rows(
    tx,
    sql`select d.id as "sessionId", d.workspace_id as "workspaceId"
        from (select t.id, ${ROOM} - (select count(*) from app.sessions q where q.target_id = t.id
                and q.outcome = 'scheduled' and q.queued_at >= ${since}) as room
              from app.targets t where (t.demo or t.verified_at is not null) and t.id in
                (select target_id from app.sessions where outcome = 'scheduled' and due_at <= now())) r
        cross join lateral
          (select s.id, s.workspace_id, s.due_at from app.sessions s
           join app.bursts b on b.id = s.burst_id join app.targets t on t.id = s.target_id
           where s.target_id = r.id and s.outcome = 'scheduled' and s.due_at <= now()
             and (s.queued_at is null or s.queued_at < ${since}) and ${PROVEN}
           order by s.due_at, s.id limit greatest(r.room, 0) for update of s skip locked) d
        order by d.due_at, d.id limit ${limit}`,
  )
}

/** Has the proof looked for of every target whose due sessions wait for it; one that just missed has its own pace. */
export async function askStaleProofs(tx: Tx): Promise<void> {
  const asked = await rows(
    tx,
    sql`update app.targets set check_due_at = now() where id in
          (select t.id from app.targets t where not t.demo and t.verified_at is not null and t.misses = 0
             and (t.check_due_at is null or t.check_due_at > now() + make_interval(secs => ${CHECK_LEASE_SECONDS}))
             and t.id in (select target_id from app.sessions where outcome = 'scheduled' and due_at <= now())
             and exists (select 1 from app.bursts b where b.target_id = t.id and not ${PROVEN} and exists
               (select 1 from app.sessions s where s.burst_id = b.id and s.outcome = 'scheduled' and s.due_at <= now()))
           for update skip locked)
        returning id`,
  )
  if (asked.length > 0) await tx.execute(sql`select pg_notify(${CHECK_CHANNEL}, '')`)
}
