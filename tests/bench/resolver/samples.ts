import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { treeIn } from '../../../agent/model/offline/elements/generate.ts'
import type { Traits } from '../../../agent/model/offline/elements/net.ts'
import { type Reading, readStep } from '../../../agent/model/offline/elements/reading.ts'
import { askedIn, isDecided } from '../../../agent/model/offline/elements/resolve.ts'
import { sensesOf } from '../../../agent/model/offline/elements/sense.ts'
import { take } from '../../../agent/model/offline/elements/take.ts'
import { traitsOf } from '../../../agent/model/offline/elements/traits.ts'
import { traitsOfNone } from '../../../agent/model/offline/elements/traits-none.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'
import { parseStepPrompt, type StepPrompt } from '../../../agent/model/step-prompt.ts'
import { readFixture } from '../../agent/model/elements-fixture.ts'
import { actionsOf, agrees, describe } from './notation.ts'
import type { Recording } from './record.ts'

/** A step on a page in one state, where one control or none is right: what the weights are fitted on. */
export interface Sample {
  page: string
  controls: readonly { traits: Traits; isRight: boolean }[]
  none: { traits: Traits; isRight: boolean }
}

interface State {
  page: string
  prompt: StepPrompt
  expected: string[]
  tree: string
  before?: string
}

export const samplesOf = (recordings: readonly Recording[]): Promise<Sample[]> =>
  samples(recordings.flatMap(recordedStates))

/** The same of the pages that the tests answer one by one. */
export const fixtureSamples = (): Promise<Sample[]> => samples(fixtureStates())

/** Whether what is right is among what can be chosen. */
const isReachable = ({ controls, none }: Sample): boolean =>
  none.isRight || controls.some(({ isRight }) => isRight)

/** Every state that the ways lead through, with all that is right there. */
function recordedStates({ page, ways }: Recording): State[] {
  const states = new Map<string, State>()
  for (const way of ways)
    for (const [i, { want, text }] of way.entries()) {
      const key = way
        .slice(0, i)
        .map((state) => state.want)
        .join(' => ')
      const prompt = parseStepPrompt(text)
      if (!prompt) continue
      const before = i > 0 ? treeIn(way[i - 1]?.text ?? '') : undefined
      const state = states.get(key) ?? { page, prompt, expected: [], tree: treeIn(text) ?? '', before }
      state.expected.push(want)
      states.set(key, state)
    }
  return [...states.values()]
}

const PAGES = fileURLToPath(new URL('../../agent/model/elements-pages/', import.meta.url))
const SEVERAL = /, then| and (check|then)/

function fixtureStates(): State[] {
  const files = readdirSync(PAGES)
  return files.flatMap((file) => {
    const { path, tree, cases } = readFixture(PAGES + file)
    return cases
      .filter(({ step }) => !SEVERAL.test(step))
      .map(({ step, done, expected }) => ({ page: file, prompt: { step, path, done }, tree, expected }))
  })
}

async function samples(states: readonly State[]): Promise<Sample[]> {
  const made: Sample[] = []
  for (const state of states) {
    const each = await sample(state)
    if (each && isReachable(each)) made.push(each)
  }
  return made
}

async function sample(state: State): Promise<Sample | undefined> {
  const choice = choiceOf(state)
  if (!choice) return undefined
  const { page, reading, right, isNone } = choice
  const senses = await sensesOf(reading)
  const controls = traitsOf(reading, senses).map(({ traits }, i) => ({
    traits: had(traits),
    isRight: right.includes(i),
  }))
  return { page, controls, none: { traits: had(traitsOfNone(reading, senses)), isRight: isNone } }
}

/** Most are 0, and a million controls are held at once. */
const had = (traits: Traits): Traits =>
  Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== 0))

/** A state as the resolver reads it, if it is one to choose in: `right` are places in the reading's pool. */
export interface Choice {
  page: string
  reading: Reading
  right: number[]
  isNone: boolean
}

export const choicesOf = (recordings: readonly Recording[]): Choice[] =>
  recordings.flatMap(recordedStates).flatMap((state) => choiceOf(state) ?? [])

function choiceOf({ page, prompt, tree, expected, before }: State): Choice | undefined {
  const nodes = parseTree(tree)
  const { asked: whole } = askedIn(prompt, nodes, before)
  // The way to an errand's form is chosen as if nothing had been done.
  const isWay = whole.intent.kind === 'form' && expected.every((answer) => /^click [^;]*$/.test(answer))
  if (isDecided(whole) && !isWay) return undefined
  const reading = readStep(isDecided(whole) ? { ...whole, done: [] } : whole)
  const targets = expected.flatMap((answer) => actionsOf(answer, tree).at(-1)?.elementId ?? [])
  const right = reading.pool.flatMap(({ node }, i) => {
    const given = describe(take(node), nodes)
    return targets.includes(node.id) || expected.some((answer) => agrees(given, answer)) ? [i] : []
  })
  return reading.pool.length === 0 ? undefined : { page, reading, right, isNone: expected.includes('-') }
}
