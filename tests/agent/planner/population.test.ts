import { describe, expect, it } from 'vitest'
import { depthShares } from '../../../agent/planner/depth.ts'
import { landingUrl } from '../../../agent/planner/landing.ts'
import { aheadOfUtc, HOUR_MS, localHour } from '../../../agent/planner/local-time.ts'
import type { PlannedSession } from '../../../agent/planner/plan.ts'
import { type PlanRequest, planBurst } from '../../../agent/planner/plan-burst.ts'
import { PlanError } from '../../../agent/planner/plan-error.ts'
import { REFERENCES } from '../../../agent/planner/references.ts'

const MONDAY = Date.UTC(2026, 10, 23)
const base: PlanRequest = { sessions: 100, windowMs: 0, pace: 'natural', seed: 7 }
const journey = ['open the pricing page', 'sign up', 'invite a teammate']
const plan = (change: Partial<PlanRequest> = {}) => planBurst({ ...base, ...change })
const of = (sessions: PlannedSession[], intent: PlannedSession['intent']) =>
  sessions.filter((session) => session.intent === intent)

describe('visits without a journey', () => {
  it('bounce by quota and go on as deep as the law of surfing has it', () => {
    const made = plan({ sessions: 1000 })
    expect(of(made, 'bounced')).toHaveLength(320)
    expect(of(made, 'bounced').every((s) => s.stepsToTake === 0 && s.dwellMs.length === 1)).toBe(true)
    const pages = of(made, 'completed').map((s) => s.dwellMs.length)
    expect(pages.length).toBe(680)
    expect(Math.min(...pages)).toBe(2)
    const expected = depthShares(2).reduce((sum, share, count) => sum + share * count, 0)
    // 4 standard errors of 680 draws whose standard deviation is about 1.9.
    expect(Math.abs(pages.reduce((a, b) => a + b, 0) / 680 - expected)).toBeLessThan(0.3)
  })

  it('can not be told who finishes: there is nothing to finish', () => {
    expect(() => plan({ conversion: 10 })).toThrow(PlanError)
    expect(() => plan({ dropOff: [{ afterStep: 1, percent: 10 }] })).toThrow(PlanError)
  })
})

describe('presets', () => {
  it('true to life, about half bounce and few finish, unless the request says otherwise', () => {
    const made = plan({ journey, preset: 'true-to-life' })
    expect([of(made, 'bounced'), of(made, 'completed')].map((s) => s.length)).toEqual([48, 4])
    expect(of(plan({ journey, preset: 'true-to-life', conversion: 50 }), 'completed')).toHaveLength(50)
    const short = plan({ journey: ['sign up'], preset: 'true-to-life' })
    expect([of(short, 'bounced'), of(short, 'completed')].map((s) => s.length)).toEqual([96, 4])
  })

  it('true to life, about half were there before; in a demo all are new', () => {
    const returning = (made: PlannedSession[]) => made.filter((s) => s.persona.returning).length
    expect(returning(plan({ journey, preset: 'true-to-life' }))).toBe(48)
    expect(returning(plan({ journey }))).toBe(0)
    expect(returning(plan({ journey, newVisitors: 70 }))).toBe(30)
  })
})

describe('side trips', () => {
  it('are made by some at natural pace, by nobody in a hurry, and never by who bounces', () => {
    const made = plan({ journey, sessions: 500, conversion: 30 })
    const trips = made.flatMap((s) => (s.sideTrips ? [s.sideTrips] : []))
    expect(trips.length).toBeGreaterThan(50)
    expect(trips.some(({ before }) => before.length > 0)).toBe(true)
    expect(trips.every(({ before, after }) => before.length * 2 + after.length <= 4)).toBe(true)
    expect(of(made, 'bounced').every((s) => s.sideTrips === undefined)).toBe(true)
    expect(plan({ journey, sessions: 500, pace: 'fast' }).every((s) => s.sideTrips === undefined)).toBe(true)
  })
})

