import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { planBurst } from '../../agent/planner/plan-burst.ts'
import { type Database, inWorkspace, newId } from '../../db/client.ts'
import { connectPglite } from '../../db/connect-pglite.ts'
import { signIn } from '../../db/people.ts'
import { keepDemoShop, listTargets } from '../../db/targets.ts'
import { JOURNEY } from './bursts.ts'

/** Who the one-time link of an embedded start signs in. */
const OWNER = { userId: '00000000-0000-7000-8000-000000000001', email: 'owner@localhost' }
const DAY = 86_400_000
const BATCH = 1_000

/** What a burst of the past left in the log. */
export interface PastBurst {
  sessions: number
  days: number
  seed: number
}

/**
 * Fills a data folder that nobody has opened yet with bursts that are over, as the planner planned them, for pages that
 * are looked at without running a browser for each row. Answers the ids of the bursts, in order.
 */
export async function writePast(dataDir: string, bursts: PastBurst[], now: Date): Promise<string[]> {
  const database = await connectPglite(join(dataDir, 'database'))
  try {
    const [membership] = await signIn(database.db, OWNER)
    const workspaceId = membership?.workspaceId ?? ''
    await keepDemoShop(database.db, { workspaceId, origin: 'http://localhost:8788' })
    const [shop] = (await listTargets(database.db, { workspaceId, limit: 1 })).items
    const ids: string[] = []
    for (const burst of bursts)
      ids.push(await writeBurst(database, { workspaceId, targetId: shop?.id ?? '' }, burst, now))
    return ids
  } finally {
    await database.close()
  }
}

async function writeBurst(
  { db }: Database,
  { workspaceId, targetId }: { workspaceId: string; targetId: string },
  { sessions, days, seed }: PastBurst,
  now: Date,
): Promise<string> {
  const burstId = newId()
  const windowMs = days * DAY
  const from = new Date(now.getTime() - windowMs)
  const plan = planBurst({
    sessions,
    journey: JOURNEY,
    startsAt: from.getTime(),
    windowMs,
    pace: 'natural',
    seed,
    conversion: 40,
  })
  const window = { from: from.toISOString(), to: now.toISOString() }
  await inWorkspace(db, workspaceId, async (tx) => {
    await tx.execute(sql`
      insert into app.bursts (id, workspace_id, target_id, created_by, request, journey, sessions, pace, seed, first_at,
          last_at, created_at)
        values (${burstId}, ${workspaceId}, ${targetId}, ${OWNER.userId}, ${JSON.stringify({ window })}::jsonb,
          ${sql.param(JOURNEY)}::text[], ${sessions}, 'natural', ${seed}, ${window.from}::timestamptz, ${window.to}::timestamptz,
          ${window.from}::timestamptz)`)
    for (let at = 0; at < plan.length; at += BATCH)
      await tx.execute(
        rowsOf(plan.slice(at, at + BATCH).map(pastSession), { workspaceId, targetId, burstId, from }),
      )
    await tx.execute(sql`
      insert into app.attempts (workspace_id, session_id, number, started_at, ended_at, sent, accepted)
        select workspace_id, id, 1, started_at, ended_at, '{"posthog": 6}', '{"posthog": 6}' from app.sessions
        where burst_id = ${burstId}`)
    await tx.execute(sql`
      insert into app.steps (workspace_id, session_id, attempt, number, text, ok, resolved_by, actions, url, started_at, ended_at)
        select workspace_id, id, 1, step, (${sql.param(JOURNEY)}::text[])[step], true, 'memory', '["click the link"]',
          'http://localhost:8788/' || step, started_at + step * (ended_at - started_at) / 4,
          started_at + (step + 0.5) * (ended_at - started_at) / 4
        from app.sessions cross join lateral generate_series(1, steps_done) step where burst_id = ${burstId}`)
  })
  return burstId
}

/** One in a hundred broke. */
function pastSession({ number, offsetMs, ...plan }: ReturnType<typeof planBurst>[number]) {
  const broken = number % 100 === 7
  const { identity, country, referrer } = plan.persona
  return {
    id: newId(),
    number,
    plan,
    device: identity.device,
    country,
    referrer: referrer?.name ?? null,
    offset: offsetMs,
    outcome: broken ? 'failed' : plan.intent,
    reason: broken ? 'The button "Sign up" is not there.' : null,
    length: Math.round(plan.dwellMs.reduce((sum, ms) => sum + ms, 0)),
    steps: plan.stepsToTake,
    metadata: { identity },
  }
}

const rowsOf = (
  made: ReturnType<typeof pastSession>[],
  {
    workspaceId,
    targetId,
    burstId,
    from,
  }: { workspaceId: string; targetId: string; burstId: string; from: Date },
) => sql`
  insert into app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, referrer, due_at, started_at,
      ended_at, outcome, reason, length_ms, pages, events, steps_done, attempts, metadata)
    select id, ${workspaceId}::uuid, ${burstId}::uuid, ${targetId}::uuid, number, plan, device, country, referrer, at, at,
      at + length * interval '1 millisecond', outcome, reason, length, steps + 1, 3 * (steps + 1), steps, 1, metadata
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) r(id uuid, number int, plan jsonb, device text, country text,
        referrer text, "offset" float8, outcome text, reason text, length bigint, steps int, metadata jsonb)
      cross join lateral (select ${from.toISOString()}::timestamptz + "offset" * interval '1 millisecond' as at) began`
