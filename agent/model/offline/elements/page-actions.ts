import { act, type ProposedAction } from './action.ts'
import { fieldKind } from './fields.ts'
import { optionsOf } from './fill.ts'
import { formsOf, isText } from './form-groups.ts'
import type { Intent } from './intent.ts'
import { bestClick, score } from './score.ts'
import { clickables, region, type TreeNode, within } from './tree.ts'
import { best, has, plain, wordsOf } from './words.ts'

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
    case 'toggle':
      return toggle(intent.text, intent.on, nodes)
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
      .map((node) => ({ node, fit: score(node, wordsOf(heading), nodes) }))
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
  /^(i )?(accept|agree|allow|ok|okay|got it|yes|alle akzeptieren|akzeptieren|zustimmen|einverstanden|aceptar|permitir)\b|\baccept\b|\ballow all\b/
const REJECT =
  /\b(reject|decline|deny|refuse|only|necessary|essential|without|ablehnen|nur|notwendige|rechazar|no,? thanks)\b/

function cookieButton(accept: boolean, nodes: readonly TreeNode[]): TreeNode | undefined {
  const buttons = clickables(nodes).filter((node) => node.role === 'button' || node.role === 'link')
  const fitting = buttons.filter((node) =>
    accept ? ACCEPT.test(plain(node.name)) && !REJECT.test(plain(node.name)) : REJECT.test(plain(node.name)),
  )
  const banner = (node: TreeNode) =>
    within(node, ['dialog', 'alertdialog', 'region', 'complementary']) !== undefined ||
    /cookie/i.test(node.name)
  return fitting.find(banner) ?? (fitting.length === 1 ? fitting[0] : undefined)
}

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

function fieldNamed(name: string, fields: readonly TreeNode[]): TreeNode | undefined {
  const words = wordsOf(name)
  const kind = fieldKind(name)
  const ranked = fields
    .map((node) => {
      const said =
        words.reduce((sum, word) => sum + best(word, wordsOf(node.name)), 0) / Math.max(1, words.length)
      const same =
        kind !== 'unknown' &&
        (fieldKind(node.name) === kind || (kind === 'search' && node.role === 'searchbox'))
      return { node, fit: Math.max(said, same ? 0.8 : 0) }
    })
    .sort((a, b) => b.fit - a.fit)
  const [first, second] = ranked
  if (!first || first.fit < 0.6) return undefined
  return second && second.fit === first.fit && second.fit < 1 ? undefined : first.node
}

/** A select's option, a radio in a named group, or a text box: "set X to Y" doesn't say which the page has. */
function setTo(field: string, value: string, nodes: readonly TreeNode[]): ProposedAction[] {
  const selects = nodes.filter(
    (node) => node.role === 'select' && optionFor(value, optionsOf(node)) !== undefined,
  )
  const select = selects.length === 1 ? selects[0] : fieldNamed(field, selects)
  const option = select && optionFor(value, optionsOf(select))
  if (select && option && (selects.length > 1 || sharesWord(field, select.name)))
    return [act(select, 'selectOptionFromDropdown', option.name)]
  const radio = bestClick(wordsOf(value), nodes, { among: nodes.filter((node) => node.role === 'radio') })
  if (radio) return [act(radio, 'click')]
  return some(fieldNamed(field, nodes.filter(isText)), (node) => act(node, 'fill', value))
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

function toggle(text: string, on: boolean, nodes: readonly TreeNode[]): ProposedAction[] {
  const boxes = nodes.filter((node) => ['checkbox', 'switch', 'radio'].includes(node.role))
  const found = bestClick(
    wordsOf(text).filter((word) => !['box', 'checkbox', 'switch'].includes(word)),
    nodes,
    { among: boxes },
  )
  return found && found.checked !== on ? [act(found, 'click')] : []
}
