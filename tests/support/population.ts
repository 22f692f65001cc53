import type { PlannedSession } from '../../agent/planner/plan.ts'
import { type PlanRequest, planBurst } from '../../agent/planner/plan-burst.ts'
import type { Population, Visit } from '../../agent/realism/population.ts'

/** Two weeks from a Monday, so that every hour of every weekday is in it. */
export const TWO_WEEKS = { startsAt: Date.UTC(2026, 10, 23), windowMs: 14 * 86_400_000 }

/** The visits of a plan as they would be if every browser did exactly what it was told. */
export function perfect(change: Partial<PlanRequest> & { seed: number }): Population {
  const request: PlanRequest = { sessions: 2000, pace: 'natural', ...TWO_WEEKS, ...change }
  const { startsAt = 0, windowMs, pace } = request
  return {
    visits: planBurst(request).map((planned) => visitOf(planned, startsAt)),
    journey: request.journey !== undefined,
    pace,
    window: { startsAt, windowMs },
    strays: {},
  }
}

function visitOf({ number, offsetMs, persona, intent, dwellMs }: PlannedSession, startsAt: number): Visit {
  const { device, os, timeZone } = persona.identity
  return {
    device,
    os,
    country: persona.country,
    timeZone,
    referrer: persona.referrer?.name,
    returning: persona.returning,
    outcome: intent,
    startedAt: startsAt + offsetMs,
    lengthMs: dwellMs.reduce((sum, ms) => sum + ms, 700),
    pages: dwellMs.length,
    dwellMs,
    // No two people walk alike, except those who stay on the first page.
    path: dwellMs.map((_, page) => (page === 0 ? '/' : `/${(number * 7 + page * 13) % 23}`)),
    accepted: ['posthog'],
  }
}
