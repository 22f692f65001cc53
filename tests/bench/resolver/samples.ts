import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { treeIn } from '../../../agent/model/offline/elements/generate.ts'
import { intentOf } from '../../../agent/model/offline/elements/grammar.ts'
import { readHistory } from '../../../agent/model/offline/elements/history.ts'
import { readStep, take } from '../../../agent/model/offline/elements/reading.ts'
import { type Traits, traitsOf, traitsOfNone } from '../../../agent/model/offline/elements/traits.ts'
import { parseTree, type TreeNode } from '../../../agent/model/offline/elements/tree.ts'
import { plain } from '../../../agent/model/offline/elements/words.ts'
import { parseStepPrompt } from '../../../agent/model/step-prompt.ts'
import { readFixture } from '../../agent/model/elements-fixture.ts'
import { agrees, describe } from './notation.ts'
import type { Recording } from './record.ts'

/** A step on a page in one state, where one control or none is right: what the weights are fitted on. */
export interface Sample {
  page: string
  step: string
  nodes: readonly TreeNode[]
  clicked: ReadonlySet<string>
  expected: readonly string[]
  controls: readonly { traits: Traits; isRight: boolean }[]
  none: { traits: Traits; isRight: boolean }
  /** How many samples it counts for. */
  cost: number
}

type State = Pick<Sample, 'page' | 'step' | 'expected'> & { done: string[]; tree: string }

/** The fixtures were written one by one, each for something that must hold. */
const COST_OF_FIXTURE = 3

export function samplesOf(recordings: readonly Recording[]): Sample[] {
  const recorded = recordings.flatMap(recordedStates).flatMap((state) => sample(state, 1) ?? [])
  const fixed = fixtureStates().flatMap((state) => sample(state, COST_OF_FIXTURE) ?? [])
  return [...recorded, ...fixed.filter(isReachable)]
}

/** Whether what is right is among what can be chosen. */
export const isReachable = ({ controls, none }: Sample): boolean =>
  none.isRight || controls.some(({ isRight }) => isRight)

/** Rounds that are answered by a single click or choice; what follows a form is the form's. */
function recordedStates({ page, expected, ways }: Recording): State[] {
  const isForm = expected[0]?.some((answer) => answer.includes(' ; ') || answer.startsWith('fill')) ?? false
  return expected.flatMap((answers, i) => {
    const isNone = answers[0] === '-'
    const state = ways.map((way) => way[i]).find((each) => each && (isNone || each.want !== '-'))
    const prompt = parseStepPrompt(state?.text ?? '')
    if (!state || !prompt || !answers.every(isSingle) || (isForm && i > 0)) return []
    return { page, step: prompt.step, done: prompt.done, tree: treeIn(state.text) ?? '', expected: answers }
  })
}

const isSingle = (answer: string) => !answer.includes(' ; ') && /^(click|select|-)/.test(answer)

const PAGES = fileURLToPath(new URL('../../agent/model/elements-pages/', import.meta.url))
/** Those whose answers are mostly ways to other pages or hidden things, which are no choice among controls. */
const LEADING = /^(mobile|plans-demo)/
const SEVERAL = /, then| and (check|then)/
const GOALS = ['other', 'buy', 'contact', 'invite']

function fixtureStates(): State[] {
  const files = readdirSync(PAGES).filter((file) => !LEADING.test(file))
  return files.flatMap((file) => {
    const { tree, cases } = readFixture(PAGES + file)
    const chosen = cases.filter(({ step, done, expected }) => {
      const intent = intentOf(step)
      const isFilled = intent.kind === 'form' && !GOALS.includes(intent.goal)
      return done.length === 0 && expected.every(isSingle) && !SEVERAL.test(step) && !isFilled
    })
    return chosen.map(({ step, done, expected }) => ({ page: file, step, done, tree, expected }))
  })
}

/** Answered by what they say to the letter, not by choosing. */
const EXACT = ['home', 'cookies', 'type', 'press', 'scroll']

function sample({ page, step, done, tree, expected }: State, cost: number): Sample | undefined {
  if (EXACT.includes(intentOf(step).kind)) return undefined
  const nodes = parseTree(tree)
  const clicked = new Set(readHistory(done).map(({ name }) => plain(name)))
  const reading = readStep(step, nodes, clicked)
  const controls = traitsOf(reading).map(({ candidate, traits }) => {
    const given = describe(take(candidate.node), nodes)
    return { traits, isRight: expected.some((answer) => agrees(given, answer)) }
  })
  if (controls.length === 0) return undefined
  const none = { traits: traitsOfNone(reading), isRight: expected.includes('-') }
  return { page, step, nodes, clicked, expected, controls, none, cost }
}
