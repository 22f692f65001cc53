import { between, withoutPointing } from '../../../agent/model/offline/elements/sense.ts'
import { meaningsOf } from '../../../agent/model/offline/meaning.ts'
import { readPhrasebook } from '../../../agent/model/offline/phrasebook/phrasebook.ts'
import { shuffle } from './fit.ts'
import type { Lesson } from './projection-fit.ts'
import { seeded } from './seeded.ts'
import type { Sketch } from './sketches.ts'

/** Concepts that stand for a page's controls. */
const A_PAGE = 40
/** Phrases of each concept that a lesson takes. */
const PHRASES = 4
/** The encoder takes so many texts at once. */
const AT_ONCE = 200

/** The sketches, and pages made of the phrasebook's concepts: once of neighbours, which are hard to tell apart, once of any. */
export async function lessonsOf(
  sketches: readonly Sketch[],
  progress: (line: string) => void,
): Promise<Lesson[]> {
  const random = seeded(5)
  const concepts = readPhrasebook()
  const [near, mixed] = [concepts.map((_, i) => i), concepts.map((_, i) => i)]
  shuffle(mixed, random)
  const lessons: Lesson[] = []
  for (const order of [near, mixed])
    for (let at = 0; at < order.length; at += A_PAGE) {
      const page = order.slice(at, at + A_PAGE).map((i) => concepts[i] ?? { names: [], phrases: [] })
      const names = page.map((concept) => pick(concept.names, random) ?? '')
      const steps = page.flatMap(({ phrases }, i) =>
        some(phrases, random).map((step) => ({ step, right: [i] })),
      )
      lessons.push(await lesson(names, names, steps))
      if (at % (50 * A_PAGE) === 0) progress(`embedded ${lessons.length} pages of the phrasebook`)
    }
  for (const { controls, steps } of sketches) {
    const wholes = controls.map(({ name, place }) => `${name} ${place}`.trim())
    const told = steps.filter(({ right }) => right.length > 0)
    lessons.push(
      await lesson(
        controls.map(({ name }) => name),
        wholes,
        told,
      ),
    )
  }
  return lessons
}

const pick = <T>(all: readonly T[], random: () => number): T | undefined =>
  all[Math.floor(random() * all.length)]

function some(phrases: readonly string[], random: () => number): string[] {
  const order = phrases.map((_, i) => i)
  shuffle(order, random)
  return order.slice(0, PHRASES).map((i) => phrases[i] ?? '')
}

async function lesson(
  names: readonly string[],
  wholes: readonly string[],
  steps: readonly { step: string; right: number[] }[],
): Promise<Lesson> {
  const [byName, byWhole] = [await embedded(names), await embedded(wholes)]
  const asked = await embedded(steps.map(({ step }) => step))
  const bare = await embedded(steps.map(({ step }) => withoutPointing(step)))
  return {
    controls: byName.map((meaning, i) => between(meaning, byWhole[i])),
    steps: steps.map(({ right }, i) => ({ meaning: between(asked[i], bare[i]), right })),
  }
}

async function embedded(texts: readonly string[]): Promise<Float32Array[]> {
  const out: Float32Array[] = []
  for (let at = 0; at < texts.length; at += AT_ONCE)
    out.push(...(await meaningsOf(texts.slice(at, at + AT_ONCE))))
  return out
}
