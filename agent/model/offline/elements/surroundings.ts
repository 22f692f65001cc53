import { ancestors, region, subtree, type TreeNode, within } from './tree.ts'

const EDGES = ['main', 'body', 'RootWebArea', 'banner', 'navigation', 'contentinfo', 'form']
const SHORT = 5
/** Neighbours that name what they do, not what the card is about. */
const CONTROLS = ['button', 'textbox', 'checkbox', 'radio', 'select', 'option', 'tab']

/**
 * The text of the nearest ancestors that hold no other control of the same name: its row, its card. Prose is left out:
 * a paragraph beside a button may speak of anything.
 */
export function surroundings(node: TreeNode, nodes: readonly TreeNode[]): string {
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
  return [...titles.map((below) => below.name), flat, precedingHeading(node, nodes, inside)].join(' ')
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
