import type { Verb } from './intent.ts'
import { ancestors, clickables, region, subtree, type TreeNode, within } from './tree.ts'
import { best, isClassNoun, wordsOf } from './words.ts'

/** Below this, nothing fits: an unresolved step is reported, a wrong click spoils a visit. */
const ENOUGH = 0.6
/** Bare text is rarely a control: only when it says just what the step says. */
const SURE = 0.8
/** Two different elements closer than this can't be told apart. */
const TIE = 0.04
/** Verbs of names that say "this one" and leave it to the row or card they stand in to say which, by what they do with it. */
const OPENING = wordsOf('view see read learn open show go edit manage continue')
const CHOOSING = wordsOf(
  'choose select pick get buy try add upgrade subscribe order book start signup contact addtocart',
)
const CALLS = [...OPENING, ...CHOOSING, ...wordsOf('remove')]
/** What may stand beside such a verb without naming anything. */
const FILLERS = wordsOf('more detail plan free now this sale current today all option')
/** Signing in with someone else's account leaves the site. */
const SOCIAL = /\b(google|github|apple|facebook|microsoft|linkedin|twitter|sso|saml|okta|passkey)\b/i

/** Kinds of things and verbs tell less than the name beside them. */
function weight(word: string): number {
  if (word === 'about') return 0.1
  return isClassNoun(word) || CALLS.includes(word) ? 0.3 : 1
}

/** How well an element answers the words, by its own name and by the row, card or section that is its alone. */
export function score(
  node: TreeNode,
  words: readonly string[],
  nodes: readonly TreeNode[],
  verb: Verb = 'click',
): number {
  const names = wordsOf(node.name)
  if (words.length === 0 || names.length === 0) return 0
  const own = words.map((word) => best(word, names))
  if (!own.some((match) => match > 0) && !(isCall(names) && serves(names, verb))) return 0
  const around = surroundings(node, nodes)
  let [got, total] = [0, 0]
  for (const [i, word] of words.entries()) {
    const part = words.every((each) => weight(each) < 1) ? 1 : weight(word)
    got += part * Math.max(own[i] ?? 0, best(word, around) * 0.9)
    total += part
  }
  const spare = names.map((name) =>
    best(name, words) > 0 || /^\d+$/.test(name) ? 0 : CALLS.includes(name) ? 0.5 : 1,
  )
  const excess = isCall(names) ? 0 : spare.reduce<number>((a, b) => a + b, 0) / names.length
  // Titles of writings are long and name much that the step doesn't.
  return (got / total) * (1 - (words.some(isClassNoun) ? 0.15 : 0.35) * excess)
}

/** Opening a product isn't buying it. */
function serves(names: readonly string[], verb: Verb): boolean {
  const fitting = { click: CALLS, choose: CHOOSING, open: OPENING }[verb]
  return names.some((name) => fitting.includes(name))
}

/** "Choose plan", "Learn more", "Get started": names nothing by itself. */
function isCall(names: readonly string[]): boolean {
  return (
    names.some((name) => CALLS.includes(name)) &&
    names.every((name) => CALLS.includes(name) || FILLERS.includes(name))
  )
}

const EDGES = ['main', 'body', 'RootWebArea', 'banner', 'navigation', 'contentinfo', 'form']
const SHORT = 5
/** Neighbours that name what they do, not what the card is about. */
const CONTROLS = ['button', 'textbox', 'checkbox', 'radio', 'select', 'option', 'tab']

/**
 * Words of the nearest ancestors that hold no other control of the same name: its row, its card. Prose is left out:
 * a paragraph beside a button may speak of anything.
 */
export function surroundings(node: TreeNode, nodes: readonly TreeNode[]): string[] {
  const twins = nodes.filter(
    (other) => other !== node && other.name === node.name && other.role === node.role,
  )
  let scope: TreeNode | undefined
  for (const above of ancestors(node)) {
    if (EDGES.includes(above.role)) break
    const inside = subtree(above)
    if (inside.length > 60 || twins.some((twin) => inside.includes(twin))) break
    if (twins.length > 0 || above.role !== 'div' || inside.some((below) => below.role === 'heading'))
      scope = above
    if (['listitem', 'row', 'article'].includes(above.role) && twins.length === 0) break
  }
  const isOne = ['radio', 'checkbox', 'tab', 'option'].includes(node.role) && scope?.role !== 'row'
  const inside = scope ? (isOne ? [scope] : subtree(scope)) : []
  const flat = scope === undefined && twins.length > 0 ? textBefore(node) : ''
  const hasMany = inside.filter(({ role }) => role === 'link').length > 3
  const titles = inside.filter(
    (below) =>
      below !== node &&
      !CONTROLS.includes(below.role) &&
      // A cell is called by all that stands in it, its buttons too.
      !(below.role !== 'heading' && subtree(below).some(({ role }) => CONTROLS.includes(role))) &&
      !(hasMany && below.role === 'link') &&
      below.name.split(' ').length <= SHORT &&
      // Beyond one item's bounds another control's words are its own.
      !within(below, hasMany ? [...CONTROLS, 'link'] : CONTROLS),
  )
  return wordsOf(
    [...titles.map((below) => below.name), flat, precedingHeading(node, nodes, inside)].join(' '),
  ).filter(Boolean)
}

/** What stands just before one of several like it, where rows that are no more than boxes are left out of the tree. */
function textBefore(node: TreeNode): string {
  const siblings = node.parent?.children ?? []
  const texts = siblings.slice(0, siblings.indexOf(node)).filter((other) => /\p{L}{2}/u.test(other.name))
  const last = texts.findLast((other) => ['StaticText', 'heading', 'link'].includes(other.role))
  return last && last.name.split(' ').length <= SHORT ? last.name : ''
}

/** The heading a bare card begins with when nothing but order groups it. */
function precedingHeading(node: TreeNode, nodes: readonly TreeNode[], inside: readonly TreeNode[]): string {
  if (inside.length > 0 || region(node) !== 'main') return ''
  const heading = nodes.slice(0, node.index).findLast((before) => before.role === 'heading')
  return heading?.name ?? ''
}

/**
 * The one element the words fit best, or undefined when none fits well enough or two different ones fit
 * alike. Of several with the same name the one in the page's header or body wins over its footer's.
 */
export function bestClick(
  words: readonly string[],
  nodes: readonly TreeNode[],
  { among = clickables(nodes), verb = 'click' }: { among?: readonly TreeNode[]; verb?: Verb } = {},
): TreeNode | undefined {
  const ranked = among
    .map((node) => ({ node, score: score(node, words, nodes, verb) + bonus(node) }))
    .filter(
      (entry) => entry.score >= (entry.node.role === 'StaticText' ? SURE : ENOUGH) && !isLoneWord(entry.node),
    )
  const controls = ranked.filter((entry) => entry.node.role !== 'StaticText')
  const [first, ...rest] = (controls.length > 0 ? controls : ranked).sort(
    (a, b) => b.score - a.score || a.node.index - b.node.index,
  )
  if (!first) return undefined
  const key = wordsOf(first.node.name).join(' ')
  const rival = rest.find(
    (entry) => first.score - entry.score < TIE && wordsOf(entry.node.name).join(' ') !== key,
  )
  return rival ? undefined : first.node
}

const isLoneWord = (node: TreeNode) => node.role === 'StaticText' && wordsOf(node.name).length < 2

const bonus = (node: TreeNode) => ({ header: 0.02, main: 0.015, footer: -0.03 })[region(node)]

export const isSocial = (node: TreeNode): boolean => SOCIAL.test(node.name)
