import { sql } from 'drizzle-orm'
import { planBurst } from '../../agent/planner/plan-burst.ts'
import { type Database, newId, rows } from '../../db/client.ts'
import { signIn } from '../../db/people.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { keepDemoShop, listTargets } from '../../db/targets.ts'

const SMALL = 49
/** Of the large workspace's rows, how many each small one has besides. */
const SMALL_SHARE = 0.002
const DAYS = 90
const DAY = 86_400_000
const BATCH = 2_000
const JOURNEY = ['open the pricing page', 'choose a plan', 'sign up']
/** A word in one of a thousand rows. */
const RARE = 'turquoise'
const INDEXES = ['sessions_began', 'sessions_outcome', 'sessions_length', 'session_words_found']

export interface Loaded {
  workspaceId: string
  now: Date
}

/** One large workspace among fifty, ninety days of sessions that the planner planned and that all came to their end. */
export async function loadLog(database: Database, count: number): Promise<Loaded> {
  const { db } = database
  const now = new Date(Date.UTC(2026, 5, 1))
  const definitions = await rows<{ indexdef: string }>(
    db,
    sql`select indexdef from pg_indexes where schemaname = 'app' and indexname = any(${sql.param(INDEXES)}::text[])`,
  )
  for (const name of INDEXES) await db.execute(sql`drop index app.${sql.identifier(name)}`)
  // Summed up once at the end, by the same statement as the migration's.
  await db.execute(sql`alter table app.sessions disable trigger sessions_changes_insert`)
  const large = await workspace(database, 'large@example.com')
  await fill(database, large, count, now)
  for (let i = 0; i < SMALL; i++)
    await fill(
      database,
      await workspace(database, `small${i}@example.com`),
      Math.ceil(count * SMALL_SHARE),
      now,
    )
  await db.execute(sql`alter table app.sessions enable trigger sessions_changes_insert`)
  for (const { indexdef } of definitions) await db.execute(sql.raw(indexdef))
  await db.execute(sql`
    insert into app.session_deltas (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
      select workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''), outcome,
        app.length_bin(length_ms), count(*), sum(pages), sum(events) from app.sessions group by 1, 2, 3, 4, 5, 6, 7, 8`)
  while ((await foldDeltas(db)) > 0);
  for (const table of ['sessions', 'session_hours', 'session_words', 'session_deltas'])
    await db.execute(sql`vacuum analyze app.${sql.identifier(table)}`)
  return { workspaceId: large.workspaceId, now }
}

type Place = Awaited<ReturnType<typeof workspace>>

async function workspace({ db }: Database, email: string) {
  const userId = newId()
  const [membership] = await signIn(db, { userId, email })
  const workspaceId = membership?.workspaceId ?? ''
  await keepDemoShop(db, { workspaceId, origin: 'http://localhost:8788' })
  const [shop] = (await listTargets(db, { workspaceId, limit: 1 })).items
  return { userId, workspaceId, targetId: shop?.id ?? '' }
}

async function fill({ db }: Database, place: Place, count: number, now: Date): Promise<void> {
  const { userId, workspaceId, targetId } = place
  for (let done = 0; done < count; done += 10_000) {
    const size = Math.min(10_000, count - done)
    const burstId = newId()
    await db.execute(sql`
      insert into app.bursts (id, workspace_id, target_id, created_by, request, journey, sessions, pace, seed, first_at, last_at)
        values (${burstId}, ${workspaceId}, ${targetId}, ${userId}, '{}', ${sql.param(JOURNEY)}::text[], ${size}, 'natural',
          ${done}, now(), now())`)
    const plan = planBurst({
      sessions: size,
      journey: JOURNEY,
      windowMs: DAYS * DAY,
      pace: 'natural',
      seed: done + 1,
      conversion: 40,
    })
    for (let at = 0; at < plan.length; at += BATCH) {
      const made = plan.slice(at, at + BATCH).map(({ number, offsetMs, ...rest }) => {
        const broken = number % 100 === 7
        return {
          id: newId(),
          number,
          plan: rest,
          device: rest.persona.identity.device,
          country: rest.persona.country,
          referrer: rest.persona.referrer?.name ?? null,
          at: new Date(now.getTime() - DAYS * DAY + offsetMs).toISOString(),
          outcome: broken ? 'failed' : rest.intent,
          reason: broken ? `Timeout on ${number % 1000 === 7 ? RARE : 'step'} ${rest.stepsToTake}` : null,
          length: Math.round(rest.dwellMs.reduce((sum, ms) => sum + ms, 0)),
          steps: rest.stepsToTake,
          metadata: { os: rest.persona.identity.os, language: rest.persona.identity.languages[0] },
        }
      })
      await db.execute(sql`
        insert into app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, referrer, due_at,
            started_at, outcome, reason, length_ms, pages, events, steps_done, attempts, metadata)
          select id, ${workspaceId}::uuid, ${burstId}::uuid, ${targetId}::uuid, number, plan, device, country, referrer, at, at,
            outcome, reason, length, steps + 1, 3 * steps, steps, 1, metadata
          from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) r(id uuid, number int, plan jsonb, device text, country text,
            referrer text, at timestamptz, outcome text, reason text, length bigint, steps int, metadata jsonb)`)
    }
  }
}
