import {
  type Candidate,
  candidates,
  type Finding,
  type StepWords,
  stepWords,
  tellingWords,
} from './candidates.ts'
import { CALLS, DOINGS, KINDS, LOOKING, POINTING, STRONG, TRADES } from './evidence-words.ts'
import type { Done } from './history.ts'
import { ordinalIn } from './literals.ts'
import { isOpposite } from './opposites.ts'
import { byNumber, ITEMS, nth, nthDoer, questions } from './ordinals.ts'
import { asParaphrased, paraphrases } from './paraphrases.ts'
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
    ? { ...tellingWords(text), absent: NONE, proper: [], looks: false, tail: NONE }
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
  return verb !== undefined && STRONG.has(verb) && !isState(node) && bestWide(verb, wordsOf(spoken(node.name))) === 0
}

/** "hide the birthdays": its own state is all that a click on it changes. */
const isState = ({ role }: TreeNode) => ['checkbox', 'switch', 'radio', 'option', 'menuitemcheckbox'].includes(role)

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
  const rare = rarity(step.telling, pool)
  const { verb } = step
  const readings = paraphrases(text)
  const isChoice = pool.every(({ node }) => isState(node))
  // Where a control says the doing itself, another thing of that name is not what is meant.
  const said = verb === undefined ? 0 : Math.max(0, ...pool.map(({ own }) => bestWide(verb, own)))
  const reads = Math.max(0, ...pool.map(({ own }) => asParaphrased(own, readings)))
  return pool
    .map((candidate) => {
      const isBeside = verb !== undefined && bestWide(verb, candidate.own) === 0
      const isOther = isOpposite(text, candidate.own.join(' '))
      const literal = isOther ? 0 : weigh(candidate, step, titles, rare, isChoice) * (isBeside ? 1 - 0.4 * said : 1) * (reads > 0 ? 0.85 : 1)
      const meant = isOther ? 0 : asParaphrased(candidate.own, readings)
      return { ...candidate, score: Math.max(literal, meant) + bonus(candidate.node) }
    })
    .sort((a, b) => b.score - a.score || a.node.index - b.node.index)
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

function weigh(
  { node, own, around: near }: Candidate,
  { verb, telling, absent, proper, looks, tail }: StepWords,
  titles: readonly string[],
  rare: ReadonlyMap<string, number>,
  isChoice: boolean,
): number {
  const isLook = own.length > 1 && LOOKING.has(own[0] ?? '')
  const said = verb === undefined ? 0 : bestWide(verb, isLook ? own.slice(0, 1) : own)
  const isStrong = verb !== undefined && STRONG.has(verb)
  const isCall = own.every((word) => CALLS.has(word) || POINTING.has(word) || /^\d+$/.test(word))
  const objects = telling.filter((word) => word !== verb)
  const last = objects.findLast((word) => !tail.has(word))
  let [got, total, hit, elsewhere] = [0, 0, 0, 0]
  for (const word of objects) {
    const [here, beside] = [bestWide(word, own), bestWide(word, near) * (isCall || said ? 0.9 : 0.6)]
    const head = tail.has(word) ? TAIL : word === last && objects.length > 1 ? 1.3 : 1
    const weight =
      head * weightOf(word, said ? [] : objects, titles, said ? 0.2 : 0.4) * (absent.has(word) ? 0.35 : (rare.get(word) ?? 1))
    const match = Math.max(here, beside)
    got += weight * match
    total += weight
    if (here > 0 || ((isCall || said > 0) && beside > 0)) hit += weight
    else if (!absent.has(word) && weight >= 0.5) elsewhere += weight
  }
  if (hit === 0 && said === 0) return 0
  if (said === 0 && isStrong && !isState(node)) return 0
  if (verb !== undefined) {
    got += 0.7 * said
    total += said > 0 || isStrong ? 0.7 : 0.5
  }
  if (verb === undefined && ((isEntering(node) && !isChoice) || (looks && node.opens && !/menu|option/i.test(node.name))))
    got *= 0.6
  const [first = ''] = own
  if (verb === undefined && own.length > 1 && (DOINGS.has(first) || STRONG.has(first)) && !telling.includes(first))
    got *= bestWide(first, telling) > 0 ? 0.7 : 0.4
  const spoken = own.filter((name) => bestWide(name, [...telling, ...(verb ? [verb] : [])]) > 0).length
  // What says it itself goes before what stands beside it.
  if (isCall && !said) got *= 0.85
  // What a sign or an icon's markup says was said by no person: its other words take nothing away.
  const precision =
    isCall || !/[\p{L}\p{N}]{2}/u.test(node.name.replace(/^\(.*\)$/, '')) ? 1 : spoken / own.length
  const isProse = node.role === 'StaticText' && (precision < 0.5 || own.length > 8)
  if (isProse) return 0
  if (hit === 0 && objects.length > 0) {
    // Only the doing is said: fine where the thing has no name on the page, or none but its kind.
    const isPlain = precision >= (said === 1 && !isGeneral(verb) ? 0.5 : elsewhere > 0 ? 0.99 : 0.6)
    if (!isPlain || proper.some((word) => objects.includes(word))) return 0
    const isBare = verb === undefined || TRADES.has(verb) || BARE.includes(verb)
    return isBare && objects.some((word) => !isKind(word)) ? 0 : PLAIN * said * (elsewhere > 0 || (isStrong && node.role === 'link') ? 0.85 : 1)
  }
  return (got / total) * (0.8 + 0.2 * precision)
}

