import { and, desc, eq, inArray, isNull, lt, max, min, sql, sum } from 'drizzle-orm'
import { type Origin, recordChange } from './audit.ts'
import { triesOf } from './burst-tries.ts'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { BURSTS_TOPIC, publish, publishChange } from './events.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import { bursts } from './schema/bursts.ts'
import { workspaces } from './schema/people.ts'
import { attempts, OUTCOMES, type Outcome, sessions } from './schema/sessions.ts'
import { targets } from './schema/targets.ts'

export type Burst = typeof bursts.$inferSelect
export type NewBurst = Omit<typeof bursts.$inferInsert, 'workspaceId'>
export type NewSession = Omit<typeof sessions.$inferInsert, 'workspaceId' | 'burstId' | 'targetId'>
export type Counts = Record<Outcome, number>

export interface BurstView extends Burst {
  target: string
  origin: string
  /** `scheduled` before the first starts, then `running` until none is left, or `cancelled`. */
  state: 'scheduled' | 'running' | 'finished' | 'cancelled'
  counts: Counts
  /** Why sessions failed. */
  reasons: { reason: string; count: number }[]
  /** When its last session was over; null while one is open. */
  endedAt: Date | null
  /** Attempts that were lost after analytics requests had left: the vendor saw a person that the log counts once. */
  strayVisits: number
  spent: Spent
}

/** What a burst took so far. */
export interface Spent {
  /** From the first session's start to the last one's end; null while one is open, or when none ran. */
  minutes: number | null
  /** Of all sessions together. */
  sessionMinutes: number
  modelCalls: number
  /** Billed so far: of each attempt that had a browser there, a minute at least. */
  browserbaseMinutes: number
}

export const burstTopic = (id: string) => `burst:${id}`
/** NOTIFY channels that runners listen to: something is due; a burst was cancelled (payload: its id). */
export const DUE_CHANNEL = 'sessionburst_due'
export const CANCEL_CHANNEL = 'sessionburst_cancel'

const INSERT_BATCH = 500
/** The most frequent reasons that a burst names; the log has them all. */
const MAX_REASONS = 10

/**
 * Writes the burst and all its planned sessions in one transaction: the outbox that runners work off. One whose id is
 * there already stays as it is.
 */
export async function recordBurst(
  db: Db,
  input: { workspaceId: string; burst: NewBurst; sessions: NewSession[]; origin?: Origin },
): Promise<BurstView> {
  const { workspaceId, burst, origin } = input
  await inWorkspace(db, workspaceId, async (tx) => {
    await refuseDeleted(tx, workspaceId)
    await requireVerified(tx, burst.targetId)
    const made = await tx
      .insert(bursts)
      .values({ ...burst, workspaceId })
      .onConflictDoNothing()
      .returning({ id: bursts.id })
    if (made.length === 0) return
    for (let at = 0; at < input.sessions.length; at += INSERT_BATCH) {
      const batch = input.sessions.slice(at, at + INSERT_BATCH)
      await tx
        .insert(sessions)
        .values(batch.map((s) => ({ ...s, workspaceId, burstId: burst.id, targetId: burst.targetId })))
    }
    await publish(tx, {
      workspaceId,
      topic: burstTopic(burst.id),
      data: { type: 'burst', state: 'scheduled' },
    })
    await publishChange(tx, workspaceId, BURSTS_TOPIC)
    const author = { ...origin, workspaceId, userId: burst.createdBy }
    await recordChange(tx, author, {
      action: 'burst.started',
      subject: { kind: 'burst', id: burst.id },
      after: { target: burst.targetId, sessions: burst.sessions, journey: burst.journey },
    })
    await tx.execute(sql`select pg_notify(${DUE_CHANNEL}, '')`)
  })
  return getBurst(db, { workspaceId, id: burst.id })
}

/** A burst that is recorded while its workspace is being deleted is either cancelled with it or refused. */
async function refuseDeleted(tx: Tx, workspaceId: string): Promise<void> {
  const [live] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(eq(workspaces.id, workspaceId), isNull(workspaces.deletedAt)))
    .for('share')
  if (!live) throw new AppError('not_found', 'This workspace is gone.', 'workspace')
}

/** Whoever takes the target's verification away meanwhile waits for this burst, and then cancels it. */
async function requireVerified(tx: Tx, targetId: string): Promise<void> {
  const [target] = await tx
    .select({ name: targets.name, verifiedAt: targets.verifiedAt })
    .from(targets)
    .where(eq(targets.id, targetId))
    .for('share')
  if (!target) throw new AppError('target_unknown', 'This target was removed just now.', 'target')
  if (!target.verifiedAt)
    throw new AppError('target_unverified', `${target.name} is no longer verified as yours.`, 'target')
}

