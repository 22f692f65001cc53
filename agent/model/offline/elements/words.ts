import { CLASS_NOUNS, GROUPS, PHRASES, STOP } from './lexicon.ts'
import { MORE_GROUPS } from './thesaurus.ts'
import { ACT_GROUPS } from './thesaurus-acts.ts'
import { LIFE_GROUPS } from './thesaurus-life.ts'
import { LOCAL_GROUPS } from './thesaurus-local.ts'
import { NAMED_GROUPS } from './thesaurus-more.ts'
import { SITE_GROUPS } from './thesaurus-site.ts'

/** Lower case, no accents, no apostrophes, ampersand as "and". */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/(?<=\d)[.,](?=\d{3}\b)/g, '')
    .replace(/\b0+(?=\d)/g, '')
    .replace(/(?<=\b[a-z]+)-(?=\d)/g, '')
    .replace(/(?<=\d\d|[6-9])(st|nd|rd|th)\b/g, '')
    .replace(/(?<=\b\d\d?):(?=\d\d\b)/g, 'h')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Without the endings that inflect English words; "news", "billing" and "settings" are words of their own. */
export function stem(word: string): string {
  if (word.length <= 3 || ['news', 'billing', 'care', 'setting'].includes(word)) return word
  if (word === 'settings') return 'setting'
  return word
    .replace(/(?<=[a-z]{3})ies$/, 'y')
    .replace(/([gnpt])\1(ing|ings|ed)$/, '$1')
    .replace(/(?<=[a-z]{3})(ing|ings|ed|(?<=ss|x|sh|ch)es|(?<!s)s)$/, '')
    .replace(/(?<=[a-z]{2})e$/, '')
}

/** Stems of a text in order, with phrases folded; without stop words unless nothing else is there. */
export function wordsOf(text: string): string[] {
  const folded = PHRASES.reduce((out, [pattern, word]) => out.replace(pattern, ` ${word} `), plain(text))
  const all = folded.split(/[^a-z0-9]+/).filter(Boolean)
  const telling = all.filter((word) => !STOP.has(word))
  return (telling.length > 0 ? telling : all).map(stem)
}

/** A German or Spanish verb is listed as it stands in a dictionary and said as an order: "kaufen" and "kaufe". */
const forms = (word: string): string[] =>
  [
    word,
    word.replace(/(?<=\w{4})en$/, ''),
    word.replace(/(?<=\w{4}[ai])r$/, '').replace(/(?<=\w{3})[ei]r$/, ''),
  ]
    .filter((form) => form.length > 3 || form === word)
    .map(stem)

type Index = ReadonlyMap<string, ReadonlySet<number>>

function indexOf(groups: readonly string[]): Index {
  const index = new Map<string, Set<number>>()
  for (const [number, group] of groups.entries())
    for (const word of group.split(' ').flatMap(forms))
      index.set(word, (index.get(word) ?? new Set()).add(number))
  return index
}

const CORE = indexOf(GROUPS)
const WIDE = indexOf([
  ...GROUPS,
  ...MORE_GROUPS,
  ...ACT_GROUPS,
  ...SITE_GROUPS,
  ...LIFE_GROUPS,
  ...NAMED_GROUPS,
  ...LOCAL_GROUPS,
])

/** Whether any list of words of one meaning has it. */
export const isKnown = (word: string): boolean => WIDE.has(word)

/** How well two stems agree: 1 the same, `meaning` one meaning, 0.8 one begins the other, 0 nothing. */
function agreement(a: string, b: string, index: Index, meaning: number): number {
  if (a === b) return 1
  const groups = index.get(a)
  for (const number of index.get(b) ?? []) if (groups?.has(number)) return meaning
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 5 && long.startsWith(short) ? 0.8 : 0
}

/** The best agreement of a stem with any of the others. */
export function best(word: string, others: readonly string[]): number {
  return Math.max(0, ...others.map((other) => agreement(word, other, CORE, 0.85)))
}

/** What German and Spanish verbs and nouns end with besides: "paga" and "pagar", "melde" and "melden". */
const ENDINGS = new Set(['r', 'n', 's', 'en', 'ar', 'ir', 'os', 'as', 'ung', 'ungen'])

/** What one word is made another by: "brighter" and "brightness", "verify" and "verification". */
const root = (word: string) =>
  word
    .replace(/(?<=\w{3})ication$/, 'y')
    .replace(
      /(?<=\w{4})(ness|ment|er|est|ly|ion|ation|ity|able|ance|al|keit|heit|lich|cion|mente|ungen|ung|en)$/,
      '',
    )

/** German puts words together: "Gehaltsabrechnung" and "Lohnabrechnung" share what they are about. */
function sharesPart(a: string, b: string): boolean {
  const [short, long] = [root(a), root(b)].toSorted((x, y) => x.length - y.length) as [string, string]
  if (a.length < 9 || b.length < 9 || short.length < PART) return false
  return [...short.slice(PART - 1)].some((_, at) => long.includes(short.slice(at, at + PART)))
}
const PART = 6

/** Forms of one word in German and Spanish ("contacta" and "contacto"), and a compound's last part ("Antragsformular"). */
function inflected(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 4 && long.startsWith(short) && ENDINGS.has(long.slice(short.length))) return 0.9
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  if ((shared >= 5 && shared >= 0.75 * long.length) || (shared >= 7 && shared >= 0.55 * long.length))
    return 0.8
  if (short.length >= 4 && long.length >= 11 && long.startsWith(short)) return 0.7
  if (short.length >= 5 && root(short) === root(long)) return 0.8
  if (sharesPart(a, b)) return 0.65
  return short.length >= 5 && long.length >= 9 && long.endsWith(short) ? 0.7 : 0
}

/** The same with the wide thesaurus, for where nothing else was found. */
export function bestWide(word: string, others: readonly string[]): number {
  return Math.max(
    best(word, others),
    ...others.map((other) => Math.max(agreement(word, other, WIDE, 0.75), inflected(word, other))),
  )
}

/** Whether a text speaks of one of the concepts, which are words as people write them. */
export function has(text: string, ...concepts: readonly string[]): boolean {
  const words = wordsOf(text)
  return concepts.some((concept) => words.includes(stem(concept)))
}

const CLASS_STEMS = new Set(CLASS_NOUNS.map(stem))
/** Whether a stem names a kind of thing rather than one thing. */
export const isClassNoun = (word: string): boolean => CLASS_STEMS.has(word)
