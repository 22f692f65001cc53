import { readFileSync } from 'node:fs'
import { nearness } from './meaning.ts'

/** How many numbers of a meaning are left once it is projected. */
export const RANK = 24
/** Of a meaning as it comes. */
export const SIZE = 512

/** Two matrices of `SIZE` by `RANK`, row by row: what steps are projected by, and what names are. */
export interface Projection {
  step: Float32Array
  control: Float32Array
}

let fitted: Projection | undefined

/** How near a step and a name are, by their meanings and by what both have in common beyond being near. */
export function closeness(step: Float32Array, name: Float32Array): number {
  fitted ??= decode(readFileSync(new URL('./projection.bin', import.meta.url)))
  return nearness(step, name) + nearness(project(step, fitted.step), project(name, fitted.control))
}

export function project(meaning: Float32Array, by: Float32Array): Float32Array {
  const out = new Float32Array(RANK)
  for (let i = 0; i < SIZE; i++) {
    const value = meaning[i] ?? 0
    for (let k = 0; k < RANK; k++) out[k] = (out[k] ?? 0) + value * (by[i * RANK + k] ?? 0)
  }
  return out
}

/** A byte a number, after the largest number of each matrix. */
export function encode({ step, control }: Projection): Buffer {
  const largest = Float32Array.from(
    [step, control].map((matrix) => matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  )
  const bytes = [step, control].map((matrix, i) =>
    Int8Array.from(matrix, (value) => Math.round((127 * value) / (largest[i] || 1))),
  )
  return Buffer.concat([largest, ...bytes].map(({ buffer }) => Buffer.from(buffer)))
}

function decode(file: Buffer): Projection {
  const matrix = (at: number) => {
    const from = 8 + at * SIZE * RANK
    const largest = file.readFloatLE(4 * at)
    return Float32Array.from({ length: SIZE * RANK }, (_, i) => (file.readInt8(from + i) / 127) * largest)
  }
  return { step: matrix(0), control: matrix(1) }
}
