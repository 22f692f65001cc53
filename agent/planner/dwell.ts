import type { Random } from './random.ts'
import { REFERENCES } from './references.ts'

const { shape, scaleMs } = REFERENCES.dwell.value
/** Nobody takes in a page in less. */
const SHORTEST = 1_000
/** Past 30 idle minutes an analytics SDK splits one session in two. */
const LONGEST_DWELL_MS = 25 * 60_000

/** Milliseconds on one page. `fast` is 0.3 to 1.2 s, enough for a page to settle. */
export function dwell(pace: 'natural' | 'fast', draw: Random): number {
  if (pace === 'fast') return Math.round(300 + draw() * 900)
  const time = scaleMs * (-Math.log(1 - draw())) ** (1 / shape)
  // A glance that is too short becomes 1 to 1.5 s: all of them at 1.000 s would be a tell.
  const seen = time < SHORTEST ? SHORTEST + time / 2 : time
  return Math.round(Math.min(LONGEST_DWELL_MS, seen))
}

/** How many of the reference's dwells are shorter. */
export function dwellShare(ms: number): number {
  return 1 - Math.exp(-((Math.max(0, ms) / scaleMs) ** shape))
}
