import { FINAL } from './confirm.ts'
import { type Reading, readStep } from './reading.ts'
import { type Traits, traitsOf, traitsOfNone } from './traits.ts'
import { ancestors, region, type TreeNode } from './tree.ts'
import { WEIGHTS, WEIGHTS_OF_NONE } from './weights.ts'
import { plain } from './words.ts'

/** Surer than this of one control and it is taken; otherwise the step is said to be unclear. */
const SURE = 0.6

interface Ranked {
  node: TreeNode
  around: string
  traits: Traits
  /** The chance that this one is meant, out of all controls and of doing nothing. */
  chance: number
}
interface Search {
  /** Names of what this step has clicked already. */
  clicked?: ReadonlySet<string>
  without?: readonly TreeNode[]
  weights?: Weights
}
/** What each trait weighs, of a control and of doing nothing. */
export interface Weights {
  control: Readonly<Record<string, number>>
  none: Readonly<Record<string, number>>
}
const FITTED: Weights = { control: WEIGHTS, none: WEIGHTS_OF_NONE }

/** The control that a step means, or undefined when none is likely enough beside all others and beside none. */
export function choose(text: string, nodes: readonly TreeNode[], search: Search = {}): TreeNode | undefined {
  const reading = readStep(text, nodes, search.clicked ?? new Set())
  const exact = search.without ? undefined : namedExactly(reading)
  if (exact) return exact
  const pool = withDoing(reading).filter(({ node }) => !search.without?.includes(node))
  const ranked = ranking({ ...reading, pool }, search.weights ?? FITTED)
  const [first, ...others] = ranked
  if (!first) return undefined
  const same = others.filter((other) => isAlike(first, other))
  const chance = same.reduce((all, other) => all + other.chance, first.chance)
  const none = 1 - ranked.reduce((all, each) => all + each.chance, 0)
  return chance >= SURE && first.chance > none ? first.node : undefined
}

/** Where a control says a doing that changes something, no link that does not say it is meant: it only shows the thing. */
function withDoing({ pool, verb, isStrong, like }: Reading) {
  const says = ({ own }: { own: readonly string[] }) => verb !== undefined && like(verb, own) > 0.8
  return isStrong && pool.some(says) ? pool.filter((each) => says(each) || each.node.role !== 'link') : pool
}

/** "Click "Add to cart"": a control of just that name, the first of several unless the step says which. */
function namedExactly({ intent, pool, ordinal = 1 }: Reading): TreeNode | undefined {
  if (intent.kind !== 'click') return undefined
  const bare = intent.text.replace(/^(the|a|an) /, '').replace(/ (page|button|link|tab)$/, '')
  const name = intent.quoted ?? bare
  const all = pool.map(({ node }) => node)
  const same = all.filter((node) => plain(node.name) === plain(name))
  const isLoose = intent.quoted !== undefined || intent.verb === 'click'
  const like =
    same.length > 0 || !isLoose ? same : all.filter((node) => plain(node.name).startsWith(`${plain(name)} `))
  const isOne = new Set(like.map((node) => plain(node.name))).size === 1
  // Cards of one name are told apart by more than that.
  const isClear = isLoose || new Set(like.map(({ role }) => role)).size === 1
  return isOne && isClear && intent.place === undefined
    ? like.at(ordinal > 0 ? ordinal - 1 : ordinal)
    : undefined
}

/** Multinomial logit: each control and doing nothing has a weight of evidence, and a chance by all of them. */
function ranking(reading: Reading, { control, none }: Weights): Ranked[] {
  const judged = traitsOf(reading).map(({ candidate, traits }) => ({
    node: candidate.node,
    around: candidate.around.join(' '),
    traits,
    strength: Math.exp(weigh(traits, control)),
  }))
  const all = judged.reduce(
    (total, { strength }) => total + strength,
    Math.exp(weigh(traitsOfNone(reading), none)),
  )
  return judged
    .map(({ strength, ...each }) => ({ ...each, chance: strength / all }))
    .toSorted((a, b) => b.chance - a.chance || a.node.index - b.node.index)
}

const weigh = (traits: Traits, weights: Readonly<Record<string, number>>) =>
  Object.entries(traits).reduce((all, [trait, value]) => all + value * (weights[trait] ?? 0), 0)

/** Nothing in the step tells one card from another that is no less likely than by this. */
const SAME = 1.6

/** Two ways to the same thing, two orders of one option, or cards of which any will do: the first is as right as the second. */
function isAlike(a: Ranked, b: Ranked): boolean {
  const isSame = plain(a.node.name) === plain(b.node.name)
  const isInside = ancestors(a.node).includes(b.node) || ancestors(b.node).includes(a.node)
  const areOrders =
    a.node.role === 'option' && a.node.parent === b.node.parent && firstWord(a.node) === firstWord(b.node)
  const isKin = a.node.role === b.node.role
  const isWayTwice = isKin && a.node.role === 'link' && region(a.node) !== region(b.node)
  const isAnyOne = isKin && a.chance / b.chance < SAME && !FINAL.test(plain(a.node.name))
  return isInside || areOrders || (isSame && (a.around === b.around || isWayTwice || isAnyOne))
}

const firstWord = ({ name }: TreeNode) => name.split(/[ :,]/)[0]
