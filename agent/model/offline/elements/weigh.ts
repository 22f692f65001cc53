import type { Candidate, StepWords } from './candidates.ts'
import { CALLS, DOINGS, KINDS, LOOKING, MODIFIERS, POINTING, STRONG, TRADES } from './evidence-words.ts'
import type { TreeNode } from './tree.ts'
import { bestWide, isClassNoun, isKnown, plain, stem, wordsOf } from './words.ts'

/** What each kind of evidence weighs, beside 1 for a telling word. */
const WEIGHTS = {
  /** The doing, where it tells something; unsaid it counts less against a control. */
  doing: 0.7,
  unsaidDoing: 0.5,
  /** Where the doing is a word that no list knows, nobody can tell whether a click does it. */
  strange: 0.5,
  /** A link of another word for the doing names a place: "Bin"; and nothing is bought by looking at it. */
  noDoing: 0.65,
  /** The site's own name leads to its start and says nothing of what is sought. */
  home: 0.4,
  /** The last of several words is the thing, those before tell which. */
  head: 1.3,
  /** A word that tells where the thing is: "the rules of the forum". */
  tail: 0.6,
  /** Said nowhere on the page: people say more than pages do. */
  absent: 0.35,
  /** A kind of thing, and the same where the doing is said already. */
  kind: 0.4,
  kindOfDoing: 0.2,
  /** The page's own subject. */
  title: 0.25,
  /** What stands around a control that leaves it to its row or card to say what of; and around any other. */
  besideCall: 0.9,
  beside: 0.6,
  /** Another word for what the page says in so many words. */
  overruled: 0.6,
  /** What helps to find, where something is to be found. */
  finder: 0.15,
  /** A button that says the doing and no more, whatever else the step says: "Like" to "like the video". */
  plain: 0.72,
} as const

/** What the other controls of the page say of the step's words. */
export interface Page {
  titles: readonly string[]
  /** What many controls say tells none of them from another. */
  rare: ReadonlyMap<string, number>
  /** Said by some control in so many words. */
  exact: ReadonlySet<string>
  /** The link that bears the site's name, if there is one. */
  home: TreeNode | undefined
  /** Nothing but boxes to tick. */
  isChoice: boolean
}

/** How well a control answers the step's words: 1 fully, 0 not at all. */
export function weigh(candidate: Candidate, step: StepWords, page: Page): number {
  const { node, own } = candidate
  const said = doingSaid(candidate, step)
  const isStrong = step.verb !== undefined && STRONG.has(step.verb)
  const thing = thingSaid(candidate, step, page, said > 0)
  if (thing.hit === 0 && said === 0) return 0
  if (said === 0 && isStrong && !isState(node)) return 0
  const precision = precisionOf(candidate, step)
  if (node.role === 'StaticText' && (precision < 0.5 || own.length > 8)) return 0
  if (thing.hit === 0 && thing.words.length > 0)
    return doingOnly(candidate, step, { said, isStrong, precision, ...thing })
  const doing = said > 0 || isStrong ? WEIGHTS.doing : WEIGHTS.unsaidDoing
  const total = thing.total + (step.verb === undefined ? 0 : doing)
  const found = step.finds && bestWide('search', own) > 0 ? WEIGHTS.finder : 0
  const got = thing.got * unlikeness(candidate, step, page, said > 0) + WEIGHTS.doing * said + found
  return (
    (got / total) *
    (0.8 + 0.2 * precision) *
    doubt(candidate, step, page, { said, isBare: thing.words.length === 0 })
  )
}

/** What speaks against a control that answers the words. */
function doubt(
  { node }: Candidate,
  { verb, isForeign }: StepWords,
  page: Page,
  { said, isBare }: { said: number; isBare: boolean },
): number {
  if (verb === undefined) return node === page.home ? WEIGHTS.home : 1
  const isStrange = said === 0 && !isForeign && !isKnown(verb)
  const isFolder = isBare && STRONG.has(verb) && node.role === 'link' && said < OWN_WORD
  const isUntraded = said === 0 && TRADES.has(verb) && !isState(node)
  return (
    (isStrange ? WEIGHTS.strange : 1) *
    (isFolder || isUntraded ? WEIGHTS.noDoing : 1) *
    (node === page.home ? WEIGHTS.home : 1)
  )
}

/** A verb stands first on most buttons; a button named by the thing alone makes one. */
function doingSaid({ node, own }: Candidate, { verb, telling }: StepWords): number {
  if (verb === undefined) return 0
  const isLook = own.length > 1 && LOOKING.has(own[0] ?? '')
  const later = isLook ? 0 : bestWide(verb, own.slice(1))
  const isMade =
    MAKING.includes(verb) && node.role === 'button' && own.every((word) => bestWide(word, telling) > 0)
  return Math.max(bestWide(verb, own.slice(0, 1)), later >= OWN_WORD ? later : later * 0.9, isMade ? 0.6 : 0)
}

interface Thing {
  words: readonly string[]
  got: number
  total: number
  /** Weight of the words that the control itself answers to. */
  hit: number
  /** How many of the others something else on the page answers to. */
  elsewhere: number
}

