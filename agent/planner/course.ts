import { depthMaker } from './depth.ts'
import { stepsTaken } from './drop-off.ts'
import { dwell as dwellOf } from './dwell.ts'
import type { Pace } from './pace.ts'
import type { PlannedSession } from './plan.ts'
import { PlanError } from './plan-error.ts'
import type { PlanRequest } from './plan-request.ts'
import { quota } from './quota.ts'
import { type Random, random, shuffled } from './random.ts'
import { PRESETS, REFERENCES } from './references.ts'

export type Course = Pick<PlannedSession, 'stepsToTake' | 'intent' | 'dwellMs' | 'sideTrips'>

/** How far each visit goes and how long it stays, in order of arrival. */
export function courses(request: PlanRequest): Course[] {
  return request.journey ? alongJourney(request, request.journey.length) : walks(request)
}

function alongJourney(request: PlanRequest, length: number): Course[] {
  const { sessions, seed, pace, dwell = pace } = request
  const preset = PRESETS[request.preset ?? 'demo']
  const open = request.conversion === undefined && !request.dropOff?.length && preset.conversion < 100
  const funnel = open ? preset : request
  const steps = shuffled(stepsTaken(sessions, length, funnel), random(seed, 'steps'))
  const [stay, wander] = [random(seed, 'dwell'), random(seed, 'side trips')]
  const depth = depthMaker(1)
  return steps.map((stepsToTake) => {
    const intent = stepsToTake === length ? 'completed' : stepsToTake === 0 ? 'bounced' : 'dropped'
    const dwellMs = stays(stepsToTake + 1, dwell, stay)
    // At fast pace nobody loses time; and who looks around after one page has not bounced.
    if (pace === 'fast' || intent === 'bounced') return { stepsToTake, intent, dwellMs }
    return { stepsToTake, intent, dwellMs, ...sideTrips(depth(wander) - dwellMs.length, wander) }
  })
}

/** What the visit's drawn depth leaves beside the journey's own pages, before and after it. */
function sideTrips(spare: number, draw: Random): Pick<Course, 'sideTrips'> {
  const { before: share, mostPages } = REFERENCES.sideTrips.value
  // There and back again are two pages.
  const before = spare >= 2 && draw() < share / 100 ? 1 : 0
  const after = Math.min(mostPages, spare) - 2 * before
  if (spare <= 0) return {}
  return { sideTrips: { before: stays(before, 'natural', draw), after: stays(after, 'natural', draw) } }
}

/** Visits without a journey: bounces by quota, the others as deep as the law of surfing has them. */
function walks(request: PlanRequest): Course[] {
  const { sessions, seed, pace, dwell = pace, preset = 'demo' } = request
  if (request.conversion !== undefined || request.dropOff?.length) {
    const field = request.conversion === undefined ? 'dropOff' : 'conversion'
    throw new PlanError(field, 'needs a journey to finish: give its steps')
  }
  const [bounced = 0] = quota([PRESETS[preset].bounce, 100 - PRESETS[preset].bounce], sessions)
  const [walk, stay] = [random(seed, 'depth'), random(seed, 'dwell')]
  const depth = depthMaker(2)
  const pages = Array.from({ length: sessions }, (_, i) => (i < bounced ? 1 : depth(walk)))
  return shuffled(pages, random(seed, 'steps')).map((count) => ({
    stepsToTake: count - 1,
    intent: count === 1 ? 'bounced' : 'completed',
    dwellMs: stays(count, dwell, stay),
  }))
}

const stays = (count: number, pace: Pace, draw: Random) =>
  Array.from({ length: count }, () => dwellOf(pace, draw))
