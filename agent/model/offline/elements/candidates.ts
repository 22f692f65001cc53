import { inEnglish, type Language } from '../english/english.ts'
import { isPointing, LEADING, THINGS } from './evidence-words.ts'
import { isText } from './form-groups.ts'
import { ORDINAL_WORDS } from './items.ts'
import { STOP } from './lexicon.ts'
import { literals, ordinalIn } from './literals.ts'
import { unfolded } from './phrasing.ts'
import { surroundings } from './surroundings.ts'
import { spoken } from './symbols.ts'
import { ancestors, clickables, type TreeNode, within } from './tree.ts'
import { bestWide, plain, wordsOf } from './words.ts'

/** A control that may answer a step, and what speaks for it. */
export interface Candidate {
  node: TreeNode
  own: string[]
  around: string[]
  /** Its name as it is spoken, and what is written around it. */
  name: string
  place: string
}
/** Signing in with someone else's account leaves the site. */
const SOCIAL =
  /\b(google|github|apple|facebook|microsoft|linkedin|twitter|sso|saml|okta|passkey|single sign[ -]?on)\b/i
export const isSocial = (text: string): boolean => SOCIAL.test(text)

const ROLES = new Set(['combobox', 'option', 'menuitemradio', 'menuitemcheckbox'])

export interface StepWords {
  /** The doing, when it tells something. */
  verb?: string
  telling: string[]
  /** Said nowhere on the page: people say more than pages do. A name of one thing is never among them. */
  absent: ReadonlySet<string>
  /** German or Spanish, whose verbs have more forms than our lists. */
  isForeign: boolean
  /** Asks to find something: what helps to find it is meant. */
  finds: boolean
  /** Names of one thing. */
  proper: readonly string[]
  /** Says where or of what the thing is, which the page may leave unsaid: "the rules of the forum". */
  tail: ReadonlySet<string>
}

export function stepWords(text: string, pool: readonly Candidate[]): StepWords {
  const words = withoutPlace(
    tellingWords(markedAs(text, pool), (verb) => pool.some(({ own }) => own.length === 1 && own[0] === verb)),
    ordinalIn(plain(text)) !== undefined,
  )
  const proper = GERMAN.test(text) ? [] : wordsOf((text.slice(1).match(PROPER) ?? []).join(' '))
  const isSaid = (word: string) =>
    pool.some(({ own, around }) => bestWide(word, own) > 0 || bestWide(word, around) > 0)
  const absent = words.telling.filter((word) => !proper.includes(word) && !isSaid(word))
  const tail = wordsOf(TAIL.exec(plain(text))?.[1] ?? '').filter((word) => !proper.includes(word))
  const isAll = words.telling.every((word) => tail.includes(word))
  return {
    ...words,
    absent: new Set(absent),
    proper,
    isForeign: FOREIGN.test(text),
    finds: FINDS.test(text),
    tail: new Set(isAll ? [] : tail),
  }
}

/** "mark it as spam" is said by a button that says "spam", where none speaks of marking. */
const markedAs = (text: string, pool: readonly Candidate[]) =>
  pool.some(({ own }) => own.includes('mark')) || wordsOf(text).includes('selectall')
    ? text
    : text.replace(/^(?:mark|flag|set|report|label) (.*?) ?\bas (?:an? )?(\w+)$/i, '$2 $1')

/** A place in a list is no word of what is listed there. */
function withoutPlace({ verb, telling }: Pick<StepWords, 'verb' | 'telling'>, isPlace: boolean) {
  if (!isPlace) return { ...(verb !== undefined && { verb }), telling }
  const objects = telling.filter((word) => !ORDINAL_WORDS.includes(word))
  return { ...(verb !== undefined && { verb }), telling: objects.length > 0 ? objects : telling }
}

const FOREIGN =
  /\b(der|die|das|den|dem|ein|eine|einen|mein\w*|dich|dir|zu[rm]?|el|la|los|las|un|una|mi|mis|de|en)\b|[äöüßáéíóúñ]/i
