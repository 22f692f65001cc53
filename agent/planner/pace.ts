export type Pace = 'natural' | 'fast'

/**
 * Whether a visit lives by a clock of its own: it dwells as long as people do, by the time that the site and its
 * analytics see, and takes seconds. Only where events count by the time the page gives them, as in the demo shop; a
 * vendor's server corrects them by its own clock, or drops them.
 */
export const hasOwnClock = (pace: Pace, target: { demo: boolean }): boolean => pace === 'fast' && target.demo
