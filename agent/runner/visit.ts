import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedSession } from '../../db/claims.ts'
import type { Db } from '../../db/client.ts'
import {
  type Ending,
  finishSession,
  type NewStep,
  noteLoan,
  noteReceipt,
  recordStep,
} from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'
import { LABEL } from '../../db/label.ts'
import { pictureKey } from '../../db/objects.ts'
import { type Browser, BrowserError, FLUSH_DWELL_MS, type Generate, type Visitor } from '../browser/port.ts'
import { type BannerSeen, bannerScript, drawAnswer } from '../capture/banner.ts'
import { labelScript } from '../capture/label.ts'
import { VisitReceipt } from '../capture/receipt.ts'
import { landingUrl } from '../planner/landing.ts'
import type { PlannedSession } from '../planner/plan.ts'
import type { Storage } from '../storage/port.ts'
import { hesitate, lastDwell, lookAround, stayOf, strollOf, TELLS_OF_SITE, wander } from './explore.ts'
import { hostPort } from './host-port.ts'
import { keepPicture } from './keep-picture.ts'
import { type StepResult, takeStep } from './step.ts'

export interface VisitDeps {
  db: Db
  browser: Browser
  generate: Generate
  storage: Storage
}

const BANNER_MS = 3000
const BANNER_POLL_MS = 250

type Plan = Omit<PlannedSession, 'number' | 'offsetMs'>

