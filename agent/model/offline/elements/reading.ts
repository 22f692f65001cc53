import { inEnglish, type Language } from '../english/english.ts'
import { type Candidate, candidates, isSocial, type StepWords, stepWords } from './candidates.ts'
import { markOf } from './echo.ts'
import { KINDS, STRONG, TRADES } from './evidence-words.ts'
import { hider } from './hidden.ts'
import type { Done } from './history.ts'
import type { Intent } from './intent.ts'
import { itemLink, kindAsked, ORDINAL_WORDS } from './items.ts'
import { pageLanguage, stepInEnglish } from './languages.ts'
import { literals, ordinalIn } from './literals.ts'
import { type Asked, type Offer, offersFor } from './offers.ts'
import { isOpposite } from './opposites.ts'
import { isInBanner, TELLS_OF_COOKIES } from './page-actions.ts'
import { paraphrases } from './paraphrases.ts'
import { clickables, region, type TreeNode, within } from './tree.ts'
import { valuesIn } from './values.ts'
import { bestWide, isClassNoun, isKnown, plain, wordsOf } from './words.ts'

/** Compares a stem with others, remembering what it found. */
export type Likeness = (word: string, others: readonly string[]) => number

/** A step and a page read together: what every control is then judged by. */
export interface Reading extends StepWords {
  /** In English. */
  text: string
  /** The page's. */
  language: Language
  pool: readonly Candidate[]
  like: Likeness
  /** What the step is about, without its doing, and what each word of that weighs on this page. */
  things: readonly string[]
  weights: readonly number[]
  /** The thing itself, where others only tell which. */
  head: string | undefined
  /** Tells which: "the article about bees", "called Apollo". */
  vital: readonly string[]
  titles: readonly string[]
  numbers: readonly string[]
  /** Stands in a banner of cookies, which few steps are about. */
  isBanner: (node: TreeNode) => boolean
  quotes: readonly string[]
  /** Other names for the whole of it. */
  readings: readonly string[][]
  ordinal: number | undefined
  intent: Intent
  kind: { toggles: boolean; chooses: boolean; looks: boolean }
  isStrong: boolean
  isTrade: boolean
  isStrange: boolean
  /** Found by what only some pages have: lists of like things, a menu that hides things, the site's own link. */
  found: Readonly<Record<'item' | 'hider' | 'site', TreeNode | undefined>>
  hasPopup: boolean
  /** No link stands in its header: a menu hides them. */
  isBare: boolean
  done: readonly Done[]
  path: string
  nodes: readonly TreeNode[]
  /** Whether the last thing done brought it up; never where what was shown before is not known. */
  isNew: (node: TreeNode) => boolean
  remembers: boolean
  written: string
  offers: readonly Offer[]
  /** What the step says is to be entered. */
  values: readonly string[]
  /** What of the step nothing that was clicked has said yet. */
  left: readonly string[]
}

const TOGGLES =
  /^(tick|untick|check|uncheck|enable|disable|turn|activate|deactivate|filter|agree|accept|allow|hide|aktivier|schalte|stimme|activa|acepta|marca|mute|say that|gib an)\b|\b(only|nur|solo)\b/
const CHOOSES =
  /^(choose|select|pick|take|set|change|sort|order by|use|make|pay|switch|wahle?|stelle?|nimm|sortiere?|andere|elige|escoge|selecciona|ordena|cambia|pon)\b/
const LOOKS =
  /^(open|go|visit|view|see|read|look|show|browse|check|find|learn|get|jump|navigate|offne|gehe?|zeige?|lies|schau|sieh|ruf|abre|ve|ver|mira|lee|consulta|muestra|entra)\b/
const VITAL =
  /\b(?:about|on|called|named|titled|uber|zu[rm]?|namens|sobre|llamad[oa]) (?:the |a |an |der |die |das |den |dem |el |la |los |las )?(.+)$/

