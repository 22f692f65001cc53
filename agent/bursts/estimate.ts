import type { BurstEstimate } from '../../db/schema/bursts.ts'
import type { Places } from '../planner/lent-places.ts'
import type { PlannedSession } from '../planner/plan.ts'
import type { Device } from '../planner/request.ts'

/**
 * What a burst will take, told before anybody approves it: minutes from the start until the last session is over,
 * steps by device class that the memory does not know yet, questions to the element model, and what Browserbase bills
 * (nothing where the browsers are our own).
 */
export type Estimate = BurstEstimate

/** Visits that a runner on two cores drives at once. What a larger one admits makes the estimate a safe one. */
const OWN: Places = { atOnce: 4, startsPerMinute: Number.POSITIVE_INFINITY }
const MINUTE_MS = 60_000
/** A visit stays this long at the end, for the slowest analytics SDK to send its last events. */
const FLUSH_MS = 5_500
/** Opening a visit, its last screenshot and leaving it; and one step. Rough. */
const VISIT_MS = 2_500
const STEP_MS = 1_000
/** What a stay takes of a visit with its own clock, which skips the rest of it. */
const SKIP_MS = 600
/** One question finds a step's actions, a second one finds that nothing of it is left to do. */
const CALLS_PER_STEP = 2

/** How long each visit takes in a browser, in the order of the plan. */
function durations(planned: readonly PlannedSession[], ownClock: boolean): number[] {
  return planned.map(({ dwellMs, stepsToTake, sideTrips }) => {
    if (ownClock) return dwellMs.length * SKIP_MS + VISIT_MS + stepsToTake * STEP_MS
    const on = [...dwellMs.slice(0, -1), ...(sideTrips?.before ?? []), ...(sideTrips?.after ?? [])]
    const last = Math.max(FLUSH_MS, dwellMs.at(-1) ?? 0)
    return on.reduce((sum, ms) => sum + ms, last) + VISIT_MS + stepsToTake * STEP_MS
  })
}

/** When the last visit is over if each waits for the first place that is free, and for its turn in the minute. */
function lastEnd(
  planned: readonly PlannedSession[],
  lasting: readonly number[],
  { atOnce, startsPerMinute }: Places,
): number {
  const places = Array<number>(Math.min(atOnce, planned.length)).fill(0)
  const starts: number[] = []
  for (const [i, ms] of lasting.entries()) {
    const place = places.indexOf(Math.min(...places))
    const minuteBefore = starts[i - startsPerMinute]
    const turn = minuteBefore === undefined ? 0 : minuteBefore + MINUTE_MS
    const start = Math.max(places[place] ?? 0, planned[i]?.offsetMs ?? 0, turn)
    starts.push(start)
    places[place] = start + ms
  }
  return Math.max(...places)
}

/** Browserbase bills a minute at least for each session. */
const billedMinutes = (lasting: readonly number[]): number =>
  Math.ceil(lasting.reduce((sum, ms) => sum + Math.max(ms, MINUTE_MS), 0) / MINUTE_MS)

/**
 * `known` tells which of the journey's steps the memory holds, by device class: whoever takes a step of a class first
 * asks, everybody after them replays. `lent` are the places at Browserbase, if visits are made there.
 */
export function estimate(
  planned: readonly PlannedSession[],
  journey: readonly string[],
  known: (step: string, device: Device) => boolean,
  { ownClock = false, lent }: { ownClock?: boolean; lent?: Places } = {},
): Estimate {
  const lasting = durations(planned, ownClock)
  const unknown = new Set<string>()
  for (const { persona, stepsToTake } of planned)
    for (const step of journey.slice(0, stepsToTake))
      if (!known(step, persona.identity.device)) unknown.add(`${persona.identity.device} ${step}`)
  return {
    minutes: Math.ceil(lastEnd(planned, lasting, lent ?? OWN) / MINUTE_MS),
    stepsToLearn: unknown.size,
    modelCalls: unknown.size * CALLS_PER_STEP,
    browserbaseMinutes: lent ? billedMinutes(lasting) : 0,
  }
}