function thingSaid(candidate: Candidate, step: StepWords, page: Page, isDone: boolean): Thing {
  const { own, around } = candidate
  const words = step.telling.filter((word) => word !== step.verb)
  const last = words.findLast((word) => !step.tail.has(word))
  const speaksOfPlace = isDone || isCall(own)
  let [got, total, hit, elsewhere] = [0, 0, 0, 0]
  for (const word of words) {
    const like = bestWide(word, own)
    const here = like < 1 && page.exact.has(word) ? like * WEIGHTS.overruled : like
    const beside = bestWide(word, around) * (speaksOfPlace ? WEIGHTS.besideCall : WEIGHTS.beside)
    const place = step.tail.has(word) ? WEIGHTS.tail : word === last && words.length > 1 ? WEIGHTS.head : 1
    const kind = isDone
      ? weightOf(word, [], page.titles, WEIGHTS.kindOfDoing)
      : weightOf(word, words, page.titles)
    const isUnsaid = step.absent.has(word) && !MODIFIERS.has(word)
    const weight = place * kind * (isUnsaid ? WEIGHTS.absent : (page.rare.get(word) ?? 1))
    got += weight * Math.max(here, beside)
    total += weight
    if (here > 0 || (speaksOfPlace && beside > 0)) hit += weight
    else if (page.exact.has(word) || (!step.absent.has(word) && weight >= 0.5)) elsewhere += 1
  }
  return { words, got, total, hit, elsewhere }
}

/** Only the doing is said: fine where the thing has no name on the page, or none but its kind. */
function doingOnly(
  { node }: Candidate,
  { verb, proper, isStrict }: StepWords,
  of: Thing & { said: number; isStrong: boolean; precision: number },
): number {
  const isGeneral = verb !== undefined && GENERAL.includes(verb)
  const isSaid = of.said >= OWN_WORD && (of.elsewhere === 0 || (of.said === 1 && !isGeneral))
  const enough = isSaid ? 0.5 : of.elsewhere > 0 ? 0.99 : 0.6
  if (isStrict || of.precision < enough || proper.some((word) => of.words.includes(word))) return 0
  if (verb !== undefined && TRADES.has(verb) && of.said < OWN_WORD) return 0
  const needsThing = verb === undefined || TRADES.has(verb) || BARE.includes(verb)
  if (needsThing && of.words.some((word) => !isKind(word))) return 0
  const isFolder = of.isStrong && node.role === 'link' && of.said < OWN_WORD
  return WEIGHTS.plain * of.said * (isFolder ? 0.7 : of.elsewhere > 0 ? 0.85 : 1)
}

/** What makes a control less likely although it says the thing. */
function unlikeness(
  { node, own }: Candidate,
  { verb, telling, looks }: StepWords,
  { isChoice }: Page,
  isDone: boolean,
): number {
  const [first = ''] = own
  const isEntering = node.role === 'checkbox' && /^select\b/i.test(node.name) && !isChoice
  const onlyOpens = looks && node.opens && !/menu|option/i.test(node.name)
  const doesMore = own.length > 1 && (DOINGS.has(first) || STRONG.has(first)) && !telling.includes(first)
  const more = bestWide(first, telling) > 0 ? 0.7 : 0.4
  const looked = verb === undefined ? (isEntering || onlyOpens ? 0.6 : 1) * (doesMore ? more : 1) : 1
  // What says it itself goes before what stands beside it.
  return looked * (isCall(own) && !isDone ? 0.85 : 1)
}

/** How much of a name was asked for. */
function precisionOf({ node, own }: Candidate, { verb, telling }: StepWords): number {
  // What a sign or an icon's markup says was said by no person: its other words take nothing away.
  const isSaid = /[\p{L}\p{N}]{2}/u.test(node.name.replace(/^\(.*\)$/, ''))
  if (isCall(own) || !isSaid) return 1
  const asked = [...telling, ...(verb ? [verb] : [])]
  // "Save to my cookbook" leaves unsaid what is saved, and says where besides.
  const doing = /^(\w+) (?:to|in|on|for|as|with) /.exec(plain(node.name))?.[1]
  const names = doing && verb && bestWide(verb, [stem(doing)]) === 1 ? [stem(doing)] : own
  return names.filter((word) => bestWide(word, asked) > 0).length / names.length
}

/** Where nothing but kinds is said, they are all there is to go by. */
export function weightOf(
  word: string,
  telling: readonly string[],
  titles: readonly string[],
  weak: number = WEIGHTS.kind,
): number {
  if (telling.length > 0 && telling.every(isKind)) return 1
  const isAllTitle = telling.length > 0 && telling.every((each) => titles.includes(each))
  const isOnTitle = titles.includes(word) && !isAllTitle
  return isOnTitle ? Math.min(weak, WEIGHTS.title) : isKind(word) ? weak : 1
}

/** "hide the birthdays": its own state is all that a click on it changes. */
export const isState = ({ role, name }: TreeNode): boolean =>
  ['checkbox', 'switch', 'radio', 'option', 'menuitemcheckbox'].includes(role) && !/^select\b/i.test(name)

/** Its row or card says what of. */
const isCall = (own: readonly string[]) =>
  own.every((word) => CALLS.has(word) || POINTING.has(word) || /^\d+$/.test(word))
const isKind = (word: string) => isClassNoun(word) || KINDS.has(word)

/** From here on it is the word itself or a form of it, not another word for it. */
const OWN_WORD = 0.8
/** Done to so many things that the word alone tells little. */
const GENERAL = wordsOf('add create new edit change delete remove save send open apply start book')
/** Of those, what says nothing at all without its thing. */
const BARE = wordsOf('add create new change delete remove book')
const MAKING = wordsOf('add create')