/** What has happened so far; the log's row is written from it whatever ends the visit. */
interface Course {
  openedAt: number
  modelCalls: number
  fromMemory: number
  receipt: VisitReceipt
  /** The notes of each SDK's first event and first answer, and what went wrong with one. */
  notes: Map<string, Promise<void>>
  /** What was said to a consent banner; undefined where none stood. */
  consent?: string
  broken?: unknown
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
  const plan = session.plan as unknown as Plan
  const course: Course = {
    openedAt: Date.now(),
    modelCalls: 0,
    fromMemory: 0,
    receipt: new VisitReceipt(session.capture.sdks),
    notes: new Map(),
    sideTrips: [],
  }
  const visitor = await deps.browser.open({
    identity: plan.persona.identity,
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
  try {
    if (visitor.loan) await noteLoan(deps.db, hold, visitor.loan)
    await walk(deps, { session, plan, hold, visitor, course, signal })
    await end(deps, { session, plan, hold, visitor, course })
  } catch (error) {
    await visitor.abort()
    throw error
  }
}

interface Walk {
  session: ClaimedSession
  plan: Plan
  hold: Hold
  visitor: Visitor
  course: Course
  signal: AbortSignal
}

async function walk(deps: VisitDeps, { session, plan, hold, visitor, course, signal }: Walk): Promise<void> {
  const pause = (ms: number) => delay(ms, undefined, { signal })
  const stroll = strollOf(session, { visitor, plan, pause })
  course.sideTrips = stroll.sideTrips
  const keep = async (step: Omit<NewStep, 'url' | 'endedAt'>) => {
    if (await recordStep(deps.db, hold, { ...step, url: await visitor.url(), endedAt: new Date() })) return
    throw new BrowserError('aborted', 'The session was taken from this runner.')
  }
  try {
    course.openedAt = Date.now()
    await visitor.goto(landingUrl(session.origin, plan.persona), { referrer: plan.persona.referrer?.url })
    const status = visitor.status() ?? 200
    if (status >= 400) throw new BrowserError('unreachable', `${session.origin} answered ${status}.`)
    course.consent = await meetBanner(session, visitor, pause)
    if (session.burst.journey.length === 0) {
      course.walked = await lookAround(stroll, (look) => keep({ ...look, ok: true, actions: [] }))
      return
    }
    if (plan.stepsToTake > 0) await pause(plan.dwellMs[0] ?? 0)
    await hesitate(stroll)
    for (const [index, text] of session.burst.journey.slice(0, plan.stepsToTake).entries()) {
      const startedAt = new Date()
      const result = await tryStep(deps, { session, plan, visitor, signal }, text)
      course.modelCalls += result.modelCalls
      course.fromMemory += result.resolvedBy === 'memory' ? 1 : 0
      const { ok, resolvedBy, actions, reason } = result
      await keep({ number: index + 1, text, ok, resolvedBy, actions, reason, startedAt })
      if (!result.ok) {
        course.failure = `Step ${index + 1} ("${text}"): ${result.reason}`
        return
      }
      if (index + 1 < plan.stepsToTake) await pause(plan.dwellMs[index + 1] ?? 0)
    }
    await wander(stroll)
  } catch (error) {
    if (!(error instanceof BrowserError) || !TELLS_OF_SITE.has(error.fault)) throw error
    course.failure = error.message
  } finally {
    // Also after a failure: the SDKs' last events belong to what the vendor will show of this visit.
    if (!signal.aborted) await pause(Math.max(FLUSH_DWELL_MS, lastDwell(plan)))
  }
}

function tryStep(
  deps: VisitDeps,
  { session, plan, visitor, signal }: Pick<Walk, 'session' | 'plan' | 'visitor' | 'signal'>,
  text: string,
): Promise<StepResult> {
  const { workspaceId, targetId, id: sessionId } = session
  const { device } = plan.persona.identity
  const variables = { ...plan.persona.variables }
  return takeStep({ db: deps.db, visitor, workspaceId, targetId, sessionId, device, variables, signal }, text)
}

async function end(
  deps: VisitDeps,
  { session, plan, hold, visitor, course }: Omit<Walk, 'signal'>,
): Promise<void> {
  const screenshot = await keepPicture(deps.storage, pictureKey(session), visitor)
  const pages = visitor.pages()
  const lastUrl = await visitor.url()
  const lengthMs = Date.now() - course.openedAt
  course.receipt.leaving()
  const traffic = await visitor.leave()
  course.receipt.noteLastBytes(traffic.lastBytes)
  await Promise.all(course.notes.values())
  if (course.broken) throw course.broken
  const ending: Ending = {
    outcome: outcomeOf(plan, course),
    reason: course.failure,
    lengthMs,
    pages,
    screenshot,
    receipt: course.receipt.kept(),
    modelCalls: course.modelCalls,
    metadata: {
      browser: visitor.product,
      identity: plan.persona.identity,
      lastUrl,
      steps: { fromMemory: course.fromMemory, modelCalls: course.modelCalls },
      requests: { allowed: traffic.allowed, refused: traffic.refused },
      ...(visitor.loan && { browserbase: { recording: visitor.loan.recording } }),
      ...(course.consent && { consent: course.consent }),
      ...(course.sideTrips.length > 0 && { sideTrips: course.sideTrips }),
    },
  }
  await finishSession(deps.db, hold, ending)
}

function outcomeOf({ intent }: Plan, { failure, walked }: Course): Ending['outcome'] {
  if (failure !== undefined) return 'failed'
  // A site without links shows one page, whatever was planned.
  return walked === 0 ? 'bounced' : intent
}

/** What this visitor says to a consent banner, if one stands there: the same at every attempt, in the target's shares. */
async function meetBanner(
  { capture, number }: ClaimedSession,
  visitor: Visitor,
  pause: (ms: number) => Promise<void>,
): Promise<string | undefined> {
  // Multiples of the golden ratio fill the shares evenly from the first few visitors on.
  const answer = drawAnswer(capture.consent, (number * 0.6180339887498949) % 1)
  const look = async () => (await visitor.evaluate(bannerScript(answer))) as BannerSeen | null | undefined
  let seen = await look()
  // Where the doctor saw one, it may still be loading.
  for (let waited = 0; capture.banner && !seen?.visible && waited < BANNER_MS; waited += BANNER_POLL_MS) {
    await pause(BANNER_POLL_MS)
    seen = await look()
  }
  if (!seen?.visible) return undefined
  return seen.answered || answer === 'ignore' ? answer : `${answer}, but no button says so`
}

/**
 * The first analytics request of each SDK is noted in the log before it leaves, and again when its answer is
 * there: whatever kills this process, nobody whom a vendor saw is missing in the log, and a visit whose first request
 * was cut off on its way is told from one that arrived.
 */
function note(
  db: Db,
  hold: Hold,
  course: Course,
  what: 'sent' | 'accepted',
  sdk: string | undefined,
): Promise<void> | undefined {
  if (!sdk) return undefined
  const key = `${what} ${sdk}`
  const written =
    course.notes.get(key) ??
    noteReceipt(db, hold, { [what]: { [sdk]: 1 } }).catch((error) => {
      course.broken = error
    })
  course.notes.set(key, written)
  return written
}
