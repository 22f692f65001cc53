import type { Net, Traits } from '../../../agent/model/offline/elements/net.ts'
import type { Sample } from './samples.ts'
import { seeded } from './seeded.ts'

const HIDDEN = 24
const EPOCHS = 20
/** Samples that one step of the descent looks at. */
const BATCH = 16
/** Adam's: the length of a step, and how long the mean and the square of the slope are remembered. */
const [RATE, MEAN, SQUARE] = [0.004, 0.9, 0.99]
/** Weights are held small, and some traits are left out at random, so that no trait of few pages decides alone. */
const [L2, DROPPED] = [0.0001, 0.1]

/** With how many samples it counts for. */
export type Weighed = Sample & { cost: number }

/** A control or doing nothing as numbers: which traits it has, and how much of each. */
interface Option {
  at: number[]
  values: number[]
  isRight: boolean
}
interface Choice {
  options: Option[]
  cost: number
}
/** Where each kind of weight stands in the one list of all. */
interface Layout {
  traits: number
  bias: number
  out: number
  all: number
}

/** The net that gives what is right the highest chance (softmax over all controls and none, Adam). */
export function fitNet(samples: readonly Weighed[]): Net {
  const keys = new Map<string, number>()
  const choices = samples.map(({ controls, none, cost }) => ({
    options: [
      ...controls.map(({ traits, isRight }) => option(keys, traits, '', isRight)),
      option(keys, none.traits, 'none_', none.isRight),
    ],
    cost,
  }))
  const bias = keys.size * (HIDDEN + 1)
  const layout = { traits: keys.size, bias, out: bias + HIDDEN, all: bias + 2 * HIDDEN }
  const weights = descend(choices, layout)
  const rounded = (from: number, count: number) =>
    Array.from(weights.slice(from, from + count), (value) => Number(value.toFixed(3)))
  return {
    weights: Object.fromEntries(
      [...keys].map(([key, i]) => [key, [...rounded(i, 1), ...rounded(keys.size + i * HIDDEN, HIDDEN)]]),
    ),
    bias: rounded(layout.bias, HIDDEN),
    out: rounded(layout.out, HIDDEN),
  }
}

function option(keys: Map<string, number>, traits: Traits, prefix: string, isRight: boolean): Option {
  for (const key of Object.keys(traits)) if (!keys.has(prefix + key)) keys.set(prefix + key, keys.size)
  const had = Object.entries(traits).filter(([, value]) => value !== 0)
  return {
    at: had.map(([key]) => keys.get(prefix + key) ?? 0),
    values: had.map(([, value]) => value),
    isRight,
  }
}

function descend(choices: readonly Choice[], layout: Layout): Float64Array {
  const random = seeded(1)
  const weights = Float64Array.from({ length: layout.all }, (_, i) =>
    i < layout.traits || (i >= layout.bias && i < layout.out) ? 0 : 0.3 * (random() - 0.5),
  )
  const [mean, square] = [new Float64Array(layout.all), new Float64Array(layout.all)]
  const order = choices.map((_, i) => i)
  let count = 0
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const rate = RATE * (epoch > 0.7 * EPOCHS ? 0.3 : 1)
    shuffle(order, random)
    for (let from = 0; from < order.length; from += BATCH) {
      const slope = new Float64Array(layout.all)
      const batch = order.slice(from, from + BATCH)
      for (const at of batch) addSlope(choices[at] as Choice, weights, layout, slope, random)
      count++
      for (let i = 0; i < layout.all; i++) {
        const up = num(slope, i) / batch.length - L2 * num(weights, i)
        mean[i] = MEAN * num(mean, i) + (1 - MEAN) * up
        square[i] = SQUARE * num(square, i) + (1 - SQUARE) * up ** 2
        const length = Math.sqrt(num(square, i) / (1 - SQUARE ** count)) + 1e-8
        weights[i] = num(weights, i) + (rate * (num(mean, i) / (1 - MEAN ** count))) / length
      }
    }
  }
  return weights
}

const num = (of: Float64Array, i: number) => of[i] ?? 0

export function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a = 0, b = 0] = [order[i], order[j]]
    order[i] = b
    order[j] = a
  }
}

/** Adds where the weights would have to go for what is right in one choice to be likelier. */
function addSlope(
  { options, cost }: Choice,
  weights: Float64Array,
  layout: Layout,
  slope: Float64Array,
  random: () => number,
): void {
  const dropped = new Set(
    Array.from({ length: Math.floor(layout.traits * DROPPED) }, () => Math.floor(random() * layout.traits)),
  )
  const judged = options.map((each) => judge(each, weights, layout, dropped))
  const most = Math.max(...judged.map(({ score }) => score))
  const odds = judged.map(({ score }) => Math.exp(score - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  const right = odds.reduce((sum, each, n) => sum + (options[n]?.isRight ? each : 0), 0) || 1e-9
  for (const [n, { at, values, isRight }] of options.entries()) {
    const chance = odds[n] ?? 0
    const more = cost * ((isRight ? chance / right : 0) - chance / all)
    if (Math.abs(more) < 1e-5) continue
    const units = judged[n]?.units ?? new Float64Array(HIDDEN)
    const back = units.map((value, u) => more * num(weights, layout.out + u) * (1 - value ** 2))
    for (let u = 0; u < HIDDEN; u++) {
      slope[layout.out + u] = num(slope, layout.out + u) + more * num(units, u)
      slope[layout.bias + u] = num(slope, layout.bias + u) + num(back, u)
    }
    for (const [k, i] of at.entries()) {
      if (dropped.has(i)) continue
      const value = values[k] ?? 0
      slope[i] = num(slope, i) + more * value
      const row = layout.traits + i * HIDDEN
      for (let u = 0; u < HIDDEN; u++) slope[row + u] = num(slope, row + u) + num(back, u) * value
    }
  }
}

/** The score of one option and what its hidden units say. */
function judge({ at, values }: Option, weights: Float64Array, layout: Layout, dropped: ReadonlySet<number>) {
  const units = weights.slice(layout.bias, layout.out)
  let score = 0
  for (const [k, i] of at.entries()) {
    if (dropped.has(i)) continue
    const value = values[k] ?? 0
    score += num(weights, i) * value
    const row = layout.traits + i * HIDDEN
    for (let u = 0; u < HIDDEN; u++) units[u] = num(units, u) + num(weights, row + u) * value
  }
  for (let u = 0; u < HIDDEN; u++) {
    units[u] = Math.tanh(num(units, u))
    score += num(weights, layout.out + u) * num(units, u)
  }
  return { score, units }
}
