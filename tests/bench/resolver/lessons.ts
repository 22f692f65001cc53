import { readFileSync } from 'node:fs'
import { placeOf } from '../../../agent/model/offline/elements/sense.ts'
import { tokensOf } from '../../../agent/model/offline/encoder.ts'
import type { Recording } from './record.ts'
import { choicesOf } from './samples.ts'

interface Lesson {
  step: string
  /** Of each control, alone and with what stands around it. */
  names: string[]
  places: string[]
  /** Places in the list of controls. */
  right: number[]
}
/** What `encoder/fit.py` is taught with. */
export interface Lessons {
  /** What the encoder's texts come to. */
  tokens: Record<string, number[]>
  pages: Lesson[][]
  /** What pages call a thing, and what people say who want it. */
  phrasebook: { names: string[]; phrases: string[] }[]
}

/** The lessons of written pages and of the phrasebook. Where nothing is right, there is none. */
export async function lessonsOf(recordings: readonly Recording[]): Promise<Lessons> {
  const phrasebook = readPhrasebook()
  const pages = new Map<string, Lesson[]>()
  for (const { page, reading, right } of choicesOf(recordings)) {
    if (right.length === 0) continue
    const names = reading.pool.map(({ name }) => name)
    const lesson = { step: reading.text, names, places: reading.pool.map(placeOf), right }
    pages.set(page, [...(pages.get(page) ?? []), lesson])
  }
  const lessons = [...pages.values()]
  const texts = new Set([
    ...lessons.flat().flatMap(({ step, names, places }) => [step, ...names, ...places]),
    ...phrasebook.flatMap(({ names, phrases }) => [...names, ...phrases]),
  ])
  return { tokens: await tokensOf([...texts]), pages: lessons, phrasebook }
}

/** One line a concept: `NAME, NAME :: PHRASE; PHRASE`. */
export function readPhrasebook(): Lessons['phrasebook'] {
  const lines = readFileSync(new URL('./phrasebook.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const [names = '', phrases = ''] = line.split(' :: ')
    return { names: names.split(', '), phrases: phrases.split('; ') }
  })
}
