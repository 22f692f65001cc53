import { setTimeout as delay } from 'node:timers/promises'
import { type Db, newId } from '../../db/client.ts'
import { type Claim, type Known, keepStep, recall } from '../../db/memory.ts'
import type { Action, Variables, Visitor } from '../browser/port.ts'
import { memoryKey } from '../memory/key.ts'
import { remaining, settled } from '../memory/rounds.ts'
import { inWords, type Resolution, refusal, resolveStep } from './resolve-step.ts'
import { takeTurn, underClaim } from './single-flight.ts'

/** A session that meets this many changed memories in one step goes on by itself. */
const MAX_NEWS = 2
/** Before remembered actions are taken for broken. */
const SECOND_LOOK_MS = 1500

export interface StepContext {
  db: Db
  visitor: Visitor
  workspaceId: string
  targetId: string
  /** Named in the history of what it found out. */
  sessionId?: string
  device: string
  variables: Variables
  signal?: AbortSignal
}

export interface StepResult {
  ok: boolean
  /** memory: replayed without a question; model: asked for, at least in part. */
  resolvedBy?: 'memory' | 'model'
  /** What was done, in words without values. */
  actions: string[]
  /** The names of the visitor's variables that were typed. */
  typed: string[]
  modelCalls: number
  reason?: string
}

/** What the session has done of the step so far, and why it could not go on from memory. */
interface Past {
  actions: Action[]
  broken?: string
}

/** Takes one step of the journey: from memory when it is known, else by asking the model, and keeps what worked. */
export async function takeStep(context: StepContext, step: string): Promise<StepResult> {
  const key = memoryKey({ ...context, step, url: await context.visitor.url() })
  const past: Past = { actions: [] }
  let known = await recall(context.db, key)
  for (let news = 0; ; news++) {
    const left = known && remaining(known.rounds, past.actions)
    const replayed = left && (await replay(context, left, past))
    if (replayed) return replayed
    // What was learnt meanwhile goes another way than this session has: nothing is wrong with it.
    if (known && !left) return answer(await resolveStep(context, step, past.actions), past)
    const claim: Claim = { key, owner: newId(), failed: known?.version ?? 0 }
    const turn = news > MAX_NEWS ? 'alone' : await takeTurn(context.db, claim, context)
    if (turn === 'alone') return answer(await resolveStep(context, step, past.actions), past)
    if (turn === 'mine') return findForAll(context, step, { claim, known, past })
    known = turn
  }
}

const placeOf = async (visitor: Visitor) => `${visitor.pages()} ${await visitor.url()}`

/** Does what is remembered. Undefined when it no longer works: the caller goes on from what `past` says by then. */
async function replay(
  { visitor, variables, signal }: StepContext,
  left: readonly Action[],
  past: Past,
): Promise<StepResult | undefined> {
  for (const [i, action] of left.entries()) {
    const from = await placeOf(visitor)
    const { ok, changed, message } = await visitor.perform(action, variables)
    if (!ok || (!changed && i === left.length - 1)) {
      // A busy machine or a slow site shows an effect late: what has moved on by then is not broken.
      await delay(SECOND_LOOK_MS, undefined, { signal })
      const hasMoved = (await placeOf(visitor)) !== from
      const { ok: worked } = ok || hasMoved ? { ok: hasMoved } : await visitor.perform(action, variables)
      if (!worked) {
        past.broken = ok ? `${inWords(action)} changed nothing` : `could not ${inWords(action)}: ${message}`
        return undefined
      }
    }
    past.actions.push(action)
  }
  const actions = past.actions.map(inWords)
  const status = refusal(visitor)
  const path = new URL(await visitor.url()).pathname
  // The actions are right, the site said no: no other element would change its mind.
  const reason = status ? `${path} answered ${status} to ${actions.at(-1)}.` : undefined
  return { ok: !status, resolvedBy: 'memory', actions, typed: typedIn(past.actions), modelCalls: 0, reason }
}

/** Asks the model while the others wait, and keeps what worked for them. */
function findForAll(
  context: StepContext,
  step: string,
  { claim, known, past }: { claim: Claim; known: Known | undefined; past: Past },
): Promise<StepResult> {
  const { db, sessionId } = context
  return underClaim(db, claim, async () => {
    const found = await resolveStep(context, step, past.actions)
    const rounds = past.actions.length > 0 ? [past.actions, ...found.rounds] : found.rounds
    if (found.ok)
      await keepStep(db, claim, { rounds: settled(known, rounds), sessionId, reason: past.broken })
    return answer(found, past)
  })
}

const answer = ({ rounds, ...found }: Resolution, past: Past): StepResult => ({
  ...found,
  typed: typedIn([...past.actions, ...rounds.flat()]),
  resolvedBy: 'model',
})

const typedIn = (actions: readonly Action[]): string[] =>
  actions.flatMap((action) =>
    [...action.arguments.join(' ').matchAll(/%(\w+)%/g)].map(([, name = '']) => name),
  )
