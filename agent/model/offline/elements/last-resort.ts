import { act, type ProposedAction } from './action.ts'
import { candidates, stepWords } from './candidates.ts'
import { byEvidence, isContested } from './evidence.ts'
import { isPointing } from './evidence-words.ts'
import { fieldKind } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import type { Done } from './history.ts'
import type { Goal, Intent } from './intent.ts'
import { ITEMS } from './ordinals.ts'
import { ancestors, region, type TreeNode } from './tree.ts'
import { bestWide, plain, wordsOf } from './words.ts'

const CHOICES = ['option', 'menuitem', 'menuitemradio', 'menuitemcheckbox']
/** Options of a select are chosen by its own action; those of a page's own making are clicked. */
const nativeSelect = (node: TreeNode) => ancestors(node).find((above) => above.role === 'select')
const ACCOUNT =
  /\b(log|sign)[ -]?(out|off)\b|\bprofile|\baccount|\bsettings|abmelden|ausloggen|einstellungen|cerrar sesion|ajustes/

/** What a page that is asked for the second time may have opened: a list or a menu to choose from. */
export function fromOpened(
  text: string,
  nodes: readonly TreeNode[],
  done: readonly Done[],
): ProposedAction[] {
  const choices = nodes.filter((node) => CHOICES.includes(node.role) && !nativeSelect(node))
  if (choices.length === 0) return []
  const words = wordsOf(text)
  const telling = words.filter((word) => !isPointing(word))
  const isSaid = (word: string) => choices.some(({ name }) => bestWide(word, wordsOf(name)) > 0)
  const asked = telling.some(isSaid) ? telling : words
  const clicked = new Set(done.map(({ name }) => plain(name)))
  const open = choices.filter((node) => !clicked.has(plain(node.name)))
  const ranked = open
    .map((node) => ({ node, share: sharedWith(wordsOf(node.name), asked) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
  const [first, second] = ranked
  return first && first.share > (second?.share ?? 0) ? [act(first.node, 'click')] : []
}

/** How much of an option's name was said; more of it said counts more. */
function sharedWith(words: readonly string[], asked: readonly string[]): number {
  const hits = words.reduce((sum, word) => sum + bestWide(word, asked), 0)
  return hits === 0 ? 0 : hits + hits / words.length
}

/** Where no rule answers a click, a choice or a toggle: the evidence of the whole page, or the menu that may hide it. */
export function lastResort(text: string, intent: Intent, nodes: readonly TreeNode[]): ProposedAction[] {
  const isSearch = intent.kind === 'form' && intent.goal === 'search'
  const looked = isSearch ? lookUp(intent.values, nodes) : []
  if (looked.length > 0) return looked
  const isStrict = intent.kind === 'form' && !LOOSE_GOALS.has(intent.goal)
  const found = byEvidence(text, nodes, { isStrict })?.node
  // An errand is not done by sending whatever form stands there.
  const isSender = intent.kind === 'form' && found?.role === 'button' && senders(nodes).includes(found)
  const isNoSearch =
    isSearch &&
    /^\s*(search|suche|busca)/i.test(text) &&
    found !== undefined &&
    bestWide('search', wordsOf(found.name)) === 0
  if (found && !isSender && !isNoSearch && !isContested(text, found, nodes)) {
    const select = found.role === 'option' ? nativeSelect(found) : undefined
    return select ? [act(select, 'selectOptionFromDropdown', found.name)] : [act(found, 'click')]
  }
  const opener = openerFor(text, nodes) ?? moreActions(text, nodes)
  return opener ? [act(opener, 'click')] : []
}

/** Errands whose own words may be on a link that leads to them. */
const LOOSE_GOALS: ReadonlySet<Goal> = new Set(['other', 'buy', 'contact', 'invite'])

/** How far after its last field a button may stand to send what is no form by its markup. */
const BESIDE = 6

const senders = (nodes: readonly TreeNode[]) =>
  formsOf(nodes)
    .filter(({ fields }) =>
      fields.some((field) => field.role === 'textbox' && fieldKind(field.name) !== 'search'),
    )
    .flatMap((form) => {
      const last = form.fields.findLast(isText)?.index ?? 0
      return ['form', 'dialog', 'search'].includes(form.container.role)
        ? form.buttons
        : form.buttons.filter(({ index }) => index > last && index - last < BESIDE)
    })

/** Whether a click on it only opens what the step chooses from. */
export const isOpener = (node: TreeNode): boolean => node.opens || node.role === 'combobox'

/** Menus of a row or of the page's looks, behind which nobody has an account. */
const OF_A_THING =
  /\b(actions?|more|options|sort|filter|language|currency|columns|aktionen|mehr|sprache|idioma|acciones)\b/

function openerFor(text: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  const openers = nodes.filter((node) => isOpener(node) && node.name !== '')
  const asked = wordsOf(text)
  const fits = openers
    .map((node) => ({ node, hits: wordsOf(node.name).filter((word) => bestWide(word, asked) === 1).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
  const [first, second] = fits
  if (first && first.hits > (second?.hits ?? 0)) return first.node
  const buttons = openers.filter(
    (node) => node.opens && node.role === 'button' && !OF_A_THING.test(plain(node.name)),
  )
  const above = buttons.filter((node) => region(node) === 'header')
  const menus = above.length > 0 ? above : buttons
  return ACCOUNT.test(plain(text)) && menus.length === 1 ? menus[0] : undefined
}

const MORE =
  /^(more|further|actions?|options|menu|mehr|weitere|aktionen|optionen|mas|acciones|opciones)\b|[⋯…⋮]/
const HIDDEN =
  /^(move|copy|duplicate|rename|delete|remove|archive|export|print|share|leave|pin|edit|verschieb|kopier|umbenenn|losch|archivier|mueve|mover|copia|duplica|renombra|elimina|borra|archiva)/

/** What is seldom done stands behind a menu that says so: the page's own, or that of the row the step names. */
function moreActions(text: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  if (!HIDDEN.test(plain(text))) return undefined
  const pool = candidates(nodes).filter(({ node }) => isOpener(node) && MORE.test(plain(node.name)))
  const { telling, proper } = stepWords(text, candidates(nodes))
  const rows = pool.filter(({ own, around }) =>
    telling.some((word) => bestWide(word, [...own, ...around]) === 1),
  )
  const free = pool.filter(({ node }) => !ancestors(node).some(({ role }) => ITEMS.includes(role)))
  const fitting = rows.length > 0 ? rows : proper.length === 0 ? free : []
  return fitting.length === 1 ? fitting[0]?.node : undefined
}

/** The page's one free text box, when it is no newsletter's: something to look things up in. */
function lookUp(values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const [value] = values
  const lone = formsOf(nodes).filter((form) => form.fields.filter(isText).length === 1 && !isMail(form))
  const [form] = lone
  const box = form?.fields.find(isText)
  if (!value || !form || !box || lone.length > 1) return []
  const submit = submitOf(form, 'search') ?? form.buttons.find((node) => node.role === 'button')
  return [act(box, 'fill', value), submit ? act(submit, 'click') : act(box, 'press', 'Enter')]
}

const isMail = (form: Form) =>
  form.fields.some((field) => isText(field) && /mail|@|correo/.test(plain(field.name)))
