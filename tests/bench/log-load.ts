import { type SQL, sql } from 'drizzle-orm'
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
const MOST_PLANNED = 1_000_000
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
  // What triggers would have done row by row, once and by the same functions; words once for rows that say the same.
  await atEase(
    database,
    sql`
    insert into app.session_words (workspace_id, session_id, words)
      select s.workspace_id, s.id, w.words from app.sessions s join (
        select workspace_id, coalesce(reason, '') as why, coalesce(referrer, '') as "from", metadata,
            app.session_words(workspace_id, concat_ws(' ', coalesce(reason, ''), coalesce(referrer, ''), app.values_of(metadata))) as words
          from app.sessions group by 1, 2, 3, 4
      ) w on w.workspace_id = s.workspace_id and why = coalesce(reason, '') and "from" = coalesce(referrer, '')
        and w.metadata = s.metadata`,
  )
  for (const { indexdef } of definitions) await atEase(database, sql.raw(indexdef))
  // In order, so that folding meets a sum in one batch.
  await atEase(
    database,
    sql`
    insert into app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, reached, bin, sessions, pages, events)
      select s.workspace_id, date_trunc('hour', began_at, 'UTC'), s.target_id, device, country, coalesce(referrer, ''), outcome,
          app.reached(journey, outcome, steps_done), app.length_bin(length_ms), count(*), sum(pages), sum(events)
        from app.sessions s join app.bursts b on b.id = s.burst_id group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2`,
  )
  if (options.folded !== false) {
    while ((await foldDeltas(db)) > 0);
    await checkSums(database)
  }
  for (const table of ['sessions', 'session_sums', 'session_lengths', 'session_words', 'session_deltas'])
    await db.execute(sql`vacuum analyze app.${sql.identifier(table)}`)
  return { workspaceId: large.workspaceId, now }
}

/** Runs one statement of the load: with room to sort in, and no triggers. */
async function atEase({ db }: Database, statement: SQL): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`set local work_mem = '256MB'`)
    await tx.execute(sql`set local maintenance_work_mem = '256MB'`)
    await tx.execute(statement)
  })
}

/** Figures of wrong sums would be no figures: each dimension of them holds what the rows hold. */
async function checkSums({ db }: Database): Promise<void> {
  const wrong = await rows(
    db,
    sql`with recount as (
          select count(*) as sessions, sum(pages) as pages, sum(events) as events, count(length_ms) as lengths from app.sessions
        ), sums as (
          select dimension, span, sum(sessions) as sessions, sum(pages) as pages, sum(events) as events
            from app.session_sums group by 1, 2
        ), lengths as (
          select dimension, span, sum(n) as lengths from app.session_lengths cross join lateral unnest(counts) n group by 1, 2
        ) select dimension from sums natural left join recount where recount.sessions is null
          union all select dimension from lengths natural left join recount where recount.sessions is null
          union all select 'any' where (select count(*) from sums) <> 8 or (select count(*) from lengths) <> 6`,
  )
  if (wrong.length > 0) throw new Error(`Sums are not what the rows add up to: ${JSON.stringify(wrong)}`)
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

/** Plans are the planner's; of a very large log each serves several bursts, whole days apart. */
async function fill({ db }: Database, copier: Copier, place: Place, count: number, now: Date): Promise<void> {
  const { userId, workspaceId, targetId } = place
  const uses = Math.ceil(count / MOST_PLANNED)
  let plan: ReturnType<typeof planBurst> = []
  let copying = Promise.resolve()
  for (let done = 0; done < count; done += BATCH) {
    const sessions = Math.min(BATCH, count - done)
    const burstId = newId()
    await db.execute(sql`
      insert into app.bursts (id, workspace_id, target_id, created_by, request, journey, sessions, pace, seed, first_at, last_at)
        values (${burstId}, ${workspaceId}, ${targetId}, ${userId}, '{}', ${sql.param(JOURNEY)}::text[], ${sessions}, 'natural',
          ${done}, now(), now())`)
    const use = (done / BATCH) % uses
    if (use === 0 || sessions < BATCH)
      plan = planBurst({
        sessions,
        journey: JOURNEY,
        windowMs: DAYS * DAY,
        pace: 'natural',
        seed: done + 1,
        conversion: 40,
      })
    const rows = plan.map(({ number, offsetMs, ...rest }) => {
      const { persona, stepsToTake: steps } = rest
      const broken = number % 100 === 7
      const offset = (offsetMs + Math.floor((use * DAYS) / uses) * DAY) % (DAYS * DAY)
      const at = new Date(now.getTime() - DAYS * DAY + offset).toISOString()
      const reason = broken ? `Timeout on ${number % 1000 === 7 ? RARE : 'step'} ${steps}` : null
      const lengthMs = Math.round(rest.dwellMs.reduce((sum, ms) => sum + ms, 0))
      const { os, languages, device } = persona.identity
      return [
        ...[newId(), workspaceId, burstId, targetId, number, rest],
        ...[device, persona.country, persona.referrer?.name ?? null, at, at],
        ...[broken ? 'failed' : rest.intent, reason, lengthMs, steps + 1, 3 * steps, steps, 1],
        { os, language: languages[0] },
      ]
    })
    await copying
    copying = copier.copy(INTO, rows)
  }
  await copying
}
