import { meaningsOf, nearness } from '../meaning.ts'
import { conceptsOf, meeting } from '../phrasebook/phrasebook.ts'
import { closeness } from '../projection.ts'
import { isPointing } from './evidence-words.ts'
import type { Reading } from './reading.ts'
import { plain, stem } from './words.ts'

/** How near what a control says is to what the step says, by their meanings: cosines, and their places on the page. */
export interface Sense {
  /** Of its name with the step, with or without a mere "open". */
  name: number
  /** Of its name and what stands around it. */
  whole: number
  /** How much nearer its name is than the nearest other name: negative for all but one. */
  lead: number
  /** The same of the whole. */
  wholeLead: number
  /** How far above the page's mean, in deviations. */
  above: number
  /** How well both speak of one concept of the phrasebook, and by how much better than the nearest other name. */
  phrase: number
  phraseLead: number
  /** How near both are as the projections see it, and by how much nearer than the nearest other name. */
  close: number
  closeLead: number
}

export const NO_SENSE: Sense = {
  name: 0,
  whole: 0,
  lead: 0,
  wholeLead: 0,
  above: 0,
  phrase: 0,
  phraseLead: 0,
  close: 0,
  closeLead: 0,
}

/** The senses of the controls of a reading, in its order. */
export async function sensesOf({ text, pool }: Pick<Reading, 'text' | 'pool'>): Promise<Sense[]> {
  const steps = [...new Set([text, withoutPointing(text)])]
  const names = pool.map(({ name }) => name)
  const wholes = pool.map(({ name, place }) => `${name} ${place}`.trim().slice(0, LONGEST))
  const vectors = await meaningsOf([...steps, ...names, ...wholes])
  const asked = vectors.slice(0, steps.length)
  const near = (at: number) => Math.max(...asked.map((each) => nearness(each, vectors[at] ?? each)))
  const byName = names.map((_, i) => near(steps.length + i))
  const byWhole = wholes.map((_, i) => near(steps.length + names.length + i))
  const mean = byName.reduce((all, each) => all + each, 0) / Math.max(1, byName.length)
  const spread = Math.sqrt(
    byName.reduce((all, each) => all + (each - mean) ** 2, 0) / Math.max(1, byName.length),
  )
  const query = between(asked[0], asked.at(-1))
  const closes = names.map((_, i) =>
    closeness(query, between(vectors[steps.length + i], vectors[steps.length + names.length + i])),
  )
  const { said, named } = await conceptsOf(withoutPointing(text), names)
  const phrases = named.map((each) => meeting(said, each))
  return pool.map((_, i) => ({
    phrase: phrases[i] ?? 0,
    phraseLead: leadOf(phrases, i, names),
    close: closes[i] ?? 0,
    closeLead: leadOf(closes, i, names),
    name: byName[i] ?? 0,
    whole: byWhole[i] ?? 0,
    lead: leadOf(byName, i, names),
    wholeLead: leadOf(byWhole, i, wholes),
    above: spread > 0 ? ((byName[i] ?? 0) - mean) / spread : 0,
  }))
}

/** Between two meanings, of length 1 again. */
export function between(a: Float32Array = new Float32Array(), b: Float32Array = a): Float32Array {
  const sum = a.map((value, i) => value + (b[i] ?? 0))
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}

const LONGEST = 120

function leadOf(values: readonly number[], at: number, texts: readonly string[]): number {
  const others = values.filter((_, i) => texts[i] !== texts[at])
  return others.length === 0 ? 0 : (values[at] ?? 0) - Math.max(...others)
}

const ARTICLE = /^(?:to |the |a |an |my |your |our )+/i

/** "Go to the pricing page": what is asked for is the pricing page. */
export function withoutPointing(text: string): string {
  const [first = '', ...rest] = text.split(' ')
  return rest.length > 0 && isPointing(stem(plain(first))) ? rest.join(' ').replace(ARTICLE, '') : text
}
