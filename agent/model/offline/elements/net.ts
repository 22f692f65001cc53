import { readFileSync } from 'node:fs'

/** What speaks for a control or against it, most from 0 to 1. */
export type Traits = Readonly<Record<string, number>>

/** A small neural net: each trait counts by itself and together with others, through some hidden units. */
export interface Net {
  /** By trait: what it weighs by itself, then in each hidden unit. Those of doing nothing begin with `none_`. */
  weights: Readonly<Record<string, readonly number[]>>
  bias: readonly number[]
  /** What each hidden unit weighs in the end. */
  out: readonly number[]
}

/** Fitted by `npm run bench -- resolver-fit --write`. */
export const readNet = (): Net =>
  JSON.parse(readFileSync(new URL('./net.json', import.meta.url), 'utf8')) as Net

/** How much speaks for a control, or with `none_` before its traits for doing nothing: the higher the likelier. */
export function scoreBy({ weights, bias, out }: Net, traits: Traits, prefix: '' | 'none_'): number {
  const hidden = [...bias]
  let score = 0
  for (const [trait, value] of Object.entries(traits)) {
    const row = value === 0 ? undefined : weights[prefix + trait]
    if (!row) continue
    score += (row[0] ?? 0) * value
    for (let unit = 0; unit < hidden.length; unit++)
      hidden[unit] = (hidden[unit] ?? 0) + (row[unit + 1] ?? 0) * value
  }
  return hidden.reduce((all, value, unit) => all + (out[unit] ?? 0) * Math.tanh(value), score)
}