describe('where visitors come from', () => {
  it('tags all mail and a quota of paid visits, and lands them at the tagged address', () => {
    const made = plan({ journey, sessions: 200, referrers: { newsletter: 50, google: 40, direct: 10 } })
    const media = (name: string) =>
      made.filter((s) => s.persona.referrer?.name === name).map((s) => s.persona.utm?.medium)
    expect(media('newsletter').every((medium) => medium === 'email')).toBe(true)
    expect(media('google').filter((medium) => medium === 'cpc')).toHaveLength(20)
    expect(made.filter((s) => !s.persona.referrer).every((s) => !s.persona.utm)).toBe(true)
    const mailed = made.find((s) => s.persona.referrer?.name === 'newsletter')?.persona
    if (!mailed) throw new Error('nobody came by mail')
    expect(landingUrl('https://shop.example', mailed)).toBe(
      'https://shop.example/?utm_source=newsletter&utm_medium=email&utm_campaign=monthly_news',
    )
  })
})

describe('the figures behind all that', () => {
  it('stand in one table, each with its unit, its source and how far it can be trusted', () => {
    for (const [name, { unit, source, trust }] of Object.entries(REFERENCES)) {
      expect([name, unit.length > 5, source.length > 10]).toEqual([name, true, true])
      expect(['published', 'code', 'prior']).toContain(trust)
    }
  })

  it('have devices that agree with themselves: touch screens are narrow and dense, desks are wide', () => {
    for (const { device, os, model, width, height, pixelRatio } of REFERENCES.profiles.value) {
      const isDesk = device === 'desktop'
      expect([model, os === 'Android', model !== '', width > height]).toEqual([
        model,
        !isDesk,
        !isDesk,
        isDesk,
      ])
      expect(device === 'mobile' ? width < 500 && pixelRatio > 2 : width >= 800).toBe(true)
    }
  })
})

describe('hours', () => {
  it('are those of each visitor: nights are quiet on their own clocks', () => {
    const week = { windowMs: 7 * 24 * HOUR_MS, startsAt: MONDAY, sessions: 4000, journey }
    for (const country of ['JP', 'BR']) {
      const made = plan({ ...week, countries: { [country]: 100 } })
      const hours = Array<number>(24).fill(0)
      for (const { offsetMs, persona } of made) {
        const { hour } = localHour(persona.identity.timeZone, MONDAY + offsetMs)
        hours[hour] = (hours[hour] ?? 0) + 1
      }
      const night = (hours[3] ?? 0) + (hours[4] ?? 0) + (hours[5] ?? 0)
      const noon = (hours[10] ?? 0) + (hours[11] ?? 0) + (hours[12] ?? 0)
      expect(noon / night).toBeGreaterThan(4)
      const weekend = made.filter(({ offsetMs, persona }) =>
        [0, 6].includes(localHour(persona.identity.timeZone, MONDAY + offsetMs).weekday),
      )
      // (.53 + .64) of 5.91, and 4 standard errors of 4,000 draws.
      expect(Math.abs(weekend.length / 4000 - 1.17 / 5.91)).toBeLessThan(0.03)
    }
  })

  it('can be evenly spaced when that is asked for', () => {
    const made = plan({ journey, sessions: 5, windowMs: 50_000, startsAt: MONDAY, arrivals: 'even' })
    expect(made.map((s) => s.offsetMs)).toEqual([0, 10_000, 20_000, 30_000, 40_000])
  })

  it('agree with the time zones of this machine in the middle of each season', () => {
    const zones = new Set(
      plan({ sessions: 3000, journey, countries: allCountries() }).map((s) => s.persona.identity.timeZone),
    )
    expect(zones.size).toBeGreaterThan(55)
    for (const zone of zones)
      for (const at of [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)])
        expect([zone, aheadOfUtc(zone, at)]).toEqual([zone, machineOffset(zone, at)])
  })
})

function allCountries(): Record<string, number> {
  try {
    plan({ countries: { XX: 100 }, journey })
  } catch (error) {
    const codes = /use one of (.+)$/.exec(String(error))?.[1]?.split(', ') ?? []
    return Object.fromEntries(codes.map((code) => [code, 1]))
  }
  throw new Error('XX was taken for a country')
}

function machineOffset(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at,
  )
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])?(\d\d)?:?(\d\d)?/.exec(name) ?? []
  return (Number(hours) + Number(minutes) / 60) * (sign === '-' ? -1 : 1) * HOUR_MS
}
