import { arrivalCurve, type Curve, shareBy } from '../planner/arrivals.ts'
import { HOUR_MS, localHour } from '../planner/local-time.ts'
import type { Random } from '../planner/random.ts'
import { REFERENCES } from '../planner/references.ts'
import type { Line } from './line.ts'
import { type Counts, type Population, percents, type Visit } from './population.ts'
import { dispersion, goodnessOfFit, kolmogorov, sum } from './tests.ts'

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const PAXSON = 'Paxson, Floyd 1995: Poisson with a fixed rate in each hour'

/** The curves of the visitors' zones, each with how many of them there are. */
export type Weighted = { curve: Curve; count: number }[]

export function curvesOf(visits: readonly Visit[], window: { startsAt: number; windowMs: number }): Weighted {
  const zones = new Map<string, number>()
  for (const { timeZone } of visits) zones.set(timeZone, (zones.get(timeZone) ?? 0) + 1)
  return [...zones].map(([zone, count]) => ({
    curve: arrivalCurve(zone, window.startsAt, window.windowMs),
    count,
  }))
}

/** How many arrivals the curves expect in each hour of the day or day of the week, on the visitors' clocks. */
function expectedBy(curves: Weighted, bins: number, bin: 'hour' | 'weekday', windowMs: number): number[] {
  const expected = Array<number>(bins).fill(0)
  for (const { curve, count } of curves)
    for (const [i, stretch] of curve.stretches.entries()) {
      const end = curve.stretches[i + 1]?.fromMs ?? windowMs
      const weight = (stretch.rate * (end - stretch.fromMs)) / curve.weight
      expected[stretch[bin]] = (expected[stretch[bin]] ?? 0) + count * weight
    }
  return expected
}

function countsBy(visits: readonly Visit[], bins: number, bin: 'hour' | 'weekday'): number[] {
  const counts = Array<number>(bins).fill(0)
  for (const { timeZone, startedAt } of visits) {
    const at = localHour(timeZone, startedAt)[bin]
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

export function arrivalRows({ visits, window }: Population, draw: Random): Line[] {
  const note = window ? undefined : 'no window with natural arrivals, so there is nothing to test'
  const curves = window ? curvesOf(visits, window) : []
  const byClock = (bin: 'hour' | 'weekday', names: readonly string[]): Line => {
    const { unit, source, trust, value } = REFERENCES[bin === 'hour' ? 'hours' : 'weekdays']
    const counts = countsBy(visits, names.length, bin)
    const expected = window ? expectedBy(curves, names.length, bin, window.windowMs) : []
    const named = (figures: readonly number[]) => inPercent(names, figures)
    return {
      quantity: `arrivals by ${bin === 'hour' ? 'hour of the day' : 'weekday'}`,
      unit: "percent, on the visitors' own clocks",
      asked: window && named(expected),
      sent: named(counts),
      n: visits.length,
      reference: { values: named(value), source: `${source} (${unit})`, trust },
      tested: window && goodnessOfFit(counts, expected, draw),
      note,
      vendor: (list) => named(countsBy(list, names.length, bin)),
    }
  }
  return [byClock('hour', HOURS), byClock('weekday', DAYS), ...processLines(visits, window, curves, draw)]
}

const inPercent = (names: readonly string[], figures: readonly number[]): Counts => {
  const shares = percents(Object.fromEntries(names.map((name, i) => [name, figures[i] ?? 0])))
  return Object.fromEntries(names.map((name) => [name, shares[name] ?? 0]))
}

/** Whether arrivals scatter as chance does: by the hour, and from one to the next. */
function processLines(
  visits: readonly Visit[],
  window: Population['window'],
  curves: Weighted,
  draw: Random,
): Line[] {
  if (!window || visits.length === 0) return []
  const { startsAt, windowMs } = window
  const share = (at: number) =>
    sum(curves.map(({ curve, count }) => count * shareBy(curve, at))) / visits.length
  const hours = Math.ceil(windowMs / HOUR_MS)
  const counts = Array<number>(hours).fill(0)
  for (const { startedAt } of visits) {
    const hour = Math.min(hours - 1, Math.max(0, Math.floor((startedAt - startsAt) / HOUR_MS)))
    counts[hour] = (counts[hour] ?? 0) + 1
  }
  const expected = counts.map(
    (_, hour) => visits.length * (share((hour + 1) * HOUR_MS) - share(hour * HOUR_MS)),
  )
  const spread = dispersion(counts, expected)
  const moments = visits.map(({ startedAt }) => share(startedAt - startsAt)).toSorted((a, b) => a - b)
  const gaps = kolmogorov(gapsOf(moments), exponential, (n) => chanceGaps(n, windowMs, draw))
  const line = (quantity: string, tested: Line['tested']): Line => ({
    quantity,
    unit: 'statistic of the test',
    sent: tested ? { statistic: Math.round(tested.statistic * 1000) / 1000 } : {},
    n: visits.length,
    reference: { values: {}, source: PAXSON, trust: 'published' },
    tested,
    note: tested ? undefined : 'the window is too short, or the visits too few, for hours to be compared',
    vendor: 'as sent; no vendor shows it',
  })
  return [line('scatter of arrivals by hour', spread), line('gaps between arrivals', gaps)]
}

/** Gaps between shares of the curve, their mean 1. */
const gapsOf = (sorted: ArrayLike<number>): number[] =>
  Array.from(sorted, (at, i) => (at - (i === 0 ? 0 : (sorted[i - 1] ?? 0))) * sorted.length)

const exponential = (gap: number) => 1 - Math.exp(-gap)

/** The gaps of so many arrivals by chance, in whole milliseconds as ours are. */
function chanceGaps(n: number, windowMs: number, draw: Random): Float64Array {
  const moments = Float64Array.from({ length: n }, () => Math.floor(draw() * windowMs) / windowMs).sort()
  return Float64Array.from(gapsOf(moments))
}
