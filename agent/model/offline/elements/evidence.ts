import { CALLS, DOINGS, isPointing, KINDS, LOOSE, POINTING } from './evidence-words.ts'
import type { Done } from './history.ts'
import { STOP } from './lexicon.ts'
import { literals, ordinalIn } from './literals.ts'
import { isOpposite } from './opposites.ts'
import { isSocial, surroundings } from './score.ts'
import { spoken } from './symbols.ts'
import { ancestors, clickables, region, subtree, type TreeNode } from './tree.ts'
import { bestWide, isClassNoun, plain, wordsOf } from './words.ts'

/** A control that may answer a step, and what speaks for it. */
interface Candidate {
  node: TreeNode
  own: string[]
  around: string[]
}
export interface Finding {
  node: TreeNode
  score: number
}

const ENOUGH = 0.45
const MARGIN = 0.1
const ROLES = new Set(['combobox', 'option', 'menuitemradio', 'menuitemcheckbox'])

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
  const step = isStrict ? { ...tellingWords(text), absent: NONE } : stepWords(text, pool)
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

interface StepWords {
  /** The doing, when it tells something. */
  verb?: string
  telling: string[]
  /** Said nowhere on the page: people say more than pages do. A name of one thing is never among them. */
  absent: ReadonlySet<string>
}

function stepWords(text: string, pool: readonly Candidate[]): StepWords {
  const words = tellingWords(text)
  const proper = GERMAN.test(text) ? [] : wordsOf((text.slice(1).match(PROPER) ?? []).join(' '))
  const isSaid = (word: string) =>
    pool.some(({ own, around }) => bestWide(word, own) > 0 || bestWide(word, around) > 0)
  const absent = words.telling.filter((word) => !proper.includes(word) && !isSaid(word))
  return { ...words, absent: new Set(absent) }
}

