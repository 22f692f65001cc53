import { setImmediate } from 'node:timers/promises'
import { dot, type Encoder, loadEncoder, type Meaning } from './encoder.ts'

/** Texts whose meanings are kept, some 4 KiB each. */
const KEPT = 4000
/** The encoder holds up everything else while it runs: some 3 ms a text. */
const AT_ONCE = 16

let encoder: Promise<Encoder> | undefined
let counts: Float32Array = new Float32Array()
const kept = new Map<string, Meaning>()

/** What each text means, in order. The encoder is loaded at its first use, a quarter of a second. */
export async function meaningsOf(texts: readonly string[]): Promise<Meaning[]> {
  const missing = [...new Set(texts)].filter((text) => !kept.has(text))
  const found = new Map<string, Meaning>()
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE)
    encoder ??= loadEncoder()
    const loaded = await encoder
    counts = loaded.counts
    const meanings = await loaded.encode(some)
    for (const [i, text] of some.entries()) found.set(text, meanings[i] ?? NOTHING)
    await setImmediate()
  }
  const meanings = texts.map((text) => found.get(text) ?? kept.get(text) ?? NOTHING)
  for (const [text, meaning] of found) kept.set(text, meaning)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  return meanings
}

/** Reads the adapter anew at the next text, once it has been fitted again. */
export function readAnew(): void {
  encoder = undefined
  kept.clear()
}

export const NOTHING: Meaning = { whole: new Float32Array(), parts: [], weights: [] }

/** How near a step and a control are. All are cosines or means of them: 1 is the same. */
export interface Nearness {
  /** Of the whole step and the whole name, and the name with its place. */
  name: number
  place: number
  /** How much of the step is found in the name, part by part, and in the name with its place. */
  told: number
  toldPlace: number
  /** How much of either is found in the step. */
  back: number
  /** All of it together, as the encoder has learnt to weigh it: a logit over the controls of a page. */
  close: number
}

export function nearnessOf(step: Meaning, name: Meaning, place: Meaning): Nearness {
  const near = {
    name: dot(step.whole, name.whole),
    place: dot(step.whole, place.whole),
    told: found(step, name),
    toldPlace: found(step, place),
    back: (found(name, step) + found(place, step)) / 2,
  }
  const close = Object.values(near).reduce((sum, value, i) => sum + value * (counts[i] ?? 0), 0)
  return { ...near, close }
}

/** How much of one text is found in the other: the nearest part for each of its parts. */
function found(text: Meaning, other: Meaning): number {
  return text.parts.reduce(
    (sum, part, i) =>
      sum + (text.weights[i] ?? 0) * Math.max(-1, ...other.parts.map((each) => dot(part, each))),
    0,
  )
}
