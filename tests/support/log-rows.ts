import { sql } from 'drizzle-orm'
import { type Database, inWorkspace, newId } from '../../db/client.ts'
import { OUTCOMES, type Outcome } from '../../db/schema/sessions.ts'
import { recordedBurst } from './bursts.ts'
import type { Tenant } from './databases.ts'

/** A row of the log as a test knows it. */
export interface LogRow {
  id: string
  burstId: string
  targetId: string
  device: string
  country: string
  referrer: string | null
  outcome: Outcome
  reason: string | null
  at: number
  lengthMs: number | null
  pages: number | null
  events: number
  stepsDone: number
  metadata: Record<string, unknown>
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32, Tommy Ettinger). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(roll: () => number, from: readonly T[]): T =>
  from[Math.floor(roll() * from.length)] as T

const REASONS = [
  'The button "Sign up" is not there.',
  'Timeout after 30 seconds on /pricing',
  'the page closed 50% early',
]
export const DEVICES = ['desktop', 'mobile', 'tablet']
export const COUNTRIES = ['DE', 'US', 'FR', 'IN']
const REFERRERS = [null, 'google', 'news.example.com', 'a friend']

/** Random sessions of a burst, written past the verbs so that every value can occur. */
export async function logRows(
  database: Database,
  own: Tenant,
  input: { count: number; from: number; to: number; seed: number; targetId?: string },
): Promise<LogRow[]> {
  const roll = dice(input.seed)
  const burst = await recordedBurst(database, own, { sessions: 1 })
  // Its own session is due now, whenever that is.
  await database.db.execute(sql`delete from app.sessions where burst_id = ${burst.id}`)
  const made = Array.from({ length: input.count }, (): LogRow => {
    const outcome = pick(roll, OUTCOMES)
    const over = !['scheduled', 'running', 'cancelled'].includes(outcome)
    return {
      id: newId(),
      burstId: burst.id,
      targetId: input.targetId ?? burst.targetId,
      device: pick(roll, DEVICES),
      country: pick(roll, COUNTRIES),
      referrer: pick(roll, REFERRERS),
      outcome,
      reason: outcome === 'failed' ? pick(roll, REASONS) : null,
      at: input.from + Math.floor(roll() * (input.to - input.from)),
      lengthMs: over ? Math.floor(Math.exp(roll() * 8 + 5)) : null,
      pages: over ? Math.floor(roll() * 9) : null,
      events: over ? Math.floor(roll() * 40) : 0,
      stepsDone: over ? Math.floor(roll() * 3) : 0,
      metadata: {
        os: pick(roll, ['Windows', 'macOS', 'Android']),
        screen: { width: pick(roll, [390, 1440]) },
      },
    }
  })
  await writeRows(database, own.workspaceId, made)
  return made
}

export async function writeRows(database: Database, workspaceId: string, made: LogRow[]): Promise<void> {
  await inWorkspace(database.db, workspaceId, (tx) =>
    tx.execute(sql`
      insert into app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, referrer, due_at,
          started_at, outcome, reason, length_ms, pages, events, steps_done, metadata)
        select id, ${workspaceId}::uuid, "burstId", "targetId", row_number() over () + coalesce((select max(number) from app.sessions), 0), '{}', device, country, referrer,
          to_timestamp(at / 1000.0), case when outcome <> 'scheduled' then to_timestamp(at / 1000.0) end, outcome, reason,
          "lengthMs", pages, events, "stepsDone", metadata
        from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) r(id uuid, "burstId" uuid, "targetId" uuid, device text,
          country text, referrer text, outcome text, reason text, at float8, "lengthMs" bigint, pages int, events int,
          "stepsDone" int, metadata jsonb)`),
  )
}
