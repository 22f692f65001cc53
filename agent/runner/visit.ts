import type { ClaimedSession } from '../../db/claims.ts'
import type { Db } from '../../db/client.ts'
import { type Ending, finishSession, type NewStep, noteLoan, recordStep } from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'
import { LABEL } from '../../db/label.ts'
import type { Sealer } from '../../db/sealing.ts'
import {
  type Browser,
  BrowserError,
  FLUSH_DWELL_MS,
  type Generate,
  type Loan,
  type Visitor,
} from '../browser/port.ts'
import { labelScript } from '../capture/label.ts'
import { VisitReceipt } from '../capture/receipt.ts'
import { landingUrl } from '../planner/landing.ts'
import { hasOwnClock } from '../planner/pace.ts'
import type { PlannedSession } from '../planner/plan.ts'
import type { Storage } from '../storage/port.ts'
import { type Entry, endUnvisited, enterTarget } from './entry.ts'
import { hesitate, lastDwell, lookAround, stayOf, strollOf, TELLS_OF_SITE, wander } from './explore.ts'
import { Guest } from './guest.ts'
import { hostPort } from './host-port.ts'
import { meetBanner } from './meet-banner.ts'
import { type Notes, note } from './notes.ts'
import { pictureEnd, pictureStep } from './pictures.ts'
import { type StepResult, takeStep } from './step.ts'
import { type VisitClock, visitClock } from './visit-clock.ts'

export interface VisitDeps {
  db: Db
  sealer: Sealer
  browser: Browser
  generate: Generate
  storage: Storage
}

type Plan = Omit<PlannedSession, 'number' | 'offsetMs'>

/** What has happened so far; the log's row is written from it whatever ends the visit. */
interface Course extends Notes {
  guest: Guest
  openedAt: number
  /** How far its clock was ahead of the real one when it began. */
  beganAheadMs: number
  modelCalls: number
  fromMemory: number
  receipt: VisitReceipt
  /** What was said to a consent banner; undefined where none stood. */
  consent?: string
  failure?: string
  /** Of a visit without a journey: links it followed. */
  walked?: number
  /** Addresses looked at beside the journey. */
  sideTrips: string[]
}

/**
 * Drives one claimed session from first page to last and writes its end, once. A step that can't be done ends it as
 * `failed` with the reason. Throws when it could not be told what happened (aborted, browser gone): the caller gives
 * the claim back.
 */
export async function runVisit(
  deps: VisitDeps,
  session: ClaimedSession,
  hold: Hold,
  signal: AbortSignal,
): Promise<void> {
  const guest = await Guest.of(deps.sealer, session, Date.now())
  const { plan } = guest
  const course: Course = {
    guest,
    openedAt: Date.now(),
    beganAheadMs: 0,
    modelCalls: 0,
    fromMemory: 0,
    receipt: new VisitReceipt(session.capture.sdks),
    notes: new Map(),
    sideTrips: [],
  }
  const entry = await enterTarget(deps, { ...session, country: plan.persona.country }, hold)
  if (!entry) return
  const ownClock = hasOwnClock(session.burst.pace, session)
  const opening = entry.over(deps.browser).open({
    ownClock,
    identity: plan.persona.identity,
    storage: guest.storage,
    allow: [hostPort(session.origin), ...session.capture.allow],
    generate: deps.generate,
    signal,
    country: plan.persona.country,
    expectedMs: stayOf(plan),
    onRequest: (request) => note(deps.db, hold, course, 'sent', course.receipt.noteSent(request)),
    onAnswer: (request, status) =>
      void note(deps.db, hold, course, 'accepted', course.receipt.noteAnswer(request, status)),
    wantsBody: (request) => course.receipt.sdkOf(request) !== undefined,
    onBody: (request, body) => course.receipt.noteBody(request, body),
    onEnded: (request) => {
      if (request.failure) course.receipt.noteFailure(request, request.failure)
    },
    ...(session.capture.label && { agentSuffix: LABEL.agent, initScripts: [labelScript] }),
  })
  const visitor = await opening.catch((error) => endUnvisited(deps.db, hold, error))
  if (!visitor) return
  const clock = visitClock(ownClock, visitor, signal)
  try {
    if (visitor.loan) await noteLoan(deps.db, hold, visitor.loan)
    course.beganAheadMs = await clock.wait(guest.notBefore)
    await walk(deps, { session, plan, hold, entry, visitor, course, signal, clock })
    await end(deps, { session, plan, hold, entry, visitor, course, clock })
  } catch (error) {
    await visitor.abort()
    throw error
  }
}

interface Walk {
  session: ClaimedSession
  plan: Plan
  hold: Hold
  entry: Entry
  visitor: Visitor
  course: Course
  signal: AbortSignal
  clock: VisitClock
}

