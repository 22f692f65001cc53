import {
  type Candidate,
  candidates,
  type Finding,
  type StepWords,
  stepWords,
  tellingWords,
} from './candidates.ts'
import { CALLS, DOINGS, KINDS, LOOSE, POINTING } from './evidence-words.ts'
import type { Done } from './history.ts'
import { ordinalIn } from './literals.ts'
import { isOpposite } from './opposites.ts'
import { ITEMS, nth, nthDoer, questions } from './ordinals.ts'
import { spoken } from './symbols.ts'
import { ancestors, region, subtree, type TreeNode } from './tree.ts'
import { bestWide, isClassNoun, plain, wordsOf } from './words.ts'

const ENOUGH = 0.45
const MARGIN = 0.1
interface Search {
  among?: readonly TreeNode[]
  done?: readonly Done[]
  /** Every word counts, also one that the page says nowhere. */
  isStrict?: boolean
}
const NONE: ReadonlySet<string> = new Set()

/**
 * The control that all the evidence of the page speaks for: what it is called, what stands around it, how rare that is
 * here, with a wide thesaurus. For steps that no narrower rule answers. Undefined when the evidence is thin or divided.
 */
export function byEvidence(
  text: string,
  nodes: readonly TreeNode[],
  { among, done = [], isStrict = false }: Search = {},
): Finding | undefined {
  const clicked = new Set(done.map(({ name }) => plain(name)))
  const pool = candidates(nodes, among).filter(({ node }) => !clicked.has(plain(node.name)))
  const step = isStrict
    ? { ...tellingWords(text), absent: NONE, proper: [], looks: false }
    : stepWords(text, pool)
  if (step.telling.length === 0) return undefined
  const ranked = ranking(text, step, pool, nodes).filter(({ score }) => score > ENOUGH)
  const ordinal = ordinalIn(plain(text))
  const doer = ordinal && nthDoer(step, pool, text, ordinal)
  if (doer) return doer
  if (ordinal && step.telling.includes('question')) return nth(questions(pool), ordinal)
  if (ordinal) return nth(ranked, ordinal)
  const [first, ...others] = ranked
  if (!first) return undefined
  const rival = others.find((other) => first.score - other.score < MARGIN && !isAlike(first, other))
  return rival ? undefined : first
}

/** How well one control answers a step, by the same evidence. */
export function evidenceFor(text: string, node: TreeNode, nodes: readonly TreeNode[]): number {
  const pool = candidates(nodes)
  const step = stepWords(text, pool)
  return ranking(text, step, pool, nodes).find((each) => each.node === node)?.score ?? 0
}

/** "remove the bottle cage" is not done by opening it. */
export function lacksDoing(text: string, node: TreeNode): boolean {
  const { verb } = tellingWords(text)
  return verb !== undefined && !LOOSE.has(verb) && bestWide(verb, wordsOf(spoken(node.name))) === 0
}

/**
 * Whether a word that an answer leaves unsaid is another control's own: "Requests" for "show only pending requests"
 * beside an option "Pending". Then nobody can tell which of the two is meant.
 */
export function isContested(text: string, node: TreeNode, nodes: readonly TreeNode[]): boolean {
  const pool = candidates(nodes)
  const { verb, telling } = stepWords(text, pool)
  const words = telling.filter((word) => weightOf(word, telling, titleWords(nodes)) >= 1)
  const says = (each: Candidate, word: string) => bestWide(word, each.own)
  const mine = pool.find((each) => each.node === node)
  // What says the doing itself is hardly mistaken.
  if (!mine || (verb !== undefined && says(mine, verb) > 0)) return false
  const covered = words.filter((word) => says(mine, word) > 0 || bestWide(word, mine.around) > 0)
  const left = words.filter((word) => !covered.includes(word))
  return pool.some(
    (each) =>
      each.node.name !== node.name &&
      left.some((word) => says(each, word) === 1) &&
      words.filter((word) => says(each, word) > 0).length >= covered.length,
  )
}

function ranking(text: string, step: StepWords, pool: readonly Candidate[], nodes: readonly TreeNode[]) {
  const titles = titleWords(nodes)
  const { verb } = step
  // Where a control says the doing itself, another thing of that name is not what is meant.
  const isSaid = verb !== undefined && LOOSE.has(verb) && pool.some(({ own }) => bestWide(verb, own) > 0)
  return pool
    .map((candidate) => {
      const isBeside = isSaid && bestWide(verb, candidate.own) === 0
      const score = isOpposite(text, candidate.own.join(' ')) ? 0 : weigh(candidate, step, titles)
      return { ...candidate, score: score * (isBeside ? 0.6 : 1) + bonus(candidate.node) }
    })
    .sort((a, b) => b.score - a.score || a.node.index - b.node.index)
}

