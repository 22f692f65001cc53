import type { Random } from '../planner/random.ts'
import { binomialShare, chiSquareTail, lnChoose } from './special.ts'

export interface Tested {
  test: string
  statistic: number
  p: number
}

/** Below this an expected count makes the chi-square distribution a bad guide (Cochran 1954). */
const LEAST_EXPECTED = 5
const DRAWS = 999
const ENOUGH_LARGER = 20

/**
 * How well counts fit expected shares: chi-square, or where expected counts are small the same statistic against
 * simulated counts, which is exact at any size. Undefined when there is nothing to compare.
 */
export function goodnessOfFit(
  counts: readonly number[],
  shares: readonly number[],
  draw: Random,
): Tested | undefined {
  const n = sum(counts)
  const whole = sum(shares)
  const bins = counts.flatMap((count, i) => {
    const share = (shares[i] ?? 0) / whole
    return count > 0 || share > 0 ? [{ count, share }] : []
  })
  if (n === 0 || bins.length < 2) return undefined
  // Seen, though it can't be: no statistic is needed.
  if (bins.some(({ count, share }) => count > 0 && share === 0))
    return { test: 'impossible category', statistic: Number.MAX_VALUE, p: 0 }
  const expected = bins.map(({ share }) => share * n)
  const statistic = pearson(
    bins.map(({ count }) => count),
    expected,
  )
  if (Math.min(...expected) >= LEAST_EXPECTED)
    return { test: 'chi-square', statistic, p: chiSquareTail(statistic, bins.length - 1) }
  const simulate = () => pearson(multinomial(n, bins, draw), expected)
  return { test: 'exact multinomial (simulated)', statistic, p: rank(statistic, simulate) }
}

const pearson = (counts: readonly number[], expected: readonly number[]) =>
  counts.reduce((total, count, i) => total + (count - (expected[i] ?? 1)) ** 2 / (expected[i] ?? 1), 0)

function multinomial(n: number, bins: readonly { share: number }[], draw: Random): number[] {
  const counts = bins.map(() => 0)
  for (let i = 0; i < n; i++) {
    let rest = draw()
    const at = bins.findIndex(({ share }) => {
      rest -= share
      return rest < 0
    })
    const bin = at < 0 ? bins.length - 1 : at
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/**
 * The share of simulated statistics at least as large as the seen one, as a p-value that is valid at any size. It
 * stops once twenty were larger: then all is well, and how well matters to nobody (Besag and Clifford 1991).
 */
function rank(statistic: number, simulate: () => number): number {
  let larger = 0
  for (let i = 1; i <= DRAWS; i++) {
    if (simulate() >= statistic - 1e-9) larger++
    if (larger === ENOUGH_LARGER) return larger / i
  }
  return (larger + 1) / (DRAWS + 1)
}

/** Largest distance between the values' distribution and a reference's. */
function distance(values: Float64Array, share: (value: number) => number): number {
  values.sort()
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const at = share(values[i] ?? 0)
    most = Math.max(most, at - i / values.length, (i + 1) / values.length - at)
  }
  return most
}

/** Kolmogorov and Smirnov, its critical value from samples of the reference itself: rounding and caps do no harm. */
export function kolmogorov(
  values: readonly number[],
  share: (value: number) => number,
  sample: (n: number) => Float64Array,
): Tested | undefined {
  if (values.length === 0) return undefined
  const statistic = distance(Float64Array.from(values), share)
  const p = rank(statistic, () => distance(sample(values.length), share))
  return { test: 'Kolmogorov-Smirnov, bootstrapped', statistic, p }
}

/** Variance of counts about what was expected of each, 1 for a Poisson process; both too wild and too even are found. */
export function dispersion(counts: readonly number[], expected: readonly number[]): Tested | undefined {
  const merged = mergeSmall(counts, expected)
  const freedom = merged.length - 1
  if (freedom < 1) return undefined
  const statistic = pearson(
    merged.map(({ count }) => count),
    merged.map(({ expects }) => expects),
  )
  const upper = chiSquareTail(statistic, freedom)
  const p = Math.min(1, 2 * Math.min(upper, 1 - upper))
  return { test: 'index of dispersion, two-sided', statistic: statistic / freedom, p }
}

/** Neighbours together until each expects enough. */
export function mergeSmall(counts: readonly number[], expected: readonly number[]) {
  const merged: { count: number; expects: number }[] = []
  let open = { count: 0, expects: 0 }
  for (const [i, expects] of expected.entries()) {
    open = { count: open.count + (counts[i] ?? 0), expects: open.expects + expects }
    if (open.expects < LEAST_EXPECTED) continue
    merged.push(open)
    open = { count: 0, expects: 0 }
  }
  const last = merged.at(-1)
  if (last) Object.assign(last, { count: last.count + open.count, expects: last.expects + open.expects })
  return merged
}

/** The shares that are compatible with so many hits: Clopper and Pearson 1934, 95 %, exact at any size. */
export function shareInterval(hits: number, n: number): [low: number, high: number] {
  if (n === 0) return [0, 1]
  const low = hits === 0 ? 0 : solve((p) => 1 - binomialShare(hits - 1, n, p) - 0.025)
  const high = hits === n ? 1 : solve((p) => 0.025 - binomialShare(hits, n, p))
  return [low, high]
}

/** Where a growing function crosses zero in (0, 1). */
function solve(grows: (p: number) => number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (grows(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Whether so many hits fit a share somewhere between two bounds: exact binomial, two-sided. */
export function withinShares(hits: number, n: number, low: number, high: number): Tested {
  const tooMany = 1 - binomialShare(hits - 1, n, high)
  const tooFew = binomialShare(hits, n, low)
  const p = Math.min(1, 2 * Math.min(tooMany, tooFew))
  return { test: 'exact binomial', statistic: n === 0 ? 0 : hits / n, p }
}

/** Whether two groups have the same share: Fisher's exact test, two-sided by likelihood. */
export function twoProportions(a: { hits: number; n: number }, b: { hits: number; n: number }): Tested {
  const [n, hits] = [a.n + b.n, a.hits + b.hits]
  const likelihood = (x: number) => Math.exp(lnChoose(a.n, x) + lnChoose(b.n, hits - x) - lnChoose(n, hits))
  const seen = likelihood(a.hits)
  let p = 0
  for (let x = Math.max(0, hits - b.n); x <= Math.min(a.n, hits); x++) {
    const one = likelihood(x)
    if (one <= seen * (1 + 1e-7)) p += one
  }
  return { test: "Fisher's exact", statistic: a.hits / a.n - b.hits / b.n, p: Math.min(1, p) }
}

/** Holm 1979: p-values that may be read side by side, in the order given. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p)
  const out = ps.map(() => 1)
  let most = 0
  for (const [rankOf, { p, i }] of order.entries()) {
    most = Math.max(most, Math.min(1, p * (ps.length - rankOf)))
    out[i] = most
  }
  return out
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