async function walk(
  deps: VisitDeps,
  { session, plan, hold, entry, visitor, course, signal, clock }: Walk,
): Promise<void> {
  const stroll = strollOf(session, { visitor, plan, clock })
  course.sideTrips = stroll.sideTrips
  const keep = async (step: Omit<NewStep, 'url' | 'endedAt' | 'screenshot'>) => {
    const endedAt = clock.now()
    const screenshot = await pictureStep(deps.storage, { session, hold, visitor }, step)
    if (await recordStep(deps.db, hold, { ...step, screenshot, url: await visitor.url(), endedAt })) return
    throw new BrowserError('aborted', 'The session was taken from this runner.')
  }
  try {
    course.openedAt = Date.now()
    await visitor.goto(landingUrl(session.origin, plan.persona), { referrer: plan.persona.referrer?.url })
    const status = visitor.status() ?? 200
    if (status >= 400) throw new BrowserError('unreachable', `${session.origin} answered ${status}.`)
    course.consent = await meetBanner(session, visitor, signal)
    if (session.burst.journey.length === 0) {
      course.walked = await lookAround(stroll, (look) => keep({ ...look, ok: true, actions: [] }))
      return
    }
    if (plan.stepsToTake > 0) await clock.stay(plan.dwellMs[0] ?? 0)
    await hesitate(stroll)
    for (const [index, text] of session.burst.journey.slice(0, plan.stepsToTake).entries()) {
      const startedAt = clock.now()
      const result = await tryStep(deps, { session, plan, entry, visitor, signal }, text)
      course.modelCalls += result.modelCalls
      course.fromMemory += result.resolvedBy === 'memory' ? 1 : 0
      const { ok, resolvedBy, actions, reason } = result
      await keep({ number: index + 1, text, ok, resolvedBy, actions, reason, startedAt })
      if (!result.ok) {
        course.failure = `Step ${index + 1} ("${text}"): ${result.reason}`
        return
      }
      await course.guest.stepDone(deps.db, hold, text, result.typed)
      if (index + 1 < plan.stepsToTake) await clock.stay(plan.dwellMs[index + 1] ?? 0)
    }
    await wander(stroll)
  } catch (error) {
    if (!(error instanceof BrowserError) || !TELLS_OF_SITE.has(error.fault)) throw error
    course.failure = error.message
  } finally {
    // Also after a failure: the SDKs' last events belong to what the vendor will show of this visit.
    if (!signal.aborted) await clock.stay(Math.max(FLUSH_DWELL_MS, lastDwell(plan)))
  }
}

function tryStep(
  deps: VisitDeps,
  { session, plan, entry, visitor, signal }: Omit<Walk, 'hold' | 'course' | 'clock'>,
  text: string,
): Promise<StepResult> {
  const { workspaceId, targetId, id: sessionId } = session
  const { device } = plan.persona.identity
  const variables = { ...plan.persona.variables, ...entry.of(text) }
  return takeStep({ db: deps.db, visitor, workspaceId, targetId, sessionId, device, variables, signal }, text)
}

async function end(
  deps: VisitDeps,
  { session, plan, hold, entry, visitor, course, clock }: Omit<Walk, 'signal'>,
): Promise<void> {
  const screenshot = await pictureEnd(deps.storage, { session, visitor })
  const pages = visitor.pages()
  const lastUrl = await visitor.url()
  const tookMs = Date.now() - course.openedAt
  await course.guest.pack(visitor, session.origin)
  course.receipt.leaving()
  const traffic = await visitor.leave()
  course.receipt.noteLastBytes(traffic.lastBytes)
  await Promise.all(course.notes.values())
  if (course.broken) throw course.broken
  const outcome = outcomeOf(plan, course)
  const ending: Ending = {
    outcome,
    ...(outcome !== 'failed' && { visitor: await course.guest.keepsake() }),
    reason: course.failure,
    lengthMs: tookMs + clock.aheadMs() - course.beganAheadMs,
    beganAheadMs: course.beganAheadMs,
    aheadMs: clock.aheadMs(),
    pages,
    screenshot,
    // Events are named by the page, and may be named after what was typed into it.
    receipt: { ...course.receipt.kept(), events: entry.mask.all(course.receipt.events) },
    modelCalls: course.modelCalls,
    metadata: {
      browser: visitor.product,
      identity: plan.persona.identity,
      person: course.guest.told,
      lastUrl,
      steps: { fromMemory: course.fromMemory, modelCalls: course.modelCalls },
      requests: { allowed: traffic.allowed, refused: traffic.refused },
      clock: { own: clock.aheadMs() > 0, tookMs },
      ...(entry.proxied && { proxy: entry.proxied }),
      ...(visitor.loan && { browserbase: afterwards(visitor.loan) }),
      ...(course.consent && { consent: course.consent }),
      ...(course.sideTrips.length > 0 && { sideTrips: course.sideTrips }),
    },
  }
  await finishSession(deps.db, hold, ending)
}

const afterwards = ({ unseen, recording }: Loan) => (unseen ? { unseen } : { recording })

function outcomeOf({ intent }: Plan, { failure, walked }: Course): Ending['outcome'] {
  if (failure !== undefined) return 'failed'
  // A site without links shows one page, whatever was planned.
  return walked === 0 ? 'bounced' : intent
}
