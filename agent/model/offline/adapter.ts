import { readFileSync } from 'node:fs'

/** What is added to one of the encoder's weights: itself, or the product of two narrow matrices, row by row. */
export type Change = { name: string; shape: number[] } & (
  | { values: Float32Array }
  | { left: Float32Array; right: Float32Array; rank: number }
)
/** What `tests/bench/resolver/encoder.py` has learnt. */
export interface Adapter {
  changes: Change[]
  /** `SIZE` by `PARTS`, row by row: what a part of a text is compared by. */
  parts: Float32Array
  /** What is added then. */
  shift: Float32Array
  /** How much a part of a text says, by what it is made of. */
  telling: Float32Array
  /** What each way of being near counts for: see `Nearness` in its order. */
  counts: Float32Array
}

/** How many numbers the encoder has of each part of a text, and of the whole. */
export const SIZE = 512
/** How many are left of a part. */
export const PARTS = 64

/**
 * A line of JSON says what follows. Where a rank is given, a scale for each common column and two matrices of bytes;
 * otherwise numbers of four bytes.
 */
export function readAdapter(): Adapter {
  const file = readFileSync(new URL('./adapter.bin', import.meta.url))
  const head = file.indexOf('\n')
  const listed = JSON.parse(file.toString('utf8', 0, head)) as {
    name: string
    shape: number[]
    rank?: number
  }[]
  let at = head + 1
  const take = (size: number) => {
    at += size
    return file.subarray(at - size, at)
  }
  const numbers = (count: number) => new Float32Array(Uint8Array.from(take(4 * count)).buffer)
  const bytes = (count: number) => Float32Array.from(new Int8Array(Uint8Array.from(take(count)).buffer))
  const changes = listed.map(({ name, shape, rank }): Change => {
    const all = shape.reduce((product, each) => product * each, 1)
    if (rank === undefined) return { name, shape, values: numbers(all) }
    const columns = shape.at(-1) ?? 1
    const scales = numbers(rank)
    const left = bytes((all / columns) * rank).map((value, i) => value * (scales[i % rank] ?? 0))
    return { name, shape, rank, left, right: bytes(rank * columns) }
  })
  const own = (name: string) => {
    const change = changes.find((each) => each.name === name)
    return change && 'values' in change ? change.values : new Float32Array()
  }
  return {
    changes: changes.filter(({ name }) => !name.startsWith('own/')),
    parts: own('own/parts'),
    shift: own('own/shift'),
    telling: own('own/telling'),
    counts: own('own/counts'),
  }
}
