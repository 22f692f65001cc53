import { isBarred, isFalse } from './barred.ts'
import { FINAL } from './confirm.ts'
import { isPointing } from './evidence-words.ts'
import { isText } from './form-groups.ts'
import { type Net, readNet, scoreBy } from './net.ts'
import type { Asked } from './offers.ts'
import { isKind, type Reading, readStep } from './reading.ts'
import { sensesOf } from './sense.ts'
import { selectOf } from './take.ts'
import { traitsOf } from './traits.ts'
import { traitsOfNone } from './traits-none.ts'
import { ancestors, region, type TreeNode } from './tree.ts'
import { plain, stem } from './words.ts'

/** Surer than this of one control and it is taken; otherwise the step is said to be unclear. */
const SURE = 0.66
/** Less is enough where a rule says the same, and for a link, which only shows something. */
const [BACKED, LINK] = [0.46, 0.56]

/** A logit; 98 in a hundred of what is meant are above it. What is below may yet be the nearest of a small page. */
const FAR = 8

interface Ranked {
  node: TreeNode
  around: string
  /** Says no word of the step, and is as far in meaning as nothing is that is meant. */
  isFar: boolean
  /** Whether it says all that the step is about, kinds of things aside. */
  isTold: boolean
  /** The chance that this one is meant, out of all controls and of doing nothing. */
  chance: number
}

interface Chosen {
  node: TreeNode | undefined
  /** The chance that none is meant. */
  none: number
  /** What comes near, the likeliest first, where that is likelier than none. */
  near: TreeNode[]
}

let fitted: Net | undefined

function fittedNet(): Net {
  fitted ??= readNet()
  return fitted
}

/**
 * The control that a step means, if one is likely enough beside all others, and how likely it means none of them. What
 * is done along with a control (its form's fields, other boxes of the step) is no rival of it.
 */
export async function choose(
  asked: Asked,
  { without, along = () => [] }: { without?: readonly TreeNode[]; along?: (node: TreeNode) => string[] } = {},
): Promise<Chosen> {
  const reading = readStep(asked)
  const exact = without ? undefined : namedExactly(reading)
  if (exact) return { node: exact, none: 0, near: [] }
  const pool = withDoing(reading).filter(
    ({ node }) => !without?.includes(node) && !isBarred(node, asked.text),
  )
  const ranked = await ranking({ ...reading, pool }, asked.net ?? fittedNet())
  const none = 1 - ranked.reduce((all, each) => all + each.chance, 0)
  const [first, ...others] = ranked
  if (!first) return { node: undefined, none: 1, near: [] }
  const done = along(first.node)
  const isAlong = ({ node }: Ranked) => done.includes(node.id) || done.includes(selectOf(node)?.id ?? '')
  const same = others.filter((other) => isAlong(other) || isAlike(first, other, isAny(reading)))
  const chance = same.reduce((all, other) => all + other.chance, first.chance)
  const isBacked =
    first.node === reading.found.item || reading.offers.some(({ target }) => target === first.node)
  const least = isBacked ? BACKED : first.node.role === 'link' ? LINK : SURE
  const isNear = isBacked || reading.done.length > 0 || !first.isFar
  const isSure =
    (isNear && chance >= least && first.chance > none) ||
    (chance > (1 - none) / 2 && isLedOn(first.node, reading))
  const near = ranked.filter(
    ({ node, isFar, chance }) =>
      !isFar && chance > none && chance > first.chance / NEAR && !isFalse(node, asked),
  )
  return {
    node: isSure && !isFalse(first.node, asked) ? first.node : undefined,
    none,
    near: near.map(({ node }) => node),
  }
}
/** What is no less likely than the likeliest by more than this comes near as well. */
const NEAR = 4

/** "File a claim" goes on with the form that its click has brought up, where "open the claims" would have ended. */
const isLedOn = (node: TreeNode, { done, offers, text, isNew }: Reading) =>
  done.length > 0 &&
  BEGINS.test(plain(text)) &&
  isNew(node) &&
  offers.some(({ rule, target }) => rule === 'led' && target === node)
const BEGINS =
  /^(create|add|new|write|compose|book|request|apply|report|file|make|start|invite|schedule|send|ask)\b/

/** Where a control says a doing that changes something, no link that does not say it is meant: it only shows the thing. */
function withDoing({ pool, verb, isStrong, like }: Reading) {
  const says = ({ own }: { own: readonly string[] }) => verb !== undefined && like(verb, own) > 0.8
  return isStrong && pool.some(says) ? pool.filter((each) => says(each) || each.node.role !== 'link') : pool
}

/** "Click "Add to cart"": a control of just that name, the first of several unless the step says which. */
function namedExactly({ intent, pool, written, ordinal = 1 }: Reading): TreeNode | undefined {
  if (intent.kind !== 'click' || !isPointing(stem(plain(written).split(' ')[0] ?? ''))) return undefined
  const bare = intent.text.replace(/^(the|a|an) /, '').replace(/ (page|button|link|tab)$/, '')
  const name = intent.quoted ?? bare
  // Nobody opens or is shown a box.
  const all = pool.flatMap(({ node }) => (isText(node) && intent.verb === 'open' ? [] : [node]))
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

/** The chance of each control, out of all of them and doing nothing. */
async function ranking(reading: Reading, net: Net): Promise<Ranked[]> {
  const senses = await sensesOf(reading)
  const judged = traitsOf(reading, senses).map(({ candidate, traits }, i) => ({
    node: candidate.node,
    isFar:
      (senses[i]?.close ?? 0) < FAR && !reading.telling.some((word) => reading.like(word, candidate.own) > 0),
    around: candidate.around.join(' '),
    isTold: reading.things.every(
      (word) => isKind(word) || reading.like(word, [...candidate.own, ...candidate.around]) > 0,
    ),
    strength: Math.exp(scoreBy(net, traits, '')),
  }))
  const all = judged.reduce(
    (total, { strength }) => total + strength,
    Math.exp(scoreBy(net, traitsOfNone(reading, senses), 'none_')),
  )
  return judged
    .map(({ strength, ...each }) => ({ ...each, chance: strength / all }))
    .toSorted((a, b) => b.chance - a.chance || a.node.index - b.node.index)
}

const MOST =
  /\b(?:cheapest|newest|latest|oldest|longest|shortest|biggest|largest|smallest|fastest|best|highest|lowest|most|least)\b/
/** Whether nothing in a step says which of several it means. */
const isAny = ({ ordinal, vital, text }: Reading) =>
  ordinal === undefined && vital.length === 0 && !MOST.test(text)

/** Nothing in the step tells one card from another that is no less likely than by this. */
const SAME = 1.6

/** Two ways to the same thing, two orders of one option, or cards of which any will do: the first is as right as the second. */
function isAlike(a: Ranked, b: Ranked, isAny: boolean): boolean {
  const isSame = plain(a.node.name) === plain(b.node.name)
  const isInside = ancestors(a.node).includes(b.node) || ancestors(b.node).includes(a.node)
  const areOrders =
    a.node.role === 'option' && a.node.parent === b.node.parent && firstWord(a.node) === firstWord(b.node)
  const isKin = a.node.role === b.node.role
  const isWayTwice = isKin && a.node.role === 'link' && region(a.node) !== region(b.node)
  const isAnyOne =
    isAny && isKin && a.isTold && b.isTold && a.chance / b.chance < SAME && !FINAL.test(plain(a.node.name))
  return isInside || areOrders || (isSame && (a.around === b.around || isWayTwice || isAnyOne))
}

const firstWord = ({ name }: TreeNode) => name.split(/[ :,]/)[0]
