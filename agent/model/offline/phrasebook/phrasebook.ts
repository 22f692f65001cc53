import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { wordsOf } from '../elements/words.ts'

interface Phrase {
  concept: number
  words: readonly string[]
  length: number
}
interface Index {
  phrases: readonly Phrase[]
  byWord: ReadonlyMap<string, readonly number[]>
  rarity: (word: string) => number
}

/** How well a step or a name speaks of a concept, by concept, from 0 to 1. */
export type Concepts = ReadonlyMap<number, number>

let index: Promise<{ said: Index; names: Index }> | undefined

/** What pages call each concept and what people say who want it. One line a concept: `NAME, NAME :: PHRASE; PHRASE`. */
export function readPhrasebook(): { names: string[]; phrases: string[] }[] {
  const lines = readFileSync(new URL('./phrasebook.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const [names = '', phrases = ''] = line.split(' :: ')
    return { names: names.split(', '), phrases: phrases.split('; ') }
  })
}

async function read(): Promise<{ said: Index; names: Index }> {
  const concepts = readPhrasebook()
  return {
    said: await indexOf(concepts.map(({ names, phrases }) => [...names, ...phrases])),
    names: await indexOf(concepts.map(({ names }) => names)),
  }
}

/** Reading all of it takes half a second, in pieces that hold nobody up. */
const AT_ONCE = 100

async function indexOf(rows: readonly (readonly string[])[]): Promise<Index> {
  const counts = new Map<string, number>()
  const all: string[][][] = []
  for (const [i, texts] of rows.entries()) {
    const stems = texts.map((text) => [...new Set(wordsOf(text))])
    for (const word of new Set(stems.flat())) counts.set(word, (counts.get(word) ?? 0) + 1)
    all.push(stems)
    if (i % AT_ONCE === 0) await setImmediate()
  }
  const rarity = (word: string) => Math.log(1 + rows.length / (1 + (counts.get(word) ?? 0)))
  const phrases = all.flatMap((texts, concept) =>
    texts.map((words) => ({ concept, words, length: lengthOf(words, rarity) })),
  )
  const byWord = new Map<string, number[]>()
  for (const [i, { words }] of phrases.entries())
    for (const word of words) {
      const places = byWord.get(word)
      if (places) places.push(i)
      else byWord.set(word, [i])
    }
  return { phrases, byWord, rarity }
}

const lengthOf = (words: readonly string[], rarity: (word: string) => number) =>
  Math.sqrt(words.reduce((all, word) => all + rarity(word) ** 2, 0))

/**
 * The concepts that a step speaks of, and those of each control by the names that concepts have: the cosine of its rare
 * words with the nearest phrase of each concept.
 */
export async function conceptsOf(
  step: string,
  names: readonly string[],
): Promise<{ said: Concepts; named: Concepts[] }> {
  index ??= read()
  const { said, names: called } = await index
  return { said: concepts(said, step), named: names.map((name) => concepts(called, name)) }
}

function concepts({ phrases, byWord, rarity }: Index, text: string): Concepts {
  const words = [...new Set(wordsOf(text))]
  const length = lengthOf(words, rarity)
  const shared = new Map<number, number>()
  for (const word of words)
    for (const i of byWord.get(word) ?? []) shared.set(i, (shared.get(i) ?? 0) + rarity(word) ** 2)
  const found = new Map<number, number>()
  for (const [i, sum] of shared) {
    const phrase = phrases[i]
    if (!phrase) continue
    const near = sum / (length * phrase.length)
    if (near > LEAST && near > (found.get(phrase.concept) ?? 0)) found.set(phrase.concept, near)
  }
  return found
}

const LEAST = 0.25

/** How well a step and a name meet in one concept. */
export function meeting(said: Concepts, named: Concepts): number {
  let best = 0
  const [short, long] = said.size < named.size ? [said, named] : [named, said]
  for (const [concept, near] of short) best = Math.max(best, near * (long.get(concept) ?? 0))
  return best
}