const PROPER = /(?<=[\s"'“(])(?:\p{Lu}[\p{L}\p{N}]*|\d[\p{L}\p{N}.,-]*)/gu
/** Nouns of every kind have capitals there. */
const GERMAN = /\b(der|die|das|den|dem|ein|eine|einen|zu|zum|auf|im|und|nach|mit|fur|für)\b/i

function tellingWords(text: string): Omit<StepWords, 'absent'> {
  const unquoted = literals(text).reduce((out, literal) => out.replace(literal, ' '), text)
  const [verb, ...rest] = wordsOf(unquoted.trim() === '' ? text : unquoted)
  const quoted = literals(text)
    .filter((literal) => !literal.includes('@'))
    .flatMap(wordsOf)
  if (verb === undefined) return { telling: quoted }
  if (isPointing(verb) || STOP.has(verb))
    return { telling: [...rest.filter((word) => !isPointing(word)), ...quoted] }
  const objects = [...rest.filter((word) => !isPointing(word)), ...quoted]
  return { verb, telling: objects.length > 0 ? objects : [verb] }
}

function candidates(nodes: readonly TreeNode[], among?: readonly TreeNode[]): Candidate[] {
  const shown = new Set(clickables(nodes))
  const pool = among ?? nodes.filter((node) => shown.has(node) || (ROLES.has(node.role) && node.name !== ''))
  return pool
    .filter((node) => !isSocial(node) && !(node.role === 'option' && node.selected))
    .map((node) => ({ node, own: wordsOf(spoken(node.name)), around: around(node, nodes) }))
    .filter(({ own }) => own.length > 0)
}

/** What a control's own field, group or row is called. */
function around(node: TreeNode, nodes: readonly TreeNode[]): string[] {
  const owner = ancestors(node).find((above) =>
    ['select', 'combobox', 'radiogroup', 'group', 'listbox'].includes(above.role),
  )
  const legend = owner?.children.find((child) => /legend/i.test(child.role))
  return [...wordsOf(`${owner?.name ?? ''} ${legend?.name ?? ''}`), ...surroundings(node, nodes)]
}

/** The page's own subject tells no control of it from another. */
function titleWords(nodes: readonly TreeNode[]): string[] {
  const heading = nodes.find((node) => node.role === 'heading')
  return wordsOf(`${nodes[0]?.name ?? ''} ${heading?.name ?? ''}`)
}

function weigh(
  { node, own, around: near }: Candidate,
  { verb, telling, absent }: StepWords,
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
  if (verb === undefined && isEntering(node)) got *= 0.6
  if (verb === undefined && own.some((word) => DOINGS.has(word) && !telling.includes(word))) got *= 0.25
  const spoken = own.filter((name) => bestWide(name, [...telling, ...(verb ? [verb] : [])]) > 0).length
  // What says it itself goes before what stands beside it.
  if (isCall && !said) got *= 0.85
  const precision = isCall ? 1 : spoken / own.length
  // Only the doing is said, and the control does more than that or something else.
  if (verb !== undefined && hits === 1 && said && absent.size === telling.length && precision < 0.6) return 0
  const isProse = node.role === 'StaticText' && (precision < 0.5 || own.length > 8)
  return isProse ? 0 : (got / total) * (0.8 + 0.2 * precision)
}

/** Marking something is not looking at it. */
const isEntering = ({ role, name }: TreeNode) => role === 'checkbox' && /^select\b/i.test(name)

/** Where nothing but kinds is said, they are all there is to go by. */
function weightOf(word: string, telling: readonly string[], titles: readonly string[], weak = 0.4): number {
  const isWeak = (each: string) => isClassNoun(each) || KINDS.has(each)
  if (telling.length > 0 && telling.every(isWeak)) return 1
  return titles.includes(word) ? Math.min(weak, 0.25) : isWeak(word) ? weak : 1
}

const bonus = (node: TreeNode) => (region(node) === 'footer' ? -0.05 : node.role === 'StaticText' ? -0.06 : 0)

/** Two ways to the same thing, or two orders of one option: the first is as right as the second. */
function isAlike(a: Candidate, b: Candidate): boolean {
  const name = (each: Candidate) => each.own.join(' ')
  const isInside = subtree(a.node).includes(b.node) || subtree(b.node).includes(a.node)
  const areOrders = a.node.role === 'option' && a.node.parent === b.node.parent && a.own[0] === b.own[0]
  return isInside || areOrders || (name(a) === name(b) && a.around.join() === b.around.join())
}

const questions = (pool: readonly Candidate[]) =>
  pool.filter(({ node }) => node.name.endsWith('?')).map((candidate) => ({ ...candidate, score: 1 }))

/** "delete the second track": of the buttons that do so, one an item, the one in that place. */
function nthDoer(
  { verb, telling, absent }: StepWords,
  pool: readonly Candidate[],
  text: string,
  ordinal: number,
): Finding | undefined {
  const named = telling.filter((word) => !absent.has(word) && !isClassNoun(word) && !KINDS.has(word))
  if (verb === undefined || named.length > 0) return undefined
  const seen = new Set<TreeNode>()
  const doers = pool.filter(({ node, own }) => {
    const item = ancestors(node).find((above) => ITEMS.includes(above.role))
    if (!item || seen.has(item) || bestWide(verb, own) === 0 || isOpposite(text, own.join(' '))) return false
    seen.add(item)
    return true
  })
  const doer = doers.length > 1 ? doers.at(ordinal > 0 ? ordinal - 1 : ordinal) : undefined
  return doer && { node: doer.node, score: 1 }
}

const ITEMS = ['listitem', 'row', 'article']

/** Of those that fit alike, the one in that place; a list's own before what stands alone. */
function nth(ranked: readonly (Candidate & Finding)[], ordinal: number): Finding | undefined {
  const [top] = ranked
  const fitting = ranked
    .filter(({ score, node }) => top && top.score - score < MARGIN && node.role === top.node.role)
    .toSorted((a, b) => a.node.index - b.node.index)
  const listed = fitting.filter(({ node }) => ancestors(node).some((above) => ITEMS.includes(above.role)))
  const alike = listed.length > 1 ? listed : fitting
  return alike.length > 1 ? alike.at(ordinal > 0 ? ordinal - 1 : ordinal) : undefined
}