/** Done to so many things that the word alone tells little. */
const isGeneral = (verb: string | undefined) => verb !== undefined && GENERAL.includes(verb)
/** Of those, what says nothing at all without its object. */
const BARE = wordsOf('add create new change delete remove book')
const GENERAL = wordsOf('add create new edit change delete remove save send open apply start book')

const isKind = (word: string) => isClassNoun(word) || KINDS.has(word)

/** What a word weighs that tells where the thing is. */
const TAIL = 0.6

/** What a button that says the doing and no more is worth, whatever else the step says: "Like" to "like the video". */
const PLAIN = 0.7

/** Marking something is not looking at it. */
const isEntering = ({ role, name }: TreeNode) => role === 'checkbox' && /^select\b/i.test(name)

/** Where nothing but kinds is said, they are all there is to go by. */
function weightOf(word: string, telling: readonly string[], titles: readonly string[], weak = 0.4): number {
  if (telling.length > 0 && telling.every(isKind)) return 1
  const isAllTitle = telling.length > 0 && telling.every((each) => titles.includes(each))
  const isOnTitle = titles.includes(word) && !isAllTitle
  return isOnTitle ? Math.min(weak, 0.25) : isKind(word) ? weak : 1
}

const bonus = (node: TreeNode) => (region(node) === 'footer' ? -0.05 : node.role === 'StaticText' ? -0.06 : 0)

/** What can't be taken back is done to no guess. */
const isFinal = ({ own }: Candidate) => own.some((word) => bestWide(word, ['delet', 'remov', 'cancel']) > 0)

/** Two ways to the same thing, or two orders of one option: the first is as right as the second. */
function isAlike(a: Candidate & Finding, b: Candidate & Finding): boolean {
  const name = (each: Candidate) => each.own.join(' ')
  const isInside = subtree(a.node).includes(b.node) || subtree(b.node).includes(a.node)
  // Nothing in the step tells one card from the other.
  const isAnyOne = name(a) === name(b) && a.node.role === b.node.role && Math.abs(a.score - b.score) < 0.001
  const areOrders = a.node.role === 'option' && a.node.parent === b.node.parent && a.own[0] === b.own[0]
  return (isAnyOne && !isFinal(a)) || isInside || areOrders || (name(a) === name(b) && a.around.join() === b.around.join())
}
