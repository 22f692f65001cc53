import { ORDINAL_NAMES } from './literals.ts'
import { clickables, region, subtree, type TreeNode, within } from './tree.ts'
import { best, bestWide, wordsOf } from './words.ts'

/** Roles that repeat once per thing in a list of things. */
const ITEM_ROLES = ['article', 'listitem', 'row', 'section', 'div', 'group', 'gridcell', 'generic', 'card']
const KINDS = wordsOf(
  'article post story product item result question customer project page entry plan video job event link tile card row case guide',
)
const ANY = wordsOf('item entry result link card option row tile')
const WRITINGS = wordsOf('article post story blog guide news entry')

export const isWriting = (kind: string): boolean => WRITINGS.includes(kind)

interface Series {
  items: TreeNode[]
  /** Heading above the series, as words. */
  title: string[]
}

/**
 * The kind of thing a step asks one of ("an article", "the second hat"), if its words name no more than that.
 * With an ordinal any word may be a kind: the page's lists decide.
 */
export function kindAsked(words: readonly string[], hasOrdinal: boolean): string | undefined {
  const telling = words.filter(
    (word) => !ORDINAL_WORDS.includes(word) && !['blog', 'doc', 'random'].includes(word),
  )
  if (telling.length > 1 && telling.every((word) => bestOf(WRITINGS, [word]) > 0)) return WRITINGS[0]
  const [kind, ...more] =
    telling.length > 0 ? telling : words.filter((word) => ['blog', 'doc'].includes(word))
  return kind && more.length === 0 && (hasOrdinal || KINDS.includes(kind)) ? kind : undefined
}

export const ORDINAL_WORDS = wordsOf(ORDINAL_NAMES.join(' '))

/** The control that opens the `ordinal`th thing of a kind on the page (1 is the first, -1 the last). */
export function itemLink(kind: string, ordinal: number, nodes: readonly TreeNode[]): TreeNode | undefined {
  const place = ordinal > 0 ? ordinal - 1 : ordinal
  const [chosen] = allSeries(nodes)
    .map((series) => ({ ...series, fit: fits(series, kind) }))
    .filter(({ fit, items }) => fit > 0 && items.at(place) !== undefined)
    .sort((a, b) => b.fit - a.fit || aside(a.items) - aside(b.items))
  const series = chosen ?? only(allSeries(nodes).filter(isHeaded))
  const item = series?.items.at(place)
  return item && opener(item, series?.items ?? [])
}

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined)
/** Where a page has one list of headed things, or of rows, it is what is counted. */
const isHeaded = ({ items }: Series) =>
  items.every((item) => item.role === 'row' || subtree(item).some((node) => node.role === 'heading'))

/** A side bar's lists come after the page's own. */
const aside = ([item]: readonly TreeNode[]) =>
  Number(item !== undefined && within(item, ['complementary']) !== undefined)

function allSeries(nodes: readonly TreeNode[]): Series[] {
  const parents = nodes.filter(
    (node) => node.children.length > 1 && region(node) === 'main' && node.role !== 'banner',
  )
  return parents.flatMap((parent) => {
    const items = parent.children.filter(
      (child) => ITEM_ROLES.includes(child.role) && links(child).length > 0,
    )
    const alike = items.filter(
      (item) => item.role === items[0]?.role && shape(item) === shape(items[0] ?? item),
    )
    const title = nodes.slice(0, alike[0]?.index ?? 0).findLast((node) => node.role === 'heading')
    return alike.length > 1 ? [{ items: alike, title: wordsOf(title?.name ?? '') }] : []
  })
}

const links = (item: TreeNode) =>
  clickables(subtree(item)).filter((node) => node.role === 'link' || node.role === 'button')

/** Siblings of one make: headed or not, with or without a button. */
function shape(item: TreeNode): string {
  return ['heading', 'button']
    .map((role) => Number(subtree(item).some((node) => node.role === role)))
    .join('')
}

function fits({ items, title }: Series, kind: string): number {
  const [first] = items
  if (!first) return 0
  const text = wordsOf(items.flatMap((item) => subtree(item).map((node) => node.name)).join(' '))
  const root = rootTitle(first)
  const titled = Math.max(bestWide(kind, title), best(kind, root))
  if (kind === 'product')
    return (text.includes('addtocart') ? 1 : 0) + (hasPrice(items) ? 0.6 : 0) + titled * 0.5
  if (WRITINGS.includes(kind))
    return (first.role === 'article' ? 0.6 : 0) + titled + bestOf(WRITINGS, [...title, ...root]) * 0.5
  if (kind === 'row') return first.role === 'row' ? 1 : 0
  if (titled > 0) return titled
  const naming = items.filter(
    (item) =>
      best(
        kind,
        wordsOf(
          subtree(item)
            .map((node) => node.name)
            .join(' '),
        ),
      ) > 0,
  )
  if (naming.length > items.length / 2) return 0.4
  return ANY.includes(kind) ? 0.3 : 0
}

const bestOf = (words: readonly string[], others: readonly string[]) =>
  Math.max(0, ...words.map((word) => best(word, others)))

const hasPrice = (items: readonly TreeNode[]) =>
  items.every((item) => subtree(item).some((node) => /[$€£]\s?\d|\d[.,]\d\d\b/.test(node.name)))

function rootTitle(node: TreeNode): string[] {
  const root = within(node, ['RootWebArea'])
  return wordsOf(root?.name ?? '')
}

/** A headed item opens by its heading's link, else by the first link that isn't named alike in every item. */
function opener(item: TreeNode, items: readonly TreeNode[]): TreeNode | undefined {
  const own = links(item)
  const headed = own.find(
    (node) => within(node, ['heading']) || subtree(node).some((below) => below.role === 'heading'),
  )
  const isShared = (node: TreeNode) =>
    items.every((other) => links(other).some((link) => link.name === node.name))
  return (
    headed ??
    own.find((node) => node.role === 'link' && !isShared(node)) ??
    own.find((node) => node.role === 'link') ??
    own[0]
  )
}
