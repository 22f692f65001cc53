import type { Intent } from './intent.ts'
import { itemLink, kindAsked, ORDINAL_WORDS } from './items.ts'
import { bestClick, score, surroundings } from './score.ts'
import { ancestors, clickables, region, subtree, type TreeNode } from './tree.ts'
import { best, has, plain, wordsOf } from './words.ts'

type Click = Extract<Intent, { kind: 'click' }>

/** Hints at the kind of control ("the Roles tab"), which the words alone lose. */
const ROLES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\btab\b/, ['tab']],
  [/\bbutton\b/, ['button']],
  [/\blink\b/, ['link']],
  [/\bcheck ?box\b/, ['checkbox', 'switch']],
]

/** The one element to click for a click step, or undefined when none clearly fits. */
export function clickTarget(intent: Click, nodes: readonly TreeNode[]): TreeNode | undefined {
  const all = clickables(nodes)
  const placed = intent.place && intent.quoted ? inPlace(all, intent.place, nodes) : all
  if (intent.quoted)
    return (
      named(intent.quoted, placed, intent.ordinal) ??
      bestClick(wordsOf(intent.quoted), nodes, { among: placed })
    )
  const words = wordsOf(intent.text).filter((word) => !ORDINAL_WORDS.includes(word))
  const exact = named(
    intent.text.replace(/^(the|a|an) /, '').replace(/ (page|button|link|tab)$/, ''),
    all,
    intent.ordinal,
  )
  if (exact && intent.verb === 'click') return exact
  const asked = kindAsked(words, intent.ordinal !== undefined)
  if (asked && (intent.any || intent.ordinal)) {
    const item = itemLink(asked, intent.ordinal ?? 1, nodes)
    if (item) return item
  }
  const numbered = intent.ordinal && words.length > 1 ? ofSeries(words, intent.ordinal, nodes) : undefined
  if (numbered) return numbered
  const page = pageNumber(intent.text, intent.ordinal, all)
  if (page) return page
  const found = byWords(intent, words, nodes, all)
  return found && isOnlyTitle(found, words, nodes) ? undefined : found
}

/** "the third recommended video": the word that a list is headed by tells which list. */
function ofSeries(
  words: readonly string[],
  ordinal: number,
  nodes: readonly TreeNode[],
): TreeNode | undefined {
  const found = new Set(
    words.map((word) => itemLink(word, ordinal, nodes)).filter((node) => node !== undefined),
  )
  return found.size === 1 ? [...found][0] : undefined
}

/** A place in a list that goes over several pages: "page 2", "the second page". */
function pageNumber(
  text: string,
  ordinal: number | undefined,
  all: readonly TreeNode[],
): TreeNode | undefined {
  const said =
    /\b(?:page|seite|pagina) (\d+)\b/.exec(text)?.[1] ??
    (/\b(page|seite|pagina)\b/.test(text) ? ordinal : undefined)
  return said === undefined
    ? undefined
    : all.find(({ name }) =>
        new RegExp(`^((go to )?page |seite |pagina )?${said === -1 ? LAST : said}$`).test(plain(name)),
      )
}

const LAST = '(last|letzte|ultima)( (page|seite|pagina))?'

/** "find out when the library is open" is not answered by whatever else names the library on the library's site. */
function isOnlyTitle(node: TreeNode, words: readonly string[], nodes: readonly TreeNode[]): boolean {
  const title = wordsOf(nodes[0]?.name ?? '')
  const names = wordsOf(node.name)
  const said = words.filter((word) => best(word, names) > 0)
  return said.length > 0 && said.length < words.length && said.every((word) => title.includes(word))
}

function byWords(
  intent: Click,
  words: readonly string[],
  nodes: readonly TreeNode[],
  all: readonly TreeNode[],
) {
  const roles = ROLES.find(([pattern]) => pattern.test(intent.text))?.[1]
  const where = regionAsked(intent.text)
  const pool = where ? all.filter((node) => region(node) === where) : all
  const ofRole = roles ? pool.filter((node) => roles.includes(node.role)) : []
  const spoken = where
    ? words.filter((word) => !wordsOf('footer header navigation menu bar').includes(word))
    : words
  if (intent.ordinal) return nth(spoken, intent, pool, nodes)
  return (
    bestClick(spoken, nodes, { among: ofRole, verb: intent.verb }) ??
    bestClick(spoken, nodes, { among: pool, verb: intent.verb })
  )
}

/** "the second Learn more": the nth of those that fit alike. */
function nth(
  words: readonly string[],
  { ordinal = 1, verb }: Click,
  pool: readonly TreeNode[],
  nodes: readonly TreeNode[],
) {
  const first = bestClick(words, nodes, { among: pool, verb })
  const alike = first ? pool.filter((node) => node.name === first.name && node.role === first.role) : []
  // The last of one is not what somebody means who counts.
  return alike.length > 1 || ordinal === 1 ? alike.at(ordinal > 0 ? ordinal - 1 : ordinal) : undefined
}

