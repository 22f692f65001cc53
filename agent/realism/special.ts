/** Logarithm of the gamma function: Lanczos' series with g = 7 and 9 terms (Godfrey's coefficients), 15 digits. */
function lnGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const z = x - 1
  const sum = terms.reduce((total, term, i) => total + (i === 0 ? term : term / (z + i)), 0)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

const TINY = 1e-300
const EXACT = 1e-14
const MOST_TERMS = 10_000

/** 1 + a1 / (1 + a2 / ...) by Lentz's method; numerators come by their number from 1. */
function continuedFraction(numerator: (i: number) => number): number {
  let [c, d, value] = [1, 0, 1]
  for (let i = 1; i < MOST_TERMS; i++) {
    d = 1 + numerator(i) * d
    c = 1 + numerator(i) / c
    d = 1 / (Math.abs(d) < TINY ? TINY : d)
    c = Math.abs(c) < TINY ? TINY : c
    value *= c * d
    if (Math.abs(c * d - 1) < EXACT) break
  }
  return value
}

/** Upper tail of the chi-square distribution: the series and the fraction of Numerical Recipes 6.2. */
export function chiSquareTail(statistic: number, freedom: number): number {
  const [a, x] = [freedom / 2, statistic / 2]
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a))
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let n = 1; n < MOST_TERMS && term > sum * EXACT; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  // The fraction of 6.2.7 with its denominators x + 2i + 1 - a divided out.
  const denominator = (i: number) => x + 2 * i + 1 - a
  const fraction = continuedFraction((i) => (-i * (i - a)) / (denominator(i - 1) * denominator(i)))
  return front / denominator(0) / fraction
}

/** Regularised incomplete beta function (Numerical Recipes 6.4). */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  const fraction = continuedFraction((i) => {
    const m = Math.floor(i / 2)
    return i % 2 === 0
      ? (m * (b - m) * x) / ((a + i - 1) * (a + i))
      : (-(a + m) * (a + b + m) * x) / ((a + i - 1) * (a + i))
  })
  return front / a / fraction
}

/** P(X <= hits) of a binomial, by its relation to the beta distribution. */
export function binomialShare(hits: number, n: number, p: number): number {
  if (hits < 0) return 0
  return hits >= n ? 1 : 1 - betaShare(p, hits + 1, n - hits)
}

/** Logarithm of n over k. */
export const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1)