/** The head of a column may sort by it. */
const SORTS = /\b(sort|order by|rank by)\b/i

/** Says what is not wanted. */
const INSTEAD = / (?:instead of|rather than|statt|anstatt|en vez de|en lugar de) .*$/i

/**
 * Reads a step against a page. Once something has been opened, only what it offers is to choose from; where the step
 * names a part of the page, only what stands there; and never what does the opposite of what is asked.
 */
export function readStep(asked: Asked): Reading {
  const { nodes, done, path } = asked
  const clicked = new Set(done.map(({ name }) => bare(name)))
  const language = pageLanguage(nodes)
  const written = asked.text.replace(INSTEAD, '')
  const text = stepInEnglish(written, language)
  const withHeads = SORTS.test(text)
  const open = candidates(nodes, {
    withSocial: isSocial(text),
    withFields: true,
    withHeads,
    language,
  }).filter(({ node, own }) => !clicked.has(bare(node.name)) && !isOpposite(text, own.join(' ')))
  const placed = open.filter(({ node }) => region(node) === regionIn(plain(text)))
  const pool = placed.length > 0 ? placed : open
  const step = stepWords(text, pool)
  const like = remembered()
  const said = plain(text)
  const objects = step.telling.filter((word) => word !== step.verb)
  const things = objects.length > 0 ? objects : step.telling
  const heading = nodes.find(({ role }) => role === 'heading')
  const titles = wordsOf(`${nodes[0]?.name ?? ''} ${heading?.name ?? ''}`)
  const { intent } = asked
  const ordinal = (intent.kind === 'click' ? intent.ordinal : undefined) ?? ordinalIn(said)
  const { verb } = step
  const isNew = (node: TreeNode) => asked.before !== undefined && !asked.before.has(markOf(node))
  return {
    ...step,
    ...{ text, written, language, pool, like, things, titles, intent, ordinal, done, path, nodes },
    isNew,
    remembers: asked.before !== undefined,
    offers: offersFor(asked),
    values: valuesIn(asked),
    left: unsaid(
      [...things, ...(verb === undefined ? [] : [verb])],
      { done, like, language },
      pool.filter(({ node }) => isNew(node) || within(node, POPUPS) !== undefined),
    ),
    weights: things.map((word) => weightOf(word, { step, things, titles, pool, like })),
    head:
      things.findLast((word) => !step.tail.has(word) && !isKind(word)) ??
      things.findLast((word) => !isKind(word)) ??
      things.at(-1),
    vital: wordsOf(VITAL.exec(said)?.[1] ?? '').filter((word) => step.telling.includes(word)),
    numbers: step.telling.filter((word) => /^\d+$/.test(word)),
    isBanner: TELLS_OF_COOKIES.test(said) ? () => false : isInBanner,
    quotes: literals(written).map(plain),
    readings: paraphrases(text),
    kind: { toggles: TOGGLES.test(said), chooses: CHOOSES.test(said), looks: LOOKS.test(said) },
    isStrong: verb !== undefined && STRONG.has(verb),
    isTrade: verb !== undefined && TRADES.has(verb),
    isStrange: verb !== undefined && !isKnown(verb),
    found: {
      item: itemAsked(written, intent, ordinal, nodes),
      hider: hider(written, nodes),
      site: siteLink(nodes),
    },
    isBare: nodes.filter((node) => node.role === 'link' && region(node) === 'header').length < 2,
    hasPopup: nodes.some(({ role }) => POPUPS.includes(role)),
  }
}

/** A button may count or decorate its text once it has been clicked. */
const bare = (name: string) =>
  plain(name)
    .replace(/\([^)]*\)|[^\p{L}\p{N} ]|\d+$/gu, '')
    .trim()

