import { localHour } from './local-time.ts'
import type { Random } from './random.ts'
import { REFERENCES } from './references.ts'

/** A stretch of constant rate. `before` is the weight of all stretches ahead of it. */
export interface Stretch {
  fromMs: number
  rate: number
  before: number
  hour: number
  weekday: number
}

/** How visitors of one zone come to a window: rates by hour, fixed within each (Paxson and Floyd 1995). */
export interface Curve {
  stretches: readonly Stretch[]
  weight: number
  windowMs: number
}

/** The curve of a window that begins at `startsAt`. Times are milliseconds from there. */
export function arrivalCurve(zone: string, startsAt: number, windowMs: number): Curve {
  const stretches: Stretch[] = []
  let weight = 0
  for (let fromMs = 0; fromMs < windowMs; ) {
    const { hour, weekday, leftMs } = localHour(zone, startsAt + fromMs)
    const length = Math.min(leftMs, windowMs - fromMs)
    const rate = (REFERENCES.hours.value[hour] ?? 1) * (REFERENCES.weekdays.value[weekday] ?? 1)
    stretches.push({ fromMs, rate, before: weight, hour, weekday })
    weight += rate * length
    fromMs += length
  }
  return { stretches, weight, windowMs }
}

/** The stretch in which a share of the curve's weight is reached. */
function stretchAt({ stretches }: Curve, test: (stretch: Stretch) => boolean): Stretch | undefined {
  let [low, high] = [0, stretches.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (test(stretches[middle] as Stretch)) low = middle
    else high = middle - 1
  }
  return stretches[low]
}

/** When the given share (0 to 1) of the curve's visitors is there. */
function momentOf(curve: Curve, share: number): number {
  const reached = share * curve.weight
  const stretch = stretchAt(curve, ({ before }) => before <= reached)
  if (!stretch) return 0
  return Math.min(curve.windowMs - 1, Math.floor(stretch.fromMs + (reached - stretch.before) / stretch.rate))
}

/** The share of the curve's visitors that is there by a moment: the inverse of what arrivals are drawn by. */
export function shareBy(curve: Curve, atMs: number): number {
  const at = Math.min(curve.windowMs, Math.max(0, atMs))
  const stretch = stretchAt(curve, ({ fromMs }) => fromMs <= at)
  return stretch ? (stretch.before + (at - stretch.fromMs) * stretch.rate) / curve.weight : 0
}

export interface ArrivalPlan {
  /** The zone of each visitor, in any order. */
  zones: readonly string[]
  windowMs: number
  /** Epoch milliseconds; without it the rate is constant, as no hour of the day is known. */
  startsAt?: number
  minGapMs: number
  spread: 'natural' | 'even'
}

/**
 * When each visitor starts, in whole milliseconds from the start of the window, by their place in `zones`.
 * With a window: a Poisson process given its count, of a rate that follows the hour and weekday on each visitor's
 * own clock; or evenly spaced. Without one (`windowMs` 0): the first at 0, each further `minGapMs` after.
 */
export function arrivals(
  { zones, windowMs, startsAt, minGapMs, spread }: ArrivalPlan,
  draw: Random,
): number[] {
  if (windowMs === 0) return zones.map((_, i) => Math.round(i * minGapMs))
  if (spread === 'even') return zones.map((_, i) => Math.floor((i * windowMs) / zones.length))
  if (startsAt === undefined) return zones.map(() => Math.floor(draw() * windowMs))
  const curves = new Map(zones.map((zone) => [zone, undefined as Curve | undefined]))
  return zones.map((zone) => {
    const curve = curves.get(zone) ?? arrivalCurve(zone, startsAt, windowMs)
    curves.set(zone, curve)
    return momentOf(curve, draw())
  })
}
