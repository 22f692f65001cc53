import type { Db } from '../../db/client.ts'
import { forget, type MemoryKey, recall, remember } from '../../db/memory.ts'
import { type Action, BrowserError, type Variables, type Visitor } from '../browser/port.ts'
import { memoryKey } from '../memory/key.ts'
import { renderStepPrompt } from '../model/step-prompt.ts'

/** A step passes through at most this many pages (a link to the form, the form, a second page of it ...). */
const MAX_ROUNDS = 6

export interface StepContext {
  db: Db
  visitor: Visitor
  workspaceId: string
  targetId: string
  device: string
  variables: Variables
}

export interface StepResult {
  ok: boolean
  /** memory: replayed without a question; model: asked for, at least in part. */
  resolvedBy?: 'memory' | 'model'
  /** What was done, in words without values. */
  actions: string[]
  modelCalls: number
  reason?: string
}

/** Takes one step of the journey: from memory when it is known, else by asking the model, and keeps what worked. */
export async function takeStep(context: StepContext, step: string): Promise<StepResult> {
  const key = memoryKey({ ...context, step, url: await context.visitor.url() })
  const known = await recall(context.db, key)
  const replayed = known && (await replay(context, known as Action[][]))
  if (replayed?.ok) return { ...replayed, resolvedBy: 'memory', modelCalls: 0 }
  if (known) await forget(context.db, key)
  return resolve(context, step, key, replayed?.actions ?? [])
}

async function replay(context: StepContext, rounds: Action[][]): Promise<{ ok: boolean; actions: string[] }> {
  const actions: string[] = []
  let changed = false
  for (const action of rounds.flat()) {
    const done = await context.visitor.perform(action, context.variables)
    if (!done.ok) return { ok: false, actions }
    actions.push(inWords(action))
    changed = done.changed
  }
  return { ok: changed && !refusal(context.visitor), actions }
}

/** The status that says so, when the page that a step led to is an error or a form that was not accepted. */
function refusal(visitor: Visitor): number | undefined {
  const status = visitor.status() ?? 200
  return status >= 400 ? status : undefined
}

async function resolve(
  context: StepContext,
  step: string,
  key: MemoryKey,
  before: string[],
): Promise<StepResult> {
  const { visitor, variables } = context
  const rounds: Action[][] = []
  const done = before.slice()
  const result = (ok: boolean, modelCalls: number, reason?: string): StepResult => ({
    ok,
    resolvedBy: 'model',
    actions: done,
    modelCalls,
    reason,
  })
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const path = new URL(await visitor.url()).pathname
    const proposed = await propose(visitor, renderStepPrompt({ step, path, done }), variables)
    if (typeof proposed === 'string') return result(false, round, proposed)
    if (proposed.length === 0) {
      if (rounds.length === 0) return result(false, round, `Nothing on ${path} clearly fits "${step}".`)
      const status = refusal(visitor)
      if (status) return result(false, round, `${path} answered ${status} to ${done.at(-1)}.`)
      // Half a step that came from memory must not be kept as the whole of it.
      if (before.length === 0) await remember(context.db, key, rounds)
      return result(true, round)
    }
    const { failure, changed, performed } = await performAll(context, proposed)
    done.push(...performed)
    if (failure) return result(false, round, failure)
    if (!changed) return result(false, round, `${inWords(proposed.at(-1))} changed nothing on ${path}.`)
    rounds.push(proposed)
  }
  return result(false, MAX_ROUNDS, `"${step}" was not done after ${MAX_ROUNDS} pages.`)
}

/** A model that can't be asked fails the step with its words: asking again at once would only cost more. */
async function propose(visitor: Visitor, prompt: string, variables: Variables): Promise<Action[] | string> {
  try {
    return await visitor.propose(prompt, variables)
  } catch (error) {
    if (error instanceof BrowserError) throw error
    return `The element model could not be asked: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function performAll({ visitor, variables }: StepContext, actions: Action[]) {
  const performed: string[] = []
  let changed = false
  for (const action of actions) {
    const from = new URL(await visitor.url()).pathname
    const outcome = await visitor.perform(action, variables)
    if (!outcome.ok)
      return { failure: `Could not ${inWords(action)}: ${outcome.message}`, changed, performed }
    const to = new URL(await visitor.url()).pathname
    performed.push(to === from ? inWords(action) : `${inWords(action)}: the page is now ${to}`)
    changed = outcome.changed
  }
  return { changed, performed }
}

const inWords = (action: Action | undefined) =>
  action ? `${action.method} "${action.description}"` : 'nothing'
