import { candidates, stepWords } from './candidates.ts'
import { ancestors, region, type TreeNode } from './tree.ts'
import { bestWide, plain, wordsOf } from './words.ts'

/** Whether a click on it only opens what the step chooses from. */
export const isOpener = (node: TreeNode): boolean => node.opens || node.role === 'combobox'

/** What may hide the control a step asks for: a list or menu of that name, the account's menu, or a row's "More". */
export const hider = (text: string, nodes: readonly TreeNode[]): TreeNode | undefined =>
  named(text, nodes) ?? accountMenu(text, nodes) ?? moreActions(text, nodes)

function named(text: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  const asked = wordsOf(text)
  const [first, second] = nodes
    .filter((node) => isOpener(node) && node.name !== '')
    .map((node) => ({ node, hits: wordsOf(node.name).filter((word) => bestWide(word, asked) === 1).length }))
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits)
  return first && first.hits > (second?.hits ?? 0) ? first.node : undefined
}

const ACCOUNT =
  /\b(log|sign)[ -]?(me )?(out|off)\b|\bprofile|\baccount|\bsettings|abmelden|ausloggen|einstellungen|cerrar sesion|ajustes/
/** Menus of a row or of the page's looks, behind which nobody has an account. */
const OF_A_THING =
  /\b(actions?|more|options|sort|filter|language|currency|columns|status|aktionen|mehr|sprache|idioma|acciones)\b/

function accountMenu(text: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  if (!ACCOUNT.test(plain(text))) return undefined
  const menus = nodes.filter(
    (node) => node.opens && node.role === 'button' && node.name !== '' && !OF_A_THING.test(plain(node.name)),
  )
  const above = menus.filter((node) => region(node) === 'header')
  const [only, ...more] = above.length > 0 ? above : menus
  return more.length === 0 ? only : undefined
}

const MORE =
  /^(more|further|actions?|options|menu|mehr|weitere|aktionen|optionen|mas|acciones|opciones)\b|[⋯…⋮]/
const HIDDEN =
  /^(move|copy|duplicate|rename|delete|remove|archive|export|print|share|leave|pin|edit|verschieb|kopier|umbenenn|losch|archivier|mueve|mover|copia|duplica|renombra|elimina|borra|archiva)/
const ITEMS = ['listitem', 'row', 'article']

/** What is seldom done stands behind a menu that says so: the page's own, or that of the row the step names. */
function moreActions(text: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  if (!HIDDEN.test(plain(text))) return undefined
  const all = candidates(nodes)
  const pool = all.filter(({ node }) => isOpener(node) && MORE.test(plain(node.name)))
  const { telling, proper } = stepWords(text, all)
  const rows = pool.filter(({ own, around }) =>
    telling.some((word) => bestWide(word, [...own, ...around]) === 1),
  )
  const free = pool.filter(({ node }) => !ancestors(node).some(({ role }) => ITEMS.includes(role)))
  const fitting = rows.length > 0 ? rows : proper.length === 0 ? free : []
  return fitting.length === 1 ? fitting[0]?.node : undefined
}
