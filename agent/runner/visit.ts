import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedSession } from '../../db/claims.ts'
import type { Db } from '../../db/client.ts'
import { type Ending, finishSession, noteReceipt, type Receipt, recordStep } from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'
import {
  type Browser,
  BrowserError,
  FLUSH_DWELL_MS,
  type Generate,
  type SentRequest,
  type Visitor,
} from '../browser/port.ts'
import { analyticsOf } from '../capture/analytics.ts'
import type { PlannedSession } from '../planner/plan.ts'
import type { Pictures } from './pictures.ts'
import { type StepResult, takeStep } from './step.ts'

export interface VisitDeps {
  db: Db
  browser: Browser
  generate: Generate
  pictures: Pictures
}

type Plan = Omit<PlannedSession, 'number' | 'offsetMs'>

/** What has happened so far; the log's row is written from it whatever ends the visit. */
interface Course {
  openedAt: number
  modelCalls: number
  fromMemory: number
  receipt: Receipt
  /** The notes of each SDK's first event and first answer, and what went wrong with one. */
  notes: Map<string, Promise<void>>
  broken?: unknown
  failure?: string
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
    receipt: { sent: {}, accepted: {} },
    notes: new Map(),
  }
  const visitor = await deps.browser.open({
    identity: plan.persona.identity,
    allow: [hostPort(session.origin)],
    generate: deps.generate,
    signal,
    onRequest: (request) => count(deps.db, hold, course, 'sent', request),
    onAnswer: (request, status) => {
      if (status >= 200 && status < 300) void count(deps.db, hold, course, 'accepted', request)
    },
  })
  try {
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
  try {
    course.openedAt = Date.now()
    await visitor.goto(session.origin, { referrer: plan.persona.referrer?.url })
    const status = visitor.status() ?? 200
    if (status >= 400) throw new BrowserError('unreachable', `${session.origin} answered ${status}.`)
    if (plan.stepsToTake > 0) await pause(plan.dwellMs[0] ?? 0)
    for (const [index, text] of session.burst.journey.slice(0, plan.stepsToTake).entries()) {
      const startedAt = new Date()
      const result = await tryStep(deps, { session, plan, visitor, signal }, text)
      course.modelCalls += result.modelCalls
      course.fromMemory += result.resolvedBy === 'memory' ? 1 : 0
      const kept = await recordStep(deps.db, hold, {
        number: index + 1,
        text,
        ok: result.ok,
        resolvedBy: result.resolvedBy,
        actions: result.actions,
        url: await visitor.url(),
        reason: result.reason,
        startedAt,
        endedAt: new Date(),
      })
      if (!kept) throw new BrowserError('aborted', 'The session was taken from this runner.')
      if (!result.ok) {
        course.failure = `Step ${index + 1} ("${text}"): ${result.reason}`
        return
      }
      if (index + 1 < plan.stepsToTake) await pause(plan.dwellMs[index + 1] ?? 0)
    }
  } catch (error) {
    if (!(error instanceof BrowserError) || !TELLS_OF_SITE.has(error.fault)) throw error
    course.failure = error.message
  } finally {
    // Also after a failure: the SDKs' last events belong to what the vendor will show of this visit.
    if (!signal.aborted) await pause(Math.max(FLUSH_DWELL_MS, plan.dwellMs.at(-1) ?? 0))
  }
}

/** Faults of the site itself, which end the session as failed; the others are the runner's own. */
const TELLS_OF_SITE: ReadonlySet<BrowserError['fault']> = new Set(['unreachable', 'deadline', 'left-target'])

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
  const screenshot = await keepPicture(deps.pictures, session.id, visitor)
  const pages = visitor.pages()
  const lastUrl = await visitor.url()
  const lengthMs = Date.now() - course.openedAt
  const traffic = await visitor.leave()
  await Promise.all(course.notes.values())
  if (course.broken) throw course.broken
  const ending: Ending = {
    outcome: course.failure === undefined ? plan.intent : 'failed',
    reason: course.failure,
    lengthMs,
    pages,
    screenshot,
    receipt: course.receipt,
    modelCalls: course.modelCalls,
    metadata: {
      browser: deps.browser.product,
      identity: plan.persona.identity,
      lastUrl,
      steps: { fromMemory: course.fromMemory, modelCalls: course.modelCalls },
      requests: { allowed: traffic.allowed, refused: traffic.refused },
    },
  }
  await finishSession(deps.db, hold, ending)
}

async function keepPicture(pictures: Pictures, id: string, visitor: Visitor): Promise<boolean> {
  try {
    await pictures.put(id, await visitor.screenshot())
    return true
  } catch (error) {
    // A page that can't be drawn is no reason to lose the session's row; the log shows that there is no picture.
    if (error instanceof BrowserError && error.fault !== 'aborted' && error.fault !== 'crashed') return false
    throw error
  }
}

/**
 * Counts an analytics request. The first of each SDK is noted in the log before it leaves, and again when its answer is
 * there: whatever kills this process, nobody whom a vendor saw is missing in the log, and a visit whose first request
 * was cut off on its way is told from one that arrived.
 */
function count(
  db: Db,
  hold: Hold,
  course: Course,
  what: keyof Receipt,
  request: SentRequest,
): Promise<void> | undefined {
  const sdk = analyticsOf(request)
  if (!sdk) return undefined
  const { receipt, notes } = course
  receipt[what][sdk] = (receipt[what][sdk] ?? 0) + 1
  const key = `${what} ${sdk}`
  const note =
    notes.get(key) ??
    noteReceipt(db, hold, { [what]: { [sdk]: 1 } }).catch((error) => {
      course.broken = error
    })
  notes.set(key, note)
  return note
}

function hostPort(origin: string): string {
  const { hostname, port, protocol } = new URL(origin)
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}
