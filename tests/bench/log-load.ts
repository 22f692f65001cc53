import { sql } from 'drizzle-orm'
import { planBurst } from '../../agent/planner/plan-burst.ts'
import { type Database, newId, rows } from '../../db/client.ts'
import { signIn } from '../../db/people.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { keepDemoShop, listTargets } from '../../db/targets.ts'
import { type Copier, copierOf } from './copy.ts'

const SMALL = 49
/** Of the large workspace's rows, how many each small one has besides. */
const SMALL_SHARE = 0.002
const DAYS = 90
const DAY = 86_400_000
const BATCH = 10_000
const JOURNEY = ['open the pricing page', 'choose a plan', 'sign up']
/** A word in one of a thousand rows. */
const RARE = 'turquoise'
const INDEXES = [
  ...['sessions_began', 'sessions_outcome', 'sessions_length', 'sessions_target'],
  ...['session_words_found', 'session_words_workspace'],
]

export interface Loaded {
  workspaceId: string
  now: Date
}

/** One large workspace among fifty, ninety days of sessions that the planner planned and that all came to their end. */
export async function loadLog(
  database: Database,
  count: number,
  url?: string,
  options: { folded?: boolean } = {},
): Promise<Loaded> {
  const { db } = database
  const now = new Date(Date.UTC(2026, 5, 1))
  const definitions = await rows<{ indexdef: string }>(
    db,
    sql`select indexdef from pg_indexes where schemaname = 'app' and indexname = any(${sql.param(INDEXES)}::text[])`,
  )
  for (const name of INDEXES) await db.execute(sql`drop index app.${sql.identifier(name)}`)
  const copier = copierOf(database, url)
  const large = await workspace(database, 'large@example.com')
  await fill(database, copier, large, count, now)
  for (let i = 0; i < SMALL; i++)
    await fill(
      database,
      copier,
      await workspace(database, `small${i}@example.com`),
      Math.ceil(count * SMALL_SHARE),
      now,
    )
  await copier.close()
  // What triggers would have done row by row, once and by the same statements as the migration's.
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`
      insert into app.session_words (workspace_id, session_id, words)
        select workspace_id, id, app.session_words(workspace_id, concat_ws(' ', reason, referrer, app.values_of(metadata)))
          from app.sessions`)
  })
  for (const { indexdef } of definitions) await db.execute(sql.raw(indexdef))
  await db.execute(sql`
    insert into app.session_deltas (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
      select workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''), outcome,
        app.length_bin(length_ms), count(*), sum(pages), sum(events) from app.sessions group by 1, 2, 3, 4, 5, 6, 7, 8`)
  while (options.folded !== false && (await foldDeltas(db)) > 0);
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

const INTO = `app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, referrer, due_at,
  started_at, outcome, reason, length_ms, pages, events, steps_done, attempts, metadata)`

async function fill({ db }: Database, copier: Copier, place: Place, count: number, now: Date): Promise<void> {
  const { userId, workspaceId, targetId } = place
  for (let done = 0; done < count; done += BATCH) {
    const sessions = Math.min(BATCH, count - done)
    const burstId = newId()
    await db.execute(sql`
      insert into app.bursts (id, workspace_id, target_id, created_by, request, journey, sessions, pace, seed, first_at, last_at)
        values (${burstId}, ${workspaceId}, ${targetId}, ${userId}, '{}', ${sql.param(JOURNEY)}::text[], ${sessions}, 'natural',
          ${done}, now(), now())`)
    const plan = planBurst({
      sessions,
      journey: JOURNEY,
      windowMs: DAYS * DAY,
      pace: 'natural',
      seed: done + 1,
      conversion: 40,
    })
    await copier.copy(
      INTO,
      plan.map(({ number, offsetMs, ...rest }) => {
        const { persona, stepsToTake: steps } = rest
        const broken = number % 100 === 7
        const at = new Date(now.getTime() - DAYS * DAY + offsetMs).toISOString()
        const reason = broken ? `Timeout on ${number % 1000 === 7 ? RARE : 'step'} ${steps}` : null
        const lengthMs = Math.round(rest.dwellMs.reduce((sum, ms) => sum + ms, 0))
        const { os, languages, device } = persona.identity
        return [
          ...[newId(), workspaceId, burstId, targetId, number, rest],
          ...[device, persona.country, persona.referrer?.name ?? null, at, at],
          ...[broken ? 'failed' : rest.intent, reason, lengthMs, steps + 1, 3 * steps, steps, 1],
          { os, language: languages[0] },
        ]
      }),
    )
  }
}
