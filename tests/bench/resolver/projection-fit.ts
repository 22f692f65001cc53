import { nearness } from '../../../agent/model/offline/meaning.ts'
import { type Projection, project, RANK, SIZE } from '../../../agent/model/offline/projection.ts'
import { shuffle } from './fit.ts'
import { seeded } from './seeded.ts'

/** What a page of the training data comes to: its controls' meanings, its steps', and which controls are right for each. */
export interface Lesson {
  controls: Float32Array[]
  steps: { meaning: Float32Array; right: number[] }[]
}
interface Moments {
  mean: Float32Array
  square: Float32Array
}

/** More of them, and it learns the lessons by heart: steps it was not shown come out worse. */
const EPOCHS = 2
/** Adam's, and how much of a weight is lost at each step. */
const [RATE, MEAN, SQUARE, LOST] = [0.002, 0.9, 0.99, 0.0001]
/** What nearness counts for in the softmax. */
const SCALE = 12

/** The projections by which the right control of each page comes nearest (softmax, Adam, a page a step). */
export function fitProjection(lessons: readonly Lesson[]): Projection {
  const random = seeded(7)
  const made = () => Float32Array.from({ length: SIZE * RANK }, () => 0.12 * (random() - 0.5))
  const fitted: Projection = { step: made(), control: made() }
  const [step, control] = [moments(), moments()]
  const order = lessons.map((_, i) => i)
  let count = 0
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    shuffle(order, random)
    for (const at of order) {
      const slope = slopeOf(lessons[at] as Lesson, fitted)
      count++
      ascend(fitted.step, slope.step, step, count)
      ascend(fitted.control, slope.control, control, count)
    }
  }
  return fitted
}

const num = (of: Float32Array, i: number) => of[i] ?? 0
const moments = (): Moments => ({
  mean: new Float32Array(SIZE * RANK),
  square: new Float32Array(SIZE * RANK),
})

function ascend(weights: Float32Array, slope: Float32Array, { mean, square }: Moments, count: number): void {
  for (let i = 0; i < weights.length; i++) {
    mean[i] = MEAN * num(mean, i) + (1 - MEAN) * num(slope, i)
    square[i] = SQUARE * num(square, i) + (1 - SQUARE) * num(slope, i) ** 2
    const length = Math.sqrt(num(square, i) / (1 - SQUARE ** count)) + 1e-8
    weights[i] = num(weights, i) * (1 - LOST) + (RATE * (num(mean, i) / (1 - MEAN ** count))) / length
  }
}

/** Uphill for the likelihood of what is right in a lesson. */
function slopeOf({ controls, steps }: Lesson, fitted: Projection): Projection {
  const out: Projection = { step: new Float32Array(SIZE * RANK), control: new Float32Array(SIZE * RANK) }
  const low = controls.map((meaning) => project(meaning, fitted.control))
  const back = controls.map(() => new Float32Array(RANK))
  for (const { meaning, right } of steps) {
    const own = project(meaning, fitted.step)
    const scores = controls.map((control, j) => nearness(meaning, control) + nearness(own, low[j] ?? own))
    const most = Math.max(...scores)
    const odds = scores.map((score) => Math.exp(SCALE * (score - most)))
    const all = odds.reduce((sum, each) => sum + each, 0)
    const good = right.reduce((sum, j) => sum + (odds[j] ?? 0), 0) || 1e-9
    const forward = new Float32Array(RANK)
    for (const [j, odd] of odds.entries()) {
      const more = (SCALE * ((right.includes(j) ? odd / good : 0) - odd / all)) / steps.length
      addTimes(forward, low[j] ?? own, more)
      addTimes(back[j] ?? own, own, more)
    }
    addOuter(out.step, meaning, forward)
  }
  for (const [j, control] of controls.entries())
    addOuter(out.control, control, back[j] ?? new Float32Array(RANK))
  return out
}

function addTimes(to: Float32Array, vector: Float32Array, times: number): void {
  for (let k = 0; k < RANK; k++) to[k] = num(to, k) + times * num(vector, k)
}

function addOuter(to: Float32Array, meaning: Float32Array, by: Float32Array): void {
  for (let i = 0; i < SIZE; i++)
    for (let k = 0; k < RANK; k++) to[i * RANK + k] = num(to, i * RANK + k) + num(meaning, i) * num(by, k)
}
