import { isAllowed } from '../browser/allowed.ts'
import { type Action, BrowserError, type Variables, type Visitor } from '../browser/port.ts'
import { readMarks, renderStepPrompt } from '../model/step-prompt.ts'

/** A step passes through at most this many pages (a link to the form, the form, a second page of it ...). */
const MAX_ROUNDS = 6

export interface Resolution {
  ok: boolean
  /** What worked, one list of actions per page. */
  rounds: Action[][]
  /** What was done, in words without values, what was done before included. */
  actions: string[]
  modelCalls: number
  reason?: string
}

interface Site {
  visitor: Visitor
  variables: Variables
}

/** Asks the model page by page and does what it says, until the step is done. `before` has been done already. */
export async function resolveStep(site: Site, step: string, before: readonly Action[]): Promise<Resolution> {
  const { visitor, variables } = site
  const rounds: Action[][] = []
  const actions = before.map(inWords)
  const result = (modelCalls: number, reason?: string): Resolution => ({
    ...{ ok: reason === undefined, rounds, actions, modelCalls, reason },
  })
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const path = new URL(await visitor.url()).pathname
    const proposed = await propose(visitor, renderStepPrompt({ step, path, done: actions }), variables)
    if (typeof proposed === 'string') return result(round, proposed)
    if (proposed.actions.length === 0 && (rounds.length === 0 || proposed.maybe.length > 0))
      return result(
        round,
        unclear(step, path, proposed.maybe, rounds.length > 0 ? actions.at(-1) : undefined),
      )
    if (proposed.actions.length === 0) return result(round, refused(visitor, path, actions))
    const { failure, changed, performed } = await performAll(site, proposed.actions)
    actions.push(...performed)
    if (failure) return result(round, failure)
    if (!changed) return result(round, `${inWords(proposed.actions.at(-1))} changed nothing on ${path}.`)
    rounds.push(proposed.actions)
    if (proposed.ends) return result(round, refused(visitor, new URL(await visitor.url()).pathname, actions))
  }
  return result(MAX_ROUNDS, `"${step}" was not done after ${MAX_ROUNDS} pages.`)
}

/** Says what comes near, so that whoever wrote the step can say which of it is meant. */
function unclear(step: string, path: string, maybe: readonly string[], last: string | undefined): string {
  const after = last === undefined ? '' : ` after ${last}`
  const near = maybe.slice(0, 3).map((name) => `"${name.slice(0, LONGEST_NAME)}"`)
  const hint = near.length > 0 ? ` It may mean ${near.join(' or ')}: say which.` : ''
  return `Nothing on ${path} clearly fits "${step}"${after}.${hint}`
}
const LONGEST_NAME = 60

/** The status that says so, when the page that a step led to is an error or a form that was not accepted. */
export function refusal(visitor: Visitor): number | undefined {
  const status = visitor.status() ?? 200
  return status >= 400 ? status : undefined
}

function refused(visitor: Visitor, path: string, actions: readonly string[]): string | undefined {
  const status = refusal(visitor)
  return status ? `${path} answered ${status} to ${actions.at(-1)}.` : undefined
}

/** A model that can't be asked fails the step with its words: asking again at once would only cost more. */
async function propose(visitor: Visitor, prompt: string, variables: Variables) {
  try {
    return readMarks((await visitor.propose(prompt, variables)).filter(isAllowed))
  } catch (error) {
    if (error instanceof BrowserError) throw error
    return `The element model could not be asked: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function performAll({ visitor, variables }: Site, actions: readonly Action[]) {
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

export const inWords = (action: Action | undefined): string =>
  action ? `${action.method} "${action.description}"` : 'nothing'
