import type { Random } from './random.ts'

/**
 * When each visit starts, in whole milliseconds from the start of the window, earliest first.
 * With a window: sorted uniforms, which is a Poisson process of constant rate given its count (Paxson and
 * Floyd 1995: human session arrivals are Poisson with a fixed rate within the hour).
 * Without one (`windowMs` 0): the first at 0, each further one `minGapMs` after the one before.
 */
export function arrivals(count: number, windowMs: number, minGapMs: number, draw: Random): number[] {
  if (windowMs === 0) return Array.from({ length: count }, (_, i) => Math.round(i * minGapMs))
  return Array.from({ length: count }, () => Math.floor(draw() * windowMs)).sort((a, b) => a - b)
}
