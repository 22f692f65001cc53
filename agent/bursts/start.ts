import { limitsOf } from '../../db/admission.ts'
import type { Origin } from '../../db/audit.ts'
import { type BurstView, type NewSession, recordBurst } from '../../db/bursts.ts'
import { type Db, newId } from '../../db/client.ts'
import { AppError } from '../../db/errors.ts'
import { knownSteps } from '../../db/memory.ts'
import type { Target } from '../../db/targets.ts'
import { foldStep } from '../memory/key.ts'
import type { Places } from '../planner/lent-places.ts'
import { hasOwnClock, type Pace } from '../planner/pace.ts'
import type { PlannedSession } from '../planner/plan.ts'
import { planBurst } from '../planner/plan-burst.ts'
import { PlanError } from '../planner/plan-error.ts'
import type { BurstRequest, Device } from '../planner/request.ts'
import { isNear } from '../targets/ranges.ts'
import { checkSecrets } from './check-secrets.ts'
import { type Estimate, estimate } from './estimate.ts'
import { findVerifiedTarget } from './find-target.ts'
import { type PlannedPeople, peopleOf } from './people.ts'
import { type SeenFrom, seenFrom } from './seen-from.ts'

export interface Starter extends Origin {
  workspaceId: string
  userId: string
  conversationId?: string
  /** Of a request that may be tried again: under one id a burst is recorded once. */
  burstId?: string
  now: Date
  /** Where Browserbase lends the browsers: how many, how fast. */
  lent?: Places
}

/** What a burst will be, before or after it is recorded. */
export interface BurstPlan {
  target: { name: string; origin: string }
  sessions: number
  /** Empty where visitors look around as they like. */
  journey: string[]
  devices: Partial<Record<Device, number>>
  /** How many sessions the plan wants to end each way. */
  intents: { completed: number; dropped: number; bounced: number }
  people: PlannedPeople
  pace: Pace
  seed: number
  firstAt: string
  lastAt: string
  /** The target's own limit makes the burst last longer than asked. */
  stretched?: { sessionsPerHour: number; lastAt: string }
  /** Where analytics that go by network address see them; absent where nobody asked for countries. */
  seenFrom?: SeenFrom
  estimate: Estimate
}

interface Prepared {
  target: Target
  plan: BurstPlan
  planned: PlannedSession[]
  from: number
}

/**
 * The one way a burst begins, whoever asks: check, plan, then one verb that records burst and sessions together.
 * Returns at once; runners do the rest. Throws AppError naming the field that was wrong, with nothing recorded.
 */
export async function startBurst(
  db: Db,
  starter: Starter,
  request: BurstRequest,
): Promise<{ burst: BurstView; plan: BurstPlan }> {
  const { target, plan, planned, from } = await prepare(db, starter, request)
  const burst = await recordBurst(db, {
    workspaceId: starter.workspaceId,
    origin: { keyId: starter.keyId, channel: starter.channel, address: starter.address },
    burst: {
      id: starter.burstId ?? newId(),
      targetId: target.id,
      conversationId: starter.conversationId,
      createdBy: starter.userId,
      request: { ...request, seed: plan.seed, pace: plan.pace },
      journey: plan.journey,
      sessions: plan.sessions,
      pace: plan.pace,
      seed: plan.seed,
      firstAt: new Date(plan.firstAt),
      lastAt: new Date(plan.lastAt),
      estimate: plan.estimate,
    },
    sessions: planned.map((session) => row(session, from)),
  })
  return { burst, plan }
}

/** The same plan, recorded nowhere: what a dry run and an approval card show. */
export async function previewBurst(db: Db, starter: Starter, request: BurstRequest): Promise<BurstPlan> {
  return (await prepare(db, starter, request)).plan
}

