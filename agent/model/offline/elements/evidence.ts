import type { Done } from './history.ts'
import { STOP } from './lexicon.ts'
import { literals, ordinalIn } from './literals.ts'
import { isSocial, surroundings } from './score.ts'
import { ancestors, clickables, region, subtree, type TreeNode } from './tree.ts'
import { bestWide, isClassNoun, plain, stem, wordsOf } from './words.ts'

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

/** Verbs that say only that something is to be clicked. Their objects tell which. */
const POINTING = stems(
  `open go visit view see read look check show find click tap press select choose pick take get explore browse follow watch
  do can could should other use head navigate switch continue return enjoy discover start set change turn put make give move bring
  offne gehe geh zeige zeig lies schau sieh wahle wahl klicke nimm stelle andere starte mach
  abre ve mira lee elige escoge selecciona pulsa haz muestra cambia pon inicia ver abrir`,
)
/** Doings that may hide behind another word on the button: their object is enough to go by. */
const LOOSE = stems(
  `book order request apply ask talk call email write contact plan renew rate manage expand collapse close order filter sort
  compare mark send save enable disable activate learn listen subscribe order hire join meet reach
  pay enrol compose try
  lege lese sortiere filtere buche bestelle vereinbare kontaktiere schreibe anade anadir ordena filtra reserva contacta`,
)
/** Buttons that leave it to their row or card to say what of. */
const CALLS = stems(
  `learn more detail get started select choose buy pick add elegir seleccionar comprar mas wahlen auswahlen kaufen mehr
  now jetzt ahora signup open view read edit remove delete loschen eliminar bearbeiten editar`,
)
/** Doings that a click to see something never means. */
const DOINGS = stems(
  'star unstar remove delete edit download archive share copy rename queue mute mark action duplicate print like save',
)
/** Kinds of things on pages, beside the trade's own. */
const KINDS = stems(
  `folder section part thing song track photo picture image course message mail question user project trip invoice customer story recipe client company
  shop site account order file document other else seite tienda tarif plan producto produkt option`,
)
const ENOUGH = 0.5
const MARGIN = 0.1
const ROLES = new Set(['combobox', 'option', 'menuitemradio', 'menuitemcheckbox'])

function stems(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).map(stem))
}

/** Whether a word asks for nothing but a click, so that finding its object is all there is to it. */
export const isPointing = (word: string) => POINTING.has(word)

/**
 * The control that all the evidence of the page speaks for: what it is called, what stands around it, how rare that is
 * here, with a wide thesaurus. For steps that no narrower rule answers. Undefined when the evidence is thin or divided.
 */
export function byEvidence(
  text: string,
  nodes: readonly TreeNode[],
  { among, done = [] }: { among?: readonly TreeNode[]; done?: readonly Done[] } = {},
): Finding | undefined {
  const step = stepWords(text)
  if (step.telling.length === 0) return undefined
  const clicked = new Set(done.map(({ name }) => plain(name)))
  const pool = candidates(nodes, among).filter(({ node }) => !clicked.has(plain(node.name)))
  const titles = titleWords(nodes)
  const ranked = pool
    .map((candidate) => ({ ...candidate, score: weigh(candidate, step, titles) + bonus(candidate.node) }))
    .filter(({ score }) => score > ENOUGH)
    .sort((a, b) => b.score - a.score || a.node.index - b.node.index)
  const ordinal = ordinalIn(plain(text))
  if (ordinal && step.telling.includes('question')) return nth(questions(pool), ordinal)
  if (ordinal) return nth(ranked, ordinal)
  const [first, ...others] = ranked
  if (!first) return undefined
  const rival = others.find((other) => first.score - other.score < MARGIN && !isAlike(first, other))
  return rival ? undefined : first
}

interface StepWords {
  /** The doing, when it tells something. */
  verb?: string
  telling: string[]
}

function stepWords(text: string): StepWords {
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
    .map((node) => ({ node, own: wordsOf(node.name), around: around(node, nodes) }))
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
  { verb, telling }: StepWords,
  titles: readonly string[],
): number {
  let [got, total, hits, owned] = [0, 0, 0, 0]
  const said = verb === undefined ? undefined : bestWide(verb, own)
  const isCall = own.every((word) => CALLS.has(word) || POINTING.has(word))
  for (const word of telling) {
    const [here, beside] = [bestWide(word, own), bestWide(word, near) * 0.9]
    const weight = weightOf(word, said ? [] : telling, titles)
    got += weight * Math.max(here, beside)
    total += weight
    if (weight === 1 && Math.max(here, beside) > 0) hits++
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
  if (verb === undefined && own.some((word) => DOINGS.has(word) && !telling.includes(word))) got *= 0.5
  const spoken = own.filter((name) => bestWide(name, [...telling, ...(verb ? [verb] : [])]) > 0).length
  // What says it itself goes before what stands beside it.
  if (isCall && !said) got *= 0.85
  const precision = isCall ? 1 : spoken / own.length
  const isProse = node.role === 'StaticText' && (precision < 0.5 || own.length > 8)
  return isProse ? 0 : (got / total) * (0.8 + 0.2 * precision)
}

/** Where nothing but kinds is said, they are all there is to go by. */
function weightOf(word: string, telling: readonly string[], titles: readonly string[]): number {
  const isWeak = (each: string) => isClassNoun(each) || KINDS.has(each)
  if (telling.length > 0 && telling.every(isWeak)) return 1
  return titles.includes(word) ? 0.25 : isWeak(word) ? 0.4 : 1
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
