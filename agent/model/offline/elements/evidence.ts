import {
  type Candidate,
  candidates,
  type Finding,
  type StepWords,
  stepWords,
  tellingWords,
} from './candidates.ts'
import { STRONG } from './evidence-words.ts'
import type { Done } from './history.ts'
import { ordinalIn } from './literals.ts'
import { isOpposite } from './opposites.ts'
import { byNumber, nth, nthDoer, questions } from './ordinals.ts'
import { asParaphrased, paraphrases } from './paraphrases.ts'
import { spoken } from './symbols.ts'
import { region, subtree, type TreeNode } from './tree.ts'
import { isState, type Page, weigh, weightOf } from './weigh.ts'
import { bestWide, plain, wordsOf } from './words.ts'

const ENOUGH = 0.45
const MARGIN = 0.1
/** The likelier reading comes first. */
const CLOSE = 0.03
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
): (Finding & { isRead?: boolean }) | undefined {
  const clicked = new Set(done.map(({ name }) => plain(name)))
  const pool = candidates(nodes, among).filter(({ node }) => !clicked.has(plain(node.name)))
  const step = isStrict
    ? {
        ...tellingWords(text),
        absent: NONE,
        proper: [],
        looks: false,
        finds: false,
        isForeign: false,
        isStrict,
        tail: NONE,
      }
    : stepWords(text, pool)
  if (step.telling.length === 0) return undefined
  const ranked = ranking(text, step, pool, nodes).filter(({ score }) => score > ENOUGH)
  const ordinal = ordinalIn(plain(text))
  const numbered = ordinal && byNumber(step, pool, ordinal)
  if (numbered) return numbered
  const doer = ordinal && nthDoer(step, pool, text, ordinal)
  if (doer) return doer
  if (ordinal && step.telling.includes('question')) return nth(questions(pool), ordinal)
  if (ordinal) return nth(ranked, ordinal)
  const [first, ...others] = ranked
  if (!first) return undefined
  const rival = others.find(
    (other) =>
      first.score - other.score < (first.isRead && other.isRead ? CLOSE : MARGIN) &&
      !isAlike(first, other, step),
  )
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
  return (
    verb !== undefined &&
    STRONG.has(verb) &&
    !isState(node) &&
    bestWide(verb, wordsOf(spoken(node.name))) === 0
  )
}

/**
 * Whether a word that an answer leaves unsaid is another control's own: "Requests" for "show only pending requests"
 * beside an option "Pending". Then nobody can tell which of the two is meant.
 */
export function isContested(text: string, node: TreeNode, nodes: readonly TreeNode[]): boolean {
  const pool = candidates(nodes)
  const { verb, telling } = stepWords(text, pool)
  const mine = pool.find((each) => each.node === node)
  if (mine && asParaphrased(mine.own, paraphrases(text)) > 0) return false
  const words = telling.filter((word) => weightOf(word, telling, titleWords(nodes)) >= 1)
  const says = (each: Candidate, word: string) => bestWide(word, each.own)
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
  const page: Page = {
    titles: titleWords(nodes),
    rare: rarity(step.telling, pool),
    exact: new Set(step.telling.filter((word) => pool.some(({ own }) => own.includes(word)))),
    home: homeOf(nodes),
    isChoice: pool.every(({ node }) => isState(node)),
  }
  const { verb } = step
  const readings = paraphrases(text)
  // Where a control says the doing itself, another thing of that name is not what is meant.
  const said = verb === undefined ? 0 : Math.max(0, ...pool.map(({ own }) => bestWide(verb, own)))
  const reads = Math.max(0, ...pool.map(({ own }) => asParaphrased(own, readings)))
  return pool
    .map((candidate) => {
      const isBeside = verb !== undefined && bestWide(verb, candidate.own) === 0
      const isOther = isOpposite(text, candidate.own.join(' '))
      const literal = isOther
        ? 0
        : weigh(candidate, step, page) * (isBeside ? 1 - 0.4 * said : 1) * (reads > 0 ? 0.85 : 1)
      const meant = isOther ? 0 : asParaphrased(candidate.own, readings)
      const score = Math.max(literal, meant) + bonus(candidate.node)
      return { ...candidate, score, isRead: meant > literal }
    })
    .sort((a, b) => b.score - a.score || a.node.index - b.node.index)
}

/** The site's name is the first link, and in the page's title. */
function homeOf(nodes: readonly TreeNode[]): TreeNode | undefined {
  const first = nodes.find((node) => node.role === 'link' && node.name !== '')
  return first && plain(nodes[0]?.name ?? '').includes(plain(first.name)) ? first : undefined
}

/** What many controls say tells none of them from another. */
function rarity(words: readonly string[], pool: readonly Candidate[]): ReadonlyMap<string, number> {
  const count = (word: string) =>
    new Set(pool.filter(({ own }) => bestWide(word, own) > 0).map(({ own }) => own.join(' '))).size
  return new Map(words.map((word) => [word, Math.max(0.4, 1 / Math.sqrt(Math.max(1, count(word))))]))
}

/** The page's own subject tells no control of it from another. */
function titleWords(nodes: readonly TreeNode[]): string[] {
  const heading = nodes.find((node) => node.role === 'heading')
  return wordsOf(`${nodes[0]?.name ?? ''} ${heading?.name ?? ''}`)
}

const bonus = (node: TreeNode) => (region(node) === 'footer' ? -0.05 : node.role === 'StaticText' ? -0.06 : 0)

/** What can't be taken back is done to no guess. */
const isFinal = ({ own }: Candidate) => own.some((word) => bestWide(word, ['delet', 'remov', 'cancel']) > 0)

/** Two ways to the same thing, or two orders of one option: the first is as right as the second. */
function isAlike(a: Candidate & Finding, b: Candidate & Finding, { verb }: StepWords): boolean {
  const name = (each: Candidate) => each.own.join(' ')
  const isInside = subtree(a.node).includes(b.node) || subtree(b.node).includes(a.node)
  // Nothing in the step tells one card from the other.
  const isAnyOne =
    (verb === undefined || bestWide(verb, a.own) > 0) &&
    name(a) === name(b) &&
    a.node.role === b.node.role &&
    Math.abs(a.score - b.score) < 0.001
  const areOrders = a.node.role === 'option' && a.node.parent === b.node.parent && a.own[0] === b.own[0]
  return (
    (isAnyOne && !isFinal(a)) ||
    isInside ||
    areOrders ||
    (name(a) === name(b) && a.around.join() === b.around.join())
  )
}