/** One burst with its counts by outcome. `latest` is the workspace's newest. */
export async function getBurst(db: Db, input: { workspaceId: string; id: string }): Promise<BurstView> {
  const id = input.id === 'latest' ? undefined : knownId(input.id, 'burst', 'burst')
  const [found] = await inWorkspace(db, input.workspaceId, async (tx) => {
    const newest = await tx
      .select()
      .from(bursts)
      .where(and(eq(bursts.workspaceId, input.workspaceId), id ? eq(bursts.id, id) : undefined))
      .orderBy(desc(bursts.id))
      .limit(1)
    return view(tx, newest)
  })
  if (!found)
    throw new AppError(
      'not_found',
      id ? `No burst has the id "${id}".` : 'No burst has run here yet.',
      'burst',
    )
  return found
}

/** The newest first. */
export function listBursts(
  db: Db,
  input: { workspaceId: string; cursor?: string; limit: number },
): Promise<Page<BurstView>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const found = await tx
      .select()
      .from(bursts)
      .where(
        and(
          eq(bursts.workspaceId, input.workspaceId),
          input.cursor ? lt(bursts.id, knownCursor(input.cursor)) : undefined,
        ),
      )
      .orderBy(desc(bursts.id))
      .limit(input.limit + 1)
    const page = toPage(found, input.limit)
    return { ...page, items: await view(tx, page.items) }
  })
}

async function view(tx: Tx, found: Burst[]): Promise<BurstView[]> {
  if (found.length === 0) return []
  const ids = found.map((b) => b.id)
  const names = await tx
    .select({ id: targets.id, name: targets.name, origin: targets.origin })
    .from(targets)
    .where(
      inArray(
        targets.id,
        found.map((b) => b.targetId),
      ),
    )
  const tally = await tx
    .select({
      burstId: sessions.burstId,
      outcome: sessions.outcome,
      reason: sessions.reason,
      count: sql<number>`count(*)::int`,
      lastEnd: max(sessions.endedAt),
      firstStart: min(sessions.startedAt),
      lengthMs: sum(sessions.lengthMs).mapWith(Number),
    })
    .from(sessions)
    .where(inArray(sessions.burstId, ids))
    .groupBy(sessions.burstId, sessions.outcome, sessions.reason)
  const tries = await triesOf(tx, ids)
  const over = await tx
    .select({ burstId: sessions.burstId, from: min(attempts.startedAt), at: max(attempts.endedAt) })
    .from(attempts)
    .innerJoin(sessions, eq(sessions.id, attempts.sessionId))
    .where(
      inArray(
        sessions.burstId,
        found.filter(({ pace }) => pace === 'fast').map(({ id }) => id),
      ),
    )
    .groupBy(sessions.burstId)
  return found.map((burst) => {
    const mine = tally.filter((t) => t.burstId === burst.id)
    const counts = Object.fromEntries(OUTCOMES.map((o) => [o, 0])) as Counts
    for (const t of mine) counts[t.outcome] += t.count
    const tried = tries.find((t) => t.burstId === burst.id)
    const target = names.find((n) => n.id === burst.targetId)
    // A visit's own clock may be ahead of the real one, the times of its attempts never are.
    const ends = mine.map((t) => (t.outcome === 'cancelled' ? t.lastEnd : undefined))
    const really = over.find((o) => o.burstId === burst.id)
    const open = counts.scheduled + counts.running > 0
    const endedAt = open ? null : latest(really?.at ? [...ends, really.at] : mine.map((t) => t.lastEnd))
    return {
      ...burst,
      target: target?.name ?? '',
      origin: target?.origin ?? '',
      state: stateOf(burst, counts),
      counts,
      reasons: mine
        .flatMap(({ outcome, reason, count }) => (outcome === 'failed' && reason ? [{ reason, count }] : []))
        .toSorted((a, b) => b.count - a.count)
        .slice(0, MAX_REASONS),
      endedAt,
      strayVisits: tried?.strays ?? 0,
      spent: {
        ...spentOf(burst, mine, { from: really?.from, endedAt }),
        browserbaseMinutes: tenths(tried?.lentMinutes ?? 0),
      },
    }
  })
}

function spentOf(
  { modelCalls }: Burst,
  ended: { firstStart: Date | null; lengthMs: number | null }[],
  { from, endedAt }: { from?: Date | null; endedAt: Date | null },
): Omit<Spent, 'browserbaseMinutes'> {
  const starts = (from ? [from] : ended.flatMap(({ firstStart }) => firstStart ?? [])).map(Number)
  return {
    minutes: endedAt && starts.length > 0 ? tenths((Number(endedAt) - Math.min(...starts)) / 60_000) : null,
    sessionMinutes: tenths(ended.reduce((sum, { lengthMs }) => sum + (lengthMs ?? 0), 0) / 60_000),
    modelCalls,
  }
}

const tenths = (minutes: number) => Math.round(minutes * 10) / 10

const latest = (times: (Date | null | undefined)[]): Date | null =>
  times.reduce<Date | null>((last, time) => (time && (!last || time > last) ? time : last), null)

function stateOf(burst: Burst, counts: Counts): BurstView['state'] {
  if (burst.cancelledAt) return 'cancelled'
  if (counts.scheduled === burst.sessions) return 'scheduled'
  return counts.scheduled + counts.running > 0 ? 'running' : 'finished'
}