/** The page's own subject tells no control of it from another. */
function titleWords(nodes: readonly TreeNode[]): string[] {
  const heading = nodes.find((node) => node.role === 'heading')
  return wordsOf(`${nodes[0]?.name ?? ''} ${heading?.name ?? ''}`)
}

function weigh(
  { node, own, around: near }: Candidate,
  { verb, telling, absent, proper, looks }: StepWords,
  titles: readonly string[],
): number {
  let [got, total, hits, owned] = [0, 0, 0, 0]
  const said = verb === undefined ? undefined : bestWide(verb, own)
  const isCall = own.every((word) => CALLS.has(word) || POINTING.has(word))
  for (const word of telling) {
    const [here, beside] = [bestWide(word, own), bestWide(word, near) * 0.9]
    const head = word === telling.at(-1) && telling.length > 1 ? 1.3 : 1
    const weight =
      head * weightOf(word, said ? [] : telling, titles, said ? 0.2 : 0.4) * (absent.has(word) ? 0.4 : 1)
    got += weight * Math.max(here, beside)
    total += weight
    if (weight >= 1 && Math.max(here, beside) > 0) hits++
    if (here > 0 || (isCall && beside > 0)) owned++
  }
  // "delete the project" is not answered by the project's own link.
  if (verb !== undefined && said === 0 && !LOOSE.has(verb) && !telling.includes(verb)) return 0
  if (said !== undefined) {
    got += 0.6 * said
    total += said > 0 ? 0.6 : 0.3
    if (said > 0) hits++
  }
  if ((owned === 0 && !said) || hits === 0) return 0
  if (verb === undefined && (isEntering(node) || (looks && node.opens && !/menu|option/i.test(node.name))))
    got *= 0.6
  if (verb === undefined && own.some((word) => DOINGS.has(word) && !telling.includes(word))) got *= 0.25
  const spoken = own.filter((name) => bestWide(name, [...telling, ...(verb ? [verb] : [])]) > 0).length
  // What says it itself goes before what stands beside it.
  if (isCall && !said) got *= 0.85
  // What a sign or an icon's markup says was said by no person: its other words take nothing away.
  const precision =
    isCall || !/[\p{L}\p{N}]{2}/u.test(node.name.replace(/^\(.*\)$/, '')) ? 1 : spoken / own.length
  // Only the doing is said, and the control does more than that or something else.
  if (verb !== undefined && hits === 1 && said && absent.size === telling.length && precision < 0.6) return 0
  const isProse = node.role === 'StaticText' && (precision < 0.5 || own.length > 8)
  const floor = isWhole({ said, precision, step: { verb, telling, absent, proper, looks }, node }) ? PLAIN : 0
  return isProse ? 0 : Math.max(floor, (got / total) * (0.8 + 0.2 * precision))
}

/** What a button that says the doing and no more is worth, whatever else the step says: "Like" to "like the video". */
const PLAIN = 0.5

function isWhole(of: {
  said: number | undefined
  precision: number
  step: StepWords
  node: TreeNode
}): boolean {
  const { verb, telling, proper } = of.step
  if (verb === undefined || LOOSE.has(verb) || !of.said || of.said < 0.8 || of.precision < 1) return false
  const above = ancestors(of.node).map(({ role }) => role)
  const isOfItem = above.some((role) => ITEMS.includes(role)) && !above.includes('columnheader')
  return !isOfItem && of.node.role !== 'StaticText' && !telling.some((word) => proper.includes(word))
}

/** Marking something is not looking at it. */
const isEntering = ({ role, name }: TreeNode) => role === 'checkbox' && /^select\b/i.test(name)

/** Where nothing but kinds is said, they are all there is to go by. */
function weightOf(word: string, telling: readonly string[], titles: readonly string[], weak = 0.4): number {
  const isWeak = (each: string) => isClassNoun(each) || KINDS.has(each)
  if (telling.length > 0 && telling.every(isWeak)) return 1
  const isAllTitle = telling.length > 0 && telling.every((each) => titles.includes(each))
  const isOnTitle = titles.includes(word) && !isAllTitle
  return isOnTitle ? Math.min(weak, 0.25) : isWeak(word) ? weak : 1
}

const bonus = (node: TreeNode) => (region(node) === 'footer' ? -0.05 : node.role === 'StaticText' ? -0.06 : 0)

/** Two ways to the same thing, or two orders of one option: the first is as right as the second. */
function isAlike(a: Candidate, b: Candidate): boolean {
  const name = (each: Candidate) => each.own.join(' ')
  const isInside = subtree(a.node).includes(b.node) || subtree(b.node).includes(a.node)
  const areOrders = a.node.role === 'option' && a.node.parent === b.node.parent && a.own[0] === b.own[0]
  return isInside || areOrders || (name(a) === name(b) && a.around.join() === b.around.join())
}
