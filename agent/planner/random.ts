/** Uniform numbers in [0, 1), 32 bits of them. The same on every machine for the same seed. */
export type Random = () => number

/** xmur3 string hash (bryc, public domain): spreads a label over the generator's starting state. */
function hashes(text: string): () => number {
  let h = 1_779_033_703 ^ text.length
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3_432_918_353)
    h = (h << 13) | (h >>> 19)
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507)
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909)
    h ^= h >>> 16
    return h >>> 0
  }
}

/**
 * sfc32 by Chris Doty-Humphrey (PractRand, public domain). Each `stream` of a seed is independent, so that
 * a change in one part of the plan leaves the others as they were.
 */
export function random(seed: number, stream: string): Random {
  const next = hashes(`${seed}:${stream}`)
  let [a, b, c, counter] = [next(), next(), next(), 1]
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  // The author's advice: the first dozen outputs still show the seed.
  for (let i = 0; i < 12; i++) draw()
  return draw
}

/** Fisher-Yates, on a copy. */
export function shuffled<T>(items: readonly T[], draw: Random): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1))
    const held = out[i] as T
    out[i] = out[j] as T
    out[j] = held
  }
  return out
}

/** One of a non-empty list, each as likely. */
export function pick<T>(items: readonly T[], draw: Random): T {
  return items[Math.floor(draw() * items.length)] as T
}

/** One of a non-empty list by weight; the weights need no particular sum. */
export function pickWeighted<T extends { share: number }>(items: readonly T[], draw: Random): T {
  let rest = draw() * items.reduce((sum, item) => sum + item.share, 0)
  for (const item of items) {
    rest -= item.share
    if (rest < 0) return item
  }
  return items[items.length - 1] as T
}
