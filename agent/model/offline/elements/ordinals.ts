import type { Candidate, Finding, StepWords } from './candidates.ts'
import { KINDS } from './evidence-words.ts'
import { isOpposite } from './opposites.ts'
import { ancestors, type TreeNode } from './tree.ts'
import { bestWide, isClassNoun } from './words.ts'

export const questions = (pool: readonly Candidate[]) =>
  pool.filter(({ node }) => node.name.endsWith('?')).map((candidate) => ({ ...candidate, score: 1 }))

/** "the second season" is "Season 2", "the third episode" may be "3. The Thaw". */
export function byNumber(
  { telling }: StepWords,
  pool: readonly Candidate[],
  ordinal: number,
): Finding | undefined {
  const named = pool.find(
    ({ own }) => own.length === 2 && own[1] === String(ordinal) && bestWide(own[0] ?? '', telling) > 0,
  )
  const isListed = (node: TreeNode, at: number) => new RegExp(`^#?${at}[.:)] `).test(node.name)
  const listed = pool.filter(({ node }) => isListed(node, ordinal))
  const only =
    listed.length === 1 && pool.some(({ node }) => isListed(node, ordinal + (ordinal > 1 ? -1 : 1)))
  const found = named ?? (only ? listed[0] : undefined)
  return found && { node: found.node, score: 1 }
}

/** "delete the second track": of the buttons that do so, one an item, the one in that place. */
export function nthDoer(
  { verb, telling, absent }: StepWords,
  pool: readonly Candidate[],
  text: string,
  ordinal: number,
): Finding | undefined {
  const named = telling.filter((word) => !absent.has(word) && !isClassNoun(word) && !KINDS.has(word))
  if (verb === undefined || (named.length > 0 && telling.length > 1)) return undefined
  const fits = pool
    .map((each) => ({ ...each, said: isOpposite(text, each.own.join(' ')) ? 0 : bestWide(verb, each.own) }))
    .filter(({ said }) => said > 0)
    .toSorted((a, b) => b.said - a.said || a.own.length - b.own.length)
  const doers = fits
    .filter(({ own, said }) => said === fits[0]?.said && own[0] === fits[0].own[0])
    .toSorted((a, b) => a.node.index - b.node.index)
  const doer = doers.length > 1 ? doers.at(ordinal > 0 ? ordinal - 1 : ordinal) : undefined
  return doer && { node: doer.node, score: 1 }
}

/** Closer than this they fit alike. */
const ALIKE = 0.1
export const ITEMS = ['listitem', 'row', 'article']

/** Of those that fit alike, the one in that place; a list's own before what stands alone. */
export function nth(ranked: readonly (Candidate & Finding)[], ordinal: number): Finding | undefined {
  const [top] = ranked
  const fitting = ranked
    .filter(({ score, node }) => top && top.score - score < ALIKE && node.role === top.node.role)
    .toSorted((a, b) => a.node.index - b.node.index)
  const listed = fitting.filter(({ node }) => ancestors(node).some((above) => ITEMS.includes(above.role)))
  const alike = listed.length > 1 ? listed : fitting
  return alike.length > 1 ? alike.at(ordinal > 0 ? ordinal - 1 : ordinal) : undefined
}