/** A word like one that was clicked is said as well, unless a control that has come up since says the word itself. */
function unsaid(
  words: readonly string[],
  { done, like, language }: Pick<Reading, 'done' | 'like' | 'language'>,
  come: readonly Candidate[],
) {
  const said = done.flatMap(({ name }) => wordsOf(inEnglish(name, language)))
  return words.filter(
    (word) => !said.includes(word) && (like(word, said) === 0 || come.some(({ own }) => own.includes(word))),
  )
}

export const POPUPS: readonly string[] = ['menu', 'listbox', 'dialog', 'alertdialog']
export const isKind = (word: string): boolean => isClassNoun(word) || KINDS.has(word)

function regionIn(text: string) {
  if (/\b(footer|fusszeile|pie de pagina)\b/.test(text)) return 'footer'
  return /\b(header|navigation|top bar|main menu|kopfzeile|cabecera)\b/.test(text) ? 'header' : undefined
}

function remembered(): Likeness {
  const known = new Map<string, number>()
  return (word, others) => {
    const key = `${word}|${others.join(' ')}`
    const value = known.get(key) ?? bestWide(word, others)
    known.set(key, value)
    return value
  }
}

/** Kinds of things, the page's own subject, and what many or no controls say tell little. */
function weightOf(
  word: string,
  of: Pick<Reading, 'things' | 'titles' | 'pool' | 'like'> & { step: StepWords },
): number {
  const isTitle = of.titles.includes(word) && !of.things.every((each) => of.titles.includes(each))
  const saying = of.pool.filter(({ own }) => of.like(word, own) > 0).map(({ own }) => own.join(' '))
  const rarity = Math.max(0.4, 1 / Math.sqrt(Math.max(1, new Set(saying).size)))
  return (
    (isKind(word) ? 0.45 : 1) *
    (isTitle ? 0.5 : 1) *
    (of.step.absent.has(word) ? 0.6 : rarity) *
    (of.step.tail.has(word) ? 0.6 : 1)
  )
}

/** One of a list of like things, by its place or because any will do. */
function itemAsked(
  text: string,
  intent: Intent,
  ordinal: number | undefined,
  nodes: readonly TreeNode[],
): TreeNode | undefined {
  const counted = ordinal === undefined ? undefined : byNumber(plain(text), ordinal, nodes)
  if (counted) return counted
  const words = wordsOf(intent.kind === 'click' ? intent.text : text)
  const telling = words.filter((word) => !ORDINAL_WORDS.includes(word))
  const kind = intent.kind === 'click' ? kindAsked(telling, ordinal !== undefined) : undefined
  const isAny = intent.kind === 'click' && intent.any
  if (kind && (ordinal !== undefined || isAny)) return itemLink(kind, ordinal ?? 1, nodes)
  return ordinal === undefined
    ? undefined
    : words.map((word) => itemLink(word, ordinal, nodes)).find((node) => node !== undefined)
}

/** "The second page", "the third question", and "3. The Thaw" where things are numbered. */
function byNumber(text: string, ordinal: number, nodes: readonly TreeNode[]): TreeNode | undefined {
  const named = clickables(nodes).filter(({ name }) => name !== '')
  const at = ordinal > 0 ? ordinal - 1 : ordinal
  if (/\b(page|seite|pagina)\b/.test(text))
    return named.filter(({ name }) => /^((go to )?(page|seite|pagina) )?\d+$/.test(plain(name))).at(at)
  if (/\b(question|frage|pregunta)\b/.test(text)) return named.filter(({ name }) => name.endsWith('?')).at(at)
  const listed = named.filter(({ name }) => /^#?\d+[.:)] /.test(name))
  return listed.length > 1
    ? listed.find(({ name }) => new RegExp(`^#?${ordinal}[.:)] `).test(name))
    : undefined
}

/** The site's name is the first link, and in the page's title. */
function siteLink(nodes: readonly TreeNode[]): TreeNode | undefined {
  const first = nodes.find((node) => node.role === 'link' && node.name !== '')
  return first && plain(nodes[0]?.name ?? '').includes(plain(first.name)) ? first : undefined
}
