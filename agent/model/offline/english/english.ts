import { readFileSync } from 'node:fs'
import { compound, germanBases, spanishBases } from './forms.ts'

export type Language = 'en' | 'de' | 'es'
interface Lexicon {
  words: ReadonlyMap<string, string>
  bases: (word: string) => string[]
  hasCompounds: boolean
}

/** A word a line, a tab, and what English pages say for it. A word may come without its accents. */
function read(file: string): ReadonlyMap<string, string> {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const words = new Map(lines.map((line) => line.split('\t') as [string, string]))
  for (const [word, english] of [...words]) {
    const bare = word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
    if (!words.has(bare)) words.set(bare, english)
  }
  return words
}

const LEXICONS: Readonly<Record<'de' | 'es', Lexicon>> = {
  de: { words: read('./german.txt'), bases: germanBases, hasCompounds: true },
  es: { words: read('./spanish.txt'), bases: spanishBases, hasCompounds: false },
}
const ENGLISH = new Set(
  Object.values(LEXICONS).flatMap(({ words }) => [...words.values()].flatMap((text) => text.split(' '))),
)
/** Words that hardly a sentence is without, and that no other of the three languages has. */
const COMMON: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    'the and of to for with your you our is are my this that all from it on at by as or how what get me'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das und ist nicht mit für auf ein eine einen einem einer zum zur im von den dem wir sie dein deine mein meine meinen dich mich sich ich bei nach aus oder alle wie unsere ihr ihre über'.split(
      ' ',
    ),
  ),
  es: new Set(
    'el la los las de del y para con por un una tu su más en mi mis al lo que es se sin sobre o como todo todos nuestra nuestro'.split(
      ' ',
    ),
  ),
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? []

/** The language that most of its words are of; English where none is ahead. */
export function languageOf(text: string, among: readonly Language[] = ['de', 'es']): Language {
  const words = wordsIn(text)
  const score = (language: Language) =>
    words.filter((word) => COMMON[language].has(word)).length * 2 +
    words.filter((word) => (language === 'en' ? ENGLISH.has(word) : LEXICONS[language].words.has(word)))
      .length
  const found = among
    .map((language) => ({ language, score: score(language) }))
    .sort((a, b) => b.score - a.score)[0]
  return found && found.score > score('en') ? found.language : 'en'
}

/** A text word by word in English, rough as that is; what is not known stays. */
export function inEnglish(text: string, language: Language): string {
  if (language === 'en') return text
  const lexicon = LEXICONS[language]
  const parts = text.split(/(\p{L}+)/u)
  let out = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? ''
    if (i % 2 === 0) {
      out += part
      continue
    }
    const phrase = longest(parts, i, lexicon.words)
    out += phrase ? phrase.english : (wordIn(part.toLowerCase(), lexicon) ?? part)
    if (phrase) i += 2 * (phrase.count - 1)
  }
  return out
}

const LONGEST = 5

/** The longest fixed phrase that begins here. */
function longest(parts: readonly string[], at: number, words: ReadonlyMap<string, string>) {
  for (let count = LONGEST; count > 1; count--) {
    const phrase = parts
      .slice(at, at + 2 * count - 1)
      .join('')
      .toLowerCase()
    const english = words.get(phrase)
    if (english !== undefined) return { english, count }
  }
  return undefined
}

function wordIn(word: string, { words, bases, hasCompounds }: Lexicon): string | undefined {
  const find = (part: string) =>
    bases(part)
      .map((base) => words.get(base))
      .find((english) => english !== undefined)
  return (
    find(word) ??
    (hasCompounds && word.length > 6
      ? compound(word, (part) => words.get(part) ?? (part.length > 4 ? find(part) : undefined))
      : undefined)
  )
}

/** Whether a German word is an infinitive that is listed, and no noun by its capital. */
export const isVerb = (word: string): boolean =>
  /^\p{Ll}+(?:en|ern|eln)$/u.test(word) && wordIn(word, LEXICONS.de) !== undefined
