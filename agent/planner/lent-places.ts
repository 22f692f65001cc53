/** What lends its browsers: how many at the same time, and how many new ones in any minute. */
export interface Places {
  atOnce: number
  startsPerMinute: number
}

/** Of Browserbase's smallest plan: what may be counted on where nobody has asked. */
export const FEWEST: Places = { atOnce: 3, startsPerMinute: 5 }
/** Browserbase's plans (docs.browserbase.com, concurrency; November 2026). Its API tells how many, but not how fast. */
const PLANS: readonly Places[] = [
  FEWEST,
  { atOnce: 25, startsPerMinute: 25 },
  { atOnce: 100, startsPerMinute: 50 },
  { atOnce: Number.POSITIVE_INFINITY, startsPerMinute: 150 },
]

/** A project may hold only a part of its plan's places: then the smaller plan's rate is kept, which is never too fast. */
export function placesOf(concurrency: number): Places {
  const plan = PLANS.find(({ atOnce }) => concurrency <= atOnce) ?? FEWEST
  return { atOnce: concurrency, startsPerMinute: plan.startsPerMinute }
}
