import { act, type ProposedAction } from './action.ts'
import { fieldKind } from './fields.ts'
import { optionsOf } from './fill.ts'
import { formsOf, isText } from './form-groups.ts'
import type { Intent } from './intent.ts'
import { ancestors, clickables, region, subtree, type TreeNode } from './tree.ts'
import { best, bestWide, has, plain, wordsOf } from './words.ts'

/** Steps that name one operation on one control, or on the page itself. Empty when the control isn't clear. */
export function pageActions(intent: Intent, nodes: readonly TreeNode[]): ProposedAction[] {
  switch (intent.kind) {
    case 'press':
      return onPage(nodes, (page) => act(page, 'press', intent.key))
    case 'scroll':
      return scroll(intent.to, nodes)
    case 'cookies':
      return some(cookieButton(intent.accept, nodes), (node) => act(node, 'click'))
    case 'home':
      return some(homeLink(nodes), (node) => act(node, 'click'))
    case 'type':
      return typed(intent.field, intent.value, nodes)
    case 'set':
      return setTo(intent.field, intent.value, nodes)
    default:
      return []
  }
}

const some = (node: TreeNode | undefined, make: (node: TreeNode) => ProposedAction) =>
  node ? [make(node)] : []

/** Keys and scrolling go to the document; its element is the line Stagehand prints as `scrollable, html`. */
function onPage(nodes: readonly TreeNode[], make: (node: TreeNode) => ProposedAction): ProposedAction[] {
  return some(nodes.find((node) => /\bhtml\b/.test(node.role)) ?? nodes[1] ?? nodes[0], make)
}

function scroll(to: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const heading = /\bto (?!(?:the )?(?:bottom|top|end|start|middle|\d))(?:the )?(.+?)(?: section)?$/.exec(
    to,
  )?.[1]
  if (heading) {
    const headings = nodes.filter((node) => node.role === 'heading')
    const found = headings
      .map((node) => ({ node, fit: sharedWith(wordsOf(heading), wordsOf(node.name)) }))
      .sort((a, b) => b.fit - a.fit)[0]
    return found && found.fit >= 0.6 ? [act(found.node, 'hover')] : []
  }
  const percent = /(\d+) ?(%|percent)/.exec(to)?.[1]
  if (percent) return onPage(nodes, (page) => act(page, 'scrollTo', `${percent}%`))
  if (/\btop\b/.test(to)) return onPage(nodes, (page) => act(page, 'scrollTo', '0%'))
  if (/\b(half|middle|halfway)\b/.test(to)) return onPage(nodes, (page) => act(page, 'scrollTo', '50%'))
  if (/\b(bottom|end|all|through|footer)\b/.test(to))
    return onPage(nodes, (page) => act(page, 'scrollTo', '100%'))
  return onPage(nodes, (page) => act(page, /\bup\b/.test(to) ? 'prevChunk' : 'nextChunk'))
}

const ACCEPT =
  /^(i )?(accept|agree|allow|ok|okay|got it|yes|fine|sure|sounds good|understood|consent|alle|allem|akzeptieren|zustimmen|einverstanden|verstanden|aceptar|acepto|permitir|de acuerdo|entendido)\b|\b(accept|agree|akzeptieren|zustimmen|annehmen|aceptar)\b|\ballow all\b/
const REJECT =
  /\b(reject|decline|deny|refuse|only|necessary|essentials?|required|without|ablehnen|nur|notwendige\w*|rechazar|denegar|necesarias|no,? thanks|continue without)\b/
const NEITHER =
  /\b(settings|options|manage|custom\w*|preferences|choices|choose|learn|more|policy|details|configure|partners|einstellungen|anpassen|mehr|richtlinie|configurar|personalizar|mas|politica|gestionar)\b/
export const TELLS_OF_COOKIES = /cookie|consent|gdpr|privacy|tracking|datenschutz|privacidad/
const LARGEST_BANNER = 40

