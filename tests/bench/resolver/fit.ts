import type { Weights } from '../../../agent/model/offline/elements/rank.ts'
import type { Traits } from '../../../agent/model/offline/elements/traits.ts'
import { isReachable, type Sample } from './samples.ts'

/** Weights are held small, so that a trait of few pages cannot outweigh all others. */
export const L2 = 0.00005
const EPOCHS = 300
/** Adam's: the length of a step, and how long the mean and the square of the slope are remembered. */
const [RATE, MEAN, SQUARE] = [0.08, 0.9, 0.99]
const FOLDS = 6

/** A control or none as numbers: which weights count, and how much. */
interface Option {
  at: number[]
  values: number[]
  isRight: boolean
}
interface Choice {
  options: Option[]
  cost: number
}

/** Multinomial logit by gradient descent: the likeliest weights, given what is right on each sample. */
export function weightsFor(samples: readonly Sample[]): Weights {
  const [first] = samples
  const keys = Object.keys(first?.controls[0]?.traits ?? {})
  const keysOfNone = Object.keys(first?.none.traits ?? {})
  const choices = samples.filter(isReachable).map(({ controls, none, cost }) => ({
    options: [
      ...controls.map(({ traits, isRight }) => option(traits, keys, 0, isRight)),
      option(none.traits, keysOfNone, keys.length, none.isRight),
    ],
    cost,
  }))
  const weights = descend(choices, keys.length + keysOfNone.length)
  const named = (names: readonly string[], from: number) =>
    Object.fromEntries(names.map((name, i) => [name, Number((weights[from + i] ?? 0).toFixed(2))]))
  return { control: named(keys, 0), none: named(keysOfNone, keys.length) }
}

function option(traits: Traits, keys: readonly string[], from: number, isRight: boolean): Option {
  const at = keys.flatMap((key, i) => (traits[key] ? from + i : []))
  return { at, values: at.map((i) => traits[keys[i - from] ?? ''] ?? 0), isRight }
}

function descend(choices: readonly Choice[], count: number): Float64Array {
  const weights = new Float64Array(count)
  const mean = new Float64Array(count)
  const square = new Float64Array(count)
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const slope = new Float64Array(count)
    for (const choice of choices) addSlope(choice, weights, slope)
    for (let i = 0; i < count; i++) {
      const down = 2 * L2 * num(weights, i) - num(slope, i) / choices.length
      mean[i] = MEAN * num(mean, i) + (1 - MEAN) * down
      square[i] = SQUARE * num(square, i) + (1 - SQUARE) * down ** 2
      const length = Math.sqrt(num(square, i) / (1 - SQUARE ** epoch)) + 1e-8
      weights[i] = num(weights, i) - (RATE * (num(mean, i) / (1 - MEAN ** epoch))) / length
    }
  }
  return weights
}

const num = (of: Float64Array, i: number) => of[i] ?? 0

/** Adds where the weights would have to go for what is right in one choice to be likelier. */
function addSlope({ options, cost }: Choice, weights: Float64Array, slope: Float64Array): void {
  const strengths = options.map(({ at, values }) =>
    at.reduce((all, i, k) => all + num(weights, i) * (values[k] ?? 0), 0),
  )
  const most = Math.max(...strengths)
  const odds = strengths.map((strength) => Math.exp(strength - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  const right = odds.reduce((sum, each, n) => sum + (options[n]?.isRight ? each : 0), 0) || all * 1e-9
  for (const [n, { at, values, isRight }] of options.entries()) {
    const chance = odds[n] ?? 0
    const more = cost * ((isRight ? chance / right : 0) - chance / all)
    for (const [k, i] of at.entries()) slope[i] = num(slope, i) + more * (values[k] ?? 0)
  }
}

/** Every sample with weights that were fitted without its page. */
export function crossValidated(samples: readonly Sample[]): { sample: Sample; weights: Weights }[] {
  const pages = [...new Set(samples.map(({ page }) => page))]
  return Array.from({ length: FOLDS }).flatMap((_, fold) => {
    const isOut = ({ page }: Sample) => pages.indexOf(page) % FOLDS === fold
    const weights = weightsFor(samples.filter((sample) => !isOut(sample)))
    return samples.filter(isOut).map((sample) => ({ sample, weights }))
  })
}