function regionAsked(text: string) {
  if (/\bfooter\b/.test(text)) return 'footer'
  return /\b(header|nav|navigation|top bar|main menu)\b/.test(text) ? 'header' : undefined
}

function named(name: string, pool: readonly TreeNode[], ordinal = 1): TreeNode | undefined {
  const same = pool.filter((node) => plain(node.name) === plain(name))
  const alike = same.length > 0 ? same : pool.filter((node) => plain(node.name).startsWith(`${plain(name)} `))
  const shown = alike.some((node) => region(node) !== 'footer')
    ? alike.filter((node) => region(node) !== 'footer')
    : alike
  return shown.at(ordinal > 0 ? ordinal - 1 : ordinal)
}

/** Controls whose row, card or section speaks of the place ("under Session replay"). */
function inPlace(all: readonly TreeNode[], place: string, nodes: readonly TreeNode[]): readonly TreeNode[] {
  const where = regionAsked(place)
  if (where) return all.filter((node) => region(node) === where)
  const words = wordsOf(place)
  const heads = nodes.filter((node) => node.name && words.every((word) => wordsOf(node.name).includes(word)))
  const near = all.filter((node) => heads.some((head) => sharesScope(node, head, all)))
  return near.length > 0 ? near : all
}

function sharesScope(node: TreeNode, head: TreeNode, all: readonly TreeNode[]): boolean {
  const twins = all.filter((other) => other !== node && other.name === node.name)
  const scope = ancestors(node).find((above) => subtree(above).includes(head))
  return scope !== undefined && !twins.some((twin) => subtree(scope).includes(twin))
}

/** The button that puts a product in the cart, or the product's own link when it must be opened first. */
export function cartTarget(
  text: string,
  ordinal: number | undefined,
  path: string,
  nodes: readonly TreeNode[],
): TreeNode | undefined {
  const named = clickables(nodes).filter((node) => has(node.name, 'addtocart') && node.role !== 'StaticText')
  const adders =
    named.length > 0 ? named : nodes.filter((node) => node.role === 'button' && ADDS.test(plain(node.name)))
  const nth = ordinal !== undefined && ordinal > 0 ? ordinal - 1 : (ordinal ?? 0)
  const words = wordsOf(text).filter((word) => !ORDINAL_WORDS.includes(word))
  if (/^(it|this|that|one)?$/.test(text) || words.every((word) => ANY_PRODUCT.includes(word)))
    return adders.at(nth) ?? itemLink('product', ordinal ?? 1, nodes)
  const fitting = adders.filter((node) => isOf(node, words, nodes))
  // "a coffee" on the page of coffees, "the Night Owl" on its own page.
  const isIndefinite = ordinal !== undefined || /^(an?|any|some|one)\b/.test(text)
  const titled = fitting.find(
    (node) => titleBefore(node, nodes) === plain(text).replace(/^(the|an?|one) /, ''),
  )
  if (titled) return titled
  if (fitting.length > 0)
    return isIndefinite || fitting.length === 1 ? (fitting.at(nth) ?? fitting[0]) : undefined
  if ((isIndefinite || adders.length === 1) && pageNames(words, path, nodes)) return adders.at(nth)
  return bestClick(words, nodes, {
    verb: 'open',
    among: clickables(nodes).filter((node) => region(node) === 'main'),
  })
}

/** Whether a click on this name has put something in the cart. */
export const isAdder = (name: string): boolean => has(name, 'addtocart') || ADDS.test(plain(name))

/** On a card of its own a short word does. */
const ADDS = /^(add|add \+|\+|\+ add|buy|buy now|add item|hinzufugen|kaufen|anadir|agregar|comprar)$/

/** Whether a button's own card or row names the product. */
function isOf(node: TreeNode, words: readonly string[], nodes: readonly TreeNode[]): boolean {
  const near = [...surroundings(node, nodes), ...wordsOf(node.name)]
  const said = words.map((word) => best(word, near))
  return (
    score(node, [...words, 'addtocart'], nodes, 'choose') > 0.75 ||
    (said.length > 0 && said.every((fit) => fit > 0))
  )
}

const ANY_PRODUCT = wordsOf('product item something')

const titleBefore = (node: TreeNode, nodes: readonly TreeNode[]) =>
  plain(nodes.slice(0, node.index).findLast((before) => before.role === 'heading')?.name ?? '')

/** A product's own page has its name as a heading. */
function pageNames(words: readonly string[], path: string, nodes: readonly TreeNode[]): boolean {
  const titles = nodes
    .filter((node) => node.role === 'heading' || node.role === 'RootWebArea')
    .map((node) => node.name)
  const said = wordsOf([...titles, path.replace(/[/_-]+/g, ' ')].join(' '))
  return words.every((word) => best(word, said) > 0)
}
