import type { Random } from './random.ts'
import { REFERENCES } from './references.ts'

/** A visit is bounded; of the reference's visits about one in 50,000 is longer. */
export const MOST_PAGES = 20

/** Standard normal distribution function, by erfc after Numerical Recipes 6.2.2 (relative error below 1.2e-7). */
function phi(x: number): number {
  const z = Math.abs(x) / Math.SQRT2
  const t = 1 / (1 + z / 2)
  const terms = [1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587]
  const series = [...terms, -0.82215223, 0.17087277].reduceRight((sum, term) => term + t * sum, 0)
  const tail = t * Math.exp(-z * z - 1.26551223 + t * series)
  return x > 0 ? 1 - tail / 2 : tail / 2
}

/** Inverse Gaussian distribution function (Chhikara and Folks 1989). */
function inverseGaussian(x: number): number {
  const { mean, shape } = REFERENCES.depth.value
  const root = Math.sqrt(shape / x)
  return phi(root * (x / mean - 1)) + Math.exp((2 * shape) / mean) * phi(-root * (x / mean + 1))
}

/** The share of visits with exactly so many pages, of those with at least `from`; index is the number of pages. */
export function depthShares(from: number): number[] {
  const upTo = (pages: number) => (pages < 1 ? 0 : inverseGaussian(pages + 0.5))
  const below = upTo(from - 1)
  const whole = upTo(MOST_PAGES) - below
  return Array.from({ length: MOST_PAGES + 1 }, (_, pages) =>
    pages < from ? 0 : (upTo(pages) - upTo(pages - 1)) / whole,
  )
}

/** Draws numbers of pages of at least `from`. */
export function depthMaker(from: number): (draw: Random) => number {
  const shares = depthShares(from)
  return (draw) => {
    let rest = draw()
    for (let pages = from; pages < MOST_PAGES; pages++) {
      rest -= shares[pages] ?? 0
      if (rest < 0) return pages
    }
    return MOST_PAGES
  }
}