function cookieButton(accept: boolean, nodes: readonly TreeNode[]): TreeNode | undefined {
  const buttons = clickables(nodes).filter((node) => ['button', 'link'].includes(node.role))
  const scoped = buttons.filter(isInBanner)
  const kindOf = ({ name }: TreeNode) => {
    const text = plain(name)
    if (REJECT.test(text)) return 'reject'
    if (NEITHER.test(text)) return 'neither'
    return ACCEPT.test(text) ? 'accept' : 'unknown'
  }
  const wanted = (pool: readonly TreeNode[]) =>
    pool.filter((node) => kindOf(node) === (accept ? 'accept' : 'reject'))
  const [fit] = wanted(scoped)
  if (fit) return fit
  const others = scoped.filter((node) => node.role === 'button' && kindOf(node) === 'unknown')
  const anywhere = wanted(buttons)
  return accept && others.length === 1 ? others[0] : anywhere.length === 1 ? anywhere[0] : undefined
}

/** Whether it stands in a small part of the page that speaks of cookies. */
export function isInBanner(node: TreeNode): boolean {
  const scope = ancestors(node).find((above) => TELLS_OF_COOKIES.test(textIn(above)))
  return scope !== undefined && subtree(scope).length <= LARGEST_BANNER && !EDGES.has(scope.role)
}

const EDGES: ReadonlySet<string> = new Set(['body', 'main', 'RootWebArea', 'contentinfo', 'navigation'])
const textIn = (node: TreeNode) =>
  plain(
    subtree(node)
      .filter((below) => !['button', 'link'].includes(below.role))
      .map(({ name }) => name)
      .join(' '),
  )

/** A link named so, or the logo: the first link of the page when it bears the site's name or stands in the header. */
function homeLink(nodes: readonly TreeNode[]): TreeNode | undefined {
  const links = clickables(nodes).filter((node) => node.role === 'link')
  const named = links.find((node) => has(node.name, 'home', 'homepage', 'startseite', 'inicio'))
  const [first] = links
  const site = nodes[0]?.name ?? ''
  return (
    named ??
    (first && (region(first) === 'header' || plain(site).includes(plain(first.name))) ? first : undefined)
  )
}

const sharedWith = (words: readonly string[], others: readonly string[]) =>
  words.reduce((sum, word) => sum + bestWide(word, others), 0) / Math.max(1, words.length)

export function fieldNamed(name: string, fields: readonly TreeNode[]): TreeNode | undefined {
  const words = wordsOf(name)
  const kind = fieldKind(name)
  const ranked = fields
    .map((node) => {
      const said = sharedWith(words, wordsOf(node.name))
      const same =
        kind !== 'unknown' &&
        (fieldKind(node.name) === kind || (kind === 'search' && node.role === 'searchbox'))
      return { node, fit: Math.max(said, same ? 0.8 : 0) }
    })
    .sort((a, b) => b.fit - a.fit)
  const [first, second] = ranked
  // The only one that has anything of it need not have all of it.
  if (!first || first.fit < ((second?.fit ?? 0) > 0 ? 0.6 : 0.5)) return undefined
  return second && second.fit === first.fit && second.fit < 1 ? undefined : first.node
}

/** A select's option where one select has it, or one of those that do is named. */
function setTo(field: string, value: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const selects = nodes.filter(
    (node) => node.role === 'select' && optionFor(value, optionsOf(node)) !== undefined,
  )
  const select = selects.length === 1 ? selects[0] : fieldNamed(field, selects)
  const option = select && optionFor(value, optionsOf(select))
  if (select && option && (selects.length > 1 || sharesWord(field, select.name)))
    return [act(select, 'selectOptionFromDropdown', option.name)]
  return []
}

/** What "apply the code X" is about, as grammar-direct names it. */
const CODE = 'promo code'

/** A code is applied by the button beside it. */
function typed(field: string, value: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const box = fieldNamed(field, nodes.filter(isText))
  const form = box && field === CODE ? formsOf(nodes).find((each) => each.fields.includes(box)) : undefined
  const apply = form?.buttons.find((node) => /^(apply|redeem|einlosen|aplicar)\b/.test(plain(node.name)))
  return [...some(box, (node) => act(node, 'fill', value)), ...some(apply, (node) => act(node, 'click'))]
}

const sharesWord = (a: string, b: string) => b === '' || wordsOf(a).some((word) => best(word, wordsOf(b)) > 0)

function optionFor(value: string, options: readonly TreeNode[]): TreeNode | undefined {
  const exact = options.find((option) => plain(option.name) === plain(value))
  const words = wordsOf(value)
  const containing = options.filter((option) => words.every((word) => best(word, wordsOf(option.name)) > 0.7))
  return exact ?? (containing.length === 1 ? containing[0] : undefined)
}