const FINDS = /^\s*(find|look for|search|finde|suche?|encuentra|busca)\b/i
const TAIL =
  /\b(?:of|on|in|at|for|from|with|von|vom|im|fur|bei|mit|de|del|en|para|con) (?:the |this |our |my |a |an |der |die |das |dem |den |meine?n? |la |el |los |las |mi )?([a-z0-9]+(?: [a-z0-9]+)?)$/
const PROPER = /(?<=[\s"'“(])(?:\p{Lu}[\p{L}\p{N}]*|\d[\p{L}\p{N}.,-]*)/gu
/** Nouns of every kind have capitals there. */
const GERMAN = /\b(der|die|das|den|dem|ein|eine|einen|zu|zum|auf|im|und|nach|mit|fur|für)\b/i

export function tellingWords(
  step: string,
  isButton: (verb: string) => boolean = () => false,
): Pick<StepWords, 'verb' | 'telling'> {
  const text = unfolded(step)
  const unquoted = literals(text).reduce((out, literal) => out.replace(literal, ' '), text)
  const [verb, ...said] = wordsOf(unquoted.trim() === '' ? text : unquoted)
  // "the card about the logo" asks for no page about the company.
  const rest = said.filter((word, i) => word !== 'about' || i === said.length - 1)
  const quoted = literals(text).flatMap(wordsOf)
  if (verb === undefined) return { telling: quoted }
  // "Follow" may be a button's whole name, and then it is no mere pointing.
  if ((isPointing(verb) && (LEADING.has(verb) || !isButton(verb))) || STOP.has(verb)) {
    const objects = [...rest.filter((word) => !isPointing(word) || THINGS.has(word)), ...quoted]
    return { telling: objects.length > 0 ? objects : rest }
  }
  const objects = [...rest.filter((word) => !isPointing(word) || THINGS.has(word)), ...quoted]
  return { verb, telling: objects.length > 0 ? objects : [verb] }
}

/** Controls of others' sites are left out, unless the step names one. */
export function candidates(
  nodes: readonly TreeNode[],
  { withSocial = false, withFields = false, withHeads = false, language = 'en' as Language } = {},
): Candidate[] {
  const shown = new Set(clickables(nodes))
  const pool = nodes.filter(
    (node) =>
      shown.has(node) ||
      (ROLES.has(node.role) && node.name !== '') ||
      isRowsBox(node) ||
      (withFields && isText(node) && node.name !== '') ||
      (withHeads && node.role === 'columnheader' && node.name !== ''),
  )
  return pool
    .filter(
      (node) =>
        (withSocial || !isSocial(node.name) || wordsOf(node.name).length <= 1) &&
        !(node.role === 'option' && node.selected),
    )
    .map((node) => {
      const name = isRowsBox(node) ? 'tick select row' : inEnglish(spoken(node.name), language)
      const [owner, place] = around(node, nodes).map((text) => inEnglish(text, language)) as [string, string]
      const own = wordsOf(name)
      return {
        node,
        own,
        around: [...wordsOf(owner), ...wordsOf(place)].filter(Boolean),
        name,
        place: `${owner} ${place}`.trim(),
      }
    })
    .filter(({ own }) => own.length > 0)
}

/** A box without a name in a row stands for the row. */
const isRowsBox = (node: TreeNode) =>
  node.role === 'checkbox' && node.name === '' && within(node, ['row', 'listitem']) !== undefined

/** What a control's own field, group or row is called. */
function around(node: TreeNode, nodes: readonly TreeNode[]): [string, string] {
  const owner = ancestors(node).find((above) =>
    ['select', 'combobox', 'radiogroup', 'group', 'listbox'].includes(above.role),
  )
  const legend = owner?.children.find((child) => /legend/i.test(child.role))
  return [`${owner?.name ?? ''} ${legend?.name ?? ''}`, surroundings(node, nodes)]
}
