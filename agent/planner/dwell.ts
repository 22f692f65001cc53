import type { Random } from './random.ts'

/** Liu, White, Dumais (SIGIR 2010): dwell is Weibull with k < 1, "negative aging": most leave early, some stay long. */
const SHAPE = 0.7
/** Milliseconds; the scale that makes the mean 55 s ("just under a minute"), as Gamma(1 + 1/0.7) is 1.26582. */
const SCALE = 55_000 / 1.26582
/** Nobody takes in a page in less. */
const SHORTEST = 1_000
/** Past 30 idle minutes an analytics SDK splits one session in two. */
const LONGEST_DWELL_MS = 25 * 60_000

/** Milliseconds on one page. `fast` is 0.3 to 1.2 s, enough for a page to settle. */
export function dwell(pace: 'natural' | 'fast', draw: Random): number {
  if (pace === 'fast') return Math.round(300 + draw() * 900)
  const time = SCALE * (-Math.log(1 - draw())) ** (1 / SHAPE)
  return Math.round(Math.min(LONGEST_DWELL_MS, Math.max(SHORTEST, time)))
}
