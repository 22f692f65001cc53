import { depthShares } from '../planner/depth.ts'
import { dwell, dwellShare } from '../planner/dwell.ts'
import type { Random } from '../planner/random.ts'
import { REFERENCES } from '../planner/references.ts'
import type { Line } from './line.ts'
import { type Counts, type Population, percents, quartiles, type Visit } from './population.ts'
import { goodnessOfFit, kolmogorov } from './tests.ts'

/** Bins of pages per session; bounces have a line of their own. */
const BINS: readonly (readonly [name: string, from: number, to: number])[] = [
  ['2', 2, 2],
  ['3', 3, 3],
  ['4-5', 4, 5],
  ['6-10', 6, 10],
  ['11+', 11, Number.POSITIVE_INFINITY],
]
/** Enough dwells for any difference that matters; more would only cost time. */
const MOST_DWELLS = 1_500

export function depthRow({ visits, journey }: Population, draw: Random): Line {
  const { unit, source, trust } = REFERENCES.depth
  const inBins = (list: readonly Visit[]): Counts =>
    Object.fromEntries(
      BINS.map(([name, from, to]) => [name, list.filter(({ pages }) => pages >= from && pages <= to).length]),
    )
  const counts = inBins(visits)
  const shares = BINS.map(([, from, to]) =>
    depthShares(2).reduce((sum, share, pages) => (pages >= from && pages <= to ? sum + share : sum), 0),
  )
  const names = BINS.map(([name]) => name)
  return {
    quantity: 'pages of visits that do not bounce',
    unit,
    sent: inOrder(percents(counts), names),
    n: visits.filter(({ pages }) => pages > 1).length,
    reference: {
      values: inOrder(percents(Object.fromEntries(names.map((name, i) => [name, shares[i] ?? 0]))), names),
      source,
      trust,
    },
    tested: journey
      ? undefined
      : goodnessOfFit(
          names.map((name) => counts[name] ?? 0),
          shares,
          draw,
        ),
    note: journey ? 'follows from the journey, so there is nothing to test' : undefined,
    vendor: (list) => inOrder(percents(inBins(list)), names),
  }
}

const inOrder = (counts: Counts, names: readonly string[]): Counts =>
  Object.fromEntries(names.map((name) => [name, counts[name] ?? 0]))

export function dwellRow({ visits, pace }: Population, draw: Random): Line {
  const { source, trust } = REFERENCES.dwell
  const all = visits.flatMap(({ dwellMs }) => dwellMs)
  const every = Math.max(1, Math.ceil(all.length / MOST_DWELLS))
  const some = all.filter((_, i) => i % every === 0)
  const sample = (n: number) => Float64Array.from({ length: n }, () => dwell('natural', draw))
  const seconds = (list: readonly Visit[]) =>
    quartiles(list.flatMap(({ dwellMs }) => dwellMs).map((ms) => ms / 1000))
  return {
    quantity: 'dwell on a page',
    unit: 'seconds',
    sent: seconds(visits),
    n: some.length,
    reference: { values: quartiles(referenceSeconds()), source, trust },
    tested: pace === 'natural' ? kolmogorov(some, dwellShare, sample) : undefined,
    note:
      pace === 'fast'
        ? 'fast pace: nobody reads, so there is nothing to test'
        : 'pages between two steps; the first and the last page hold loading and flushing too',
    vendor: seconds,
  }
}

/** The reference's own dwells at evenly spaced shares. */
function referenceSeconds(): number[] {
  const { shape, scaleMs } = REFERENCES.dwell.value
  return Array.from(
    { length: 999 },
    (_, i) => (scaleMs * (-Math.log(1 - (i + 1) / 1000)) ** (1 / shape)) / 1000,
  )
}
