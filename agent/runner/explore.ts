import type { ClaimedSession } from '../../db/claims.ts'
import { BrowserError, type Link, type Visitor } from '../browser/port.ts'
import type { PlannedSession } from '../planner/plan.ts'
import { type Random, random } from '../planner/random.ts'
import { chooseLink, pageOf } from './choose-link.ts'
import type { VisitClock } from './visit-clock.ts'

/** A link may be covered, or gone by the time it is clicked; then another one is. */
const MOST_TRIES = 3

/** A visitor who walks through the target's pages by their links, without a model. */
export interface Stroll {
  visitor: Visitor
  plan: Pick<PlannedSession, 'persona' | 'dwellMs' | 'stepsToTake' | 'sideTrips'>
  origin: string
  draw: Random
  /** Pages seen so far, by address. */
  seen: Set<string>
  /** Addresses looked at beside the journey. */
  sideTrips: string[]
  clock: Pick<VisitClock, 'now' | 'stay'>
}

export function strollOf(
  session: Pick<ClaimedSession, 'origin' | 'number' | 'burst'>,
  { visitor, plan, clock }: Pick<Stroll, 'visitor' | 'plan' | 'clock'>,
): Stroll {
  const draw = random(session.burst.seed, `walk ${session.number}`)
  return {
    visitor,
    plan,
    clock,
    origin: new URL(session.origin).origin,
    draw,
    seen: new Set(),
    sideTrips: [],
  }
}

/** Follows one link. Undefined when nothing on the page can be followed. */
async function followLink({ visitor, plan, origin, draw, seen }: Stroll): Promise<Link | undefined> {
  const here = await visitor.url()
  seen.add(pageOf(here))
  let links = await visitor.links()
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const link = chooseLink(links, { origin, here, seen }, plan.persona.interest, draw)
    if (!link) return undefined
    const description = link.text || new URL(link.url).pathname
    const action = { selector: link.selector, method: 'click', arguments: [], description }
    const { ok, changed } = await visitor.perform(action, {})
    if (ok && changed) {
      seen.add(pageOf(await visitor.url()))
      return { ...link, text: description }
    }
    links = links.filter(({ selector }) => selector !== link.selector)
  }
  return undefined
}

export interface Look {
  /** Counts from 1. */
  number: number
  text: string
  startedAt: Date
}

/**
 * A visit without a journey: from link to link, as far as the plan has it or the site leads. Answers how many it
 * followed.
 */
export async function lookAround(stroll: Stroll, onLook: (look: Look) => Promise<void>): Promise<number> {
  const { plan, clock } = stroll
  for (let walked = 0; walked < plan.stepsToTake; walked++) {
    await clock.stay(plan.dwellMs[walked] ?? 0)
    const startedAt = clock.now()
    const link = await followLink(stroll)
    if (!link) return walked
    await onLook({ number: walked + 1, text: `look at "${link.text}"`, startedAt })
  }
  return plan.stepsToTake
}

/** Before the first step: looks at another page, and comes back to where the journey begins. */
export async function hesitate(stroll: Stroll): Promise<void> {
  for (const ms of stroll.plan.sideTrips?.before ?? []) {
    const { visitor, clock } = stroll
    const landing = await visitor.url()
    const left = await sideTrip(stroll)
    if (left === 'nowhere') return
    if (left === 'there') await clock.stay(ms)
    await visitor.goto(landing, left === 'there' ? { referrer: await visitor.url() } : {})
  }
}

/** After the last step: wanders on. The last page's own time is `lastDwell`, which whoever leaves waits for. */
export async function wander(stroll: Stroll): Promise<void> {
  const { dwellMs, sideTrips } = stroll.plan
  const stays = [dwellMs.at(-1) ?? 0, ...(sideTrips?.after ?? [])]
  for (const ms of stays.slice(0, -1)) {
    await stroll.clock.stay(ms)
    if ((await sideTrip(stroll)) !== 'there') return
  }
}

/** How long the plan stays on all pages together. */
export function stayOf({ dwellMs, sideTrips }: Pick<PlannedSession, 'dwellMs' | 'sideTrips'>): number {
  const stays = [...dwellMs, ...(sideTrips?.before ?? []), ...(sideTrips?.after ?? [])]
  return stays.reduce((sum, ms) => sum + ms, 0)
}

/** How long the plan stays on the visit's last page. */
export const lastDwell = ({ dwellMs, sideTrips }: Pick<PlannedSession, 'dwellMs' | 'sideTrips'>): number =>
  sideTrips?.after.at(-1) ?? dwellMs.at(-1) ?? 0

/** What breaks on a page that no step asked for is no fault of the visit. */
async function sideTrip(stroll: Stroll): Promise<'there' | 'nowhere' | 'broken'> {
  try {
    if (!(await followLink(stroll))) return 'nowhere'
    stroll.sideTrips.push(await stroll.visitor.url())
    return 'there'
  } catch (error) {
    if (error instanceof BrowserError && TELLS_OF_SITE.has(error.fault)) return 'broken'
    throw error
  }
}

/** Faults of the site itself, which end the session as failed; the others are the runner's own. */
export const TELLS_OF_SITE: ReadonlySet<BrowserError['fault']> = new Set([
  'unreachable',
  'deadline',
  'left-target',
])