async function prepare(db: Db, starter: Starter, request: BurstRequest): Promise<Prepared> {
  const target = await findVerifiedTarget(db, { workspaceId: starter.workspaceId, target: request.target })
  await checkSecrets(db, target, request.journey ?? [])
  const { from, windowMs } = windowOf(request, starter.now)
  const pace = request.pace ?? (target.demo ? 'fast' : 'natural')
  // A fresh one for each burst: the same again would bring the same people, e-mail addresses and all.
  const seed = request.seed ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  const dwell = hasOwnClock(pace, target) ? 'natural' : pace
  const when = { pace, dwell, startsAt: from, windowMs } as const
  const how = { seed, emailPattern: target.emailPattern, ...when }
  const planned = planOrRefuse({ ...request, ...how })
  const journey = request.journey ?? []
  const lent = isNear(new URL(target.origin).hostname) ? undefined : starter.lent
  const cost = await estimateOf(db, target, planned, { journey, pace, lent })
  const people = await peopleOf(db, { workspaceId: target.workspaceId, targetId: target.id }, planned)
  const plan = describe(target, planned, { journey, pace, seed, from, people }, cost)
  const seen = seenFrom(target, planned)
  const matters = !target.demo && (request.countries !== undefined || seen.elsewhere < planned.length)
  return { target, planned, from, plan: matters ? { ...plan, seenFrom: seen } : plan }
}

async function estimateOf(
  db: Db,
  target: Target,
  planned: PlannedSession[],
  { journey, pace, lent }: { journey: string[]; pace: Pace; lent?: Places },
): Promise<Estimate> {
  const { workspaceId, id: targetId } = target
  const steps = [...new Set(journey.map(foldStep))]
  const known = new Set(
    (await knownSteps(db, { workspaceId, targetId, steps })).map((k) => `${k.viewport} ${k.step}`),
  )
  const isKnown = (step: string, device: Device) => known.has(`${device} ${foldStep(step)}`)
  return estimate(planned, journey, isKnown, { ownClock: hasOwnClock(pace, target), lent })
}

const GRACE_MS = 60_000

function windowOf(request: BurstRequest, now: Date): { from: number; windowMs: number } {
  if (!request.window) return { from: now.getTime(), windowMs: 0 }
  const from = Date.parse(request.window.from)
  const to = Date.parse(request.window.to)
  if (from < now.getTime() - GRACE_MS)
    throw new AppError(
      'window_in_past',
      `The window begins at ${request.window.from}, which is over: a browser can't visit the past. Choose a time from now on.`,
      'window',
    )
  return { from: Math.max(from, now.getTime()), windowMs: to - Math.max(from, now.getTime()) }
}

function planOrRefuse(request: Parameters<typeof planBurst>[0]): PlannedSession[] {
  try {
    return planBurst(request)
  } catch (error) {
    if (error instanceof PlanError) throw new AppError('invalid_input', error.message, error.field)
    throw error
  }
}

function describe(
  target: Target,
  planned: PlannedSession[],
  how: { journey: string[]; pace: Pace; seed: number; from: number; people: PlannedPeople },
  cost: Estimate,
): BurstPlan {
  const devices: BurstPlan['devices'] = {}
  const intents = { completed: 0, dropped: 0, bounced: 0 }
  for (const { persona, intent } of planned) {
    devices[persona.identity.device] = (devices[persona.identity.device] ?? 0) + 1
    intents[intent] += 1
  }
  const at = (session: PlannedSession | undefined) =>
    new Date(how.from + (session?.offsetMs ?? 0)).toISOString()
  return {
    target: { name: target.name, origin: target.origin },
    sessions: planned.length,
    journey: how.journey,
    devices,
    intents,
    people: how.people,
    pace: how.pace,
    seed: how.seed,
    firstAt: at(planned[0]),
    lastAt: at(planned.at(-1)),
    ...stretched(target, planned, how.from),
    estimate: cost,
  }
}

const HOUR_MS = 3_600_000

/** When the last session starts if nothing else visits the target. */
function stretched(target: Target, planned: PlannedSession[], from: number): Pick<BurstPlan, 'stretched'> {
  const { sessionsPerHour } = limitsOf(target)
  const starts: number[] = []
  for (const [index, { offsetMs }] of planned.entries()) {
    const hourBefore = starts[index - sessionsPerHour]
    starts.push(Math.max(offsetMs, hourBefore === undefined ? 0 : hourBefore + HOUR_MS))
  }
  const last = starts.at(-1) ?? 0
  if (last <= (planned.at(-1)?.offsetMs ?? 0)) return {}
  return { stretched: { sessionsPerHour, lastAt: new Date(from + last).toISOString() } }
}

function row({ number, offsetMs, ...plan }: PlannedSession, from: number): NewSession {
  return {
    id: newId(),
    number,
    plan,
    device: plan.persona.identity.device,
    country: plan.persona.country,
    referrer: plan.persona.referrer?.name,
    dueAt: new Date(from + offsetMs),
  }
}
