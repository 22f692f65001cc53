import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { PlannedSession } from '../../../agent/planner/plan.ts'
import { type PlanRequest, planBurst } from '../../../agent/planner/plan-burst.ts'
import { PlanError } from '../../../agent/planner/plan-error.ts'

const ELSEWHERE = fileURLToPath(new URL('elsewhere.ts', import.meta.url))
const base: PlanRequest = {
  sessions: 30,
  journey: ['open the pricing page', 'sign up', 'invite a teammate'],
  windowMs: 0,
  pace: 'fast',
  seed: 11,
}
const plan = (change: Partial<PlanRequest> = {}) => planBurst({ ...base, ...change })

function counted(sessions: PlannedSession[], key: (session: PlannedSession) => string | number) {
  const counts: Record<string, number> = {}
  for (const session of sessions) counts[key(session)] = (counts[key(session)] ?? 0) + 1
  return counts
}

function refusal(change: Partial<PlanRequest>): PlanError {
  try {
    plan(change)
  } catch (error) {
    if (error instanceof PlanError) return error
  }
  throw new Error('the plan was not refused')
}

describe('mixes', () => {
  it('meets percentages exactly: 70 % of 30 is 21', () => {
    const made = plan({ devices: { mobile: 70, desktop: 30 }, countries: { DE: 40, US: 60 } })
    expect(counted(made, (s) => s.persona.identity.device)).toEqual({ mobile: 21, desktop: 9 })
    expect(counted(made, (s) => s.persona.country)).toEqual({ DE: 12, US: 18 })
  })

  it('completes figures that rounding leaves short', () => {
    const made = plan({ sessions: 10, referrers: { google: 33.3, direct: 33.3, linkedin: 33.3 } })
    expect(counted(made, (s) => s.persona.referrer?.name ?? 'direct')).toEqual({
      google: 4,
      direct: 3,
      linkedin: 3,
    })
  })

  it('gives every country its own time zone and languages', () => {
    const made = plan({ countries: { JP: 50, FR: 50 } })
    const zones = counted(made, (s) => `${s.persona.country} ${s.persona.identity.timeZone}`)
    expect(zones).toEqual({ 'JP Asia/Tokyo': 15, 'FR Europe/Paris': 15 })
    expect(made.find((s) => s.persona.country === 'FR')?.persona.identity.languages).toEqual([
      'fr-FR',
      'fr',
      'en',
    ])
  })

  it('names a model on phones and none on desktops', () => {
    for (const { persona } of plan({ sessions: 200 }))
      expect(persona.identity.model === '').toBe(persona.identity.device === 'desktop')
  })

  it('keeps a host given as a referrer, and names no real site for an unknown word', () => {
    const made = plan({ sessions: 2, referrers: { 'blog.acme.dev': 50, 'Partner blog': 50 } })
    expect(made.map((s) => s.persona.referrer?.url).sort()).toEqual([
      'https://blog.acme.dev/',
      'https://partner-blog.example/',
    ])
  })
})

describe('who leaves where', () => {
  it('lets everybody finish when nothing is said', () => {
    const made = plan({ sessions: 5 })
    expect(counted(made, (s) => s.intent)).toEqual({ completed: 5 })
    expect(made.every((s) => s.stepsToTake === 3 && s.dwellMs.length === 4)).toBe(true)
  })

  it('takes dropOff in percent of those who reached the step', () => {
    const dropOff = [
      { afterStep: 2, percent: 25 },
      { afterStep: 1, percent: 40 },
    ]
    const made = plan({ sessions: 100, dropOff })
    expect(counted(made, (s) => s.stepsToTake)).toEqual({ 1: 40, 2: 15, 3: 45 })
    expect(counted(made, (s) => s.intent)).toEqual({ dropped: 55, completed: 45 })
  })

  it('spreads those who miss the conversion over the steps, most of them early', () => {
    const made = plan({ sessions: 100, conversion: 40 })
    expect(counted(made, (s) => s.stepsToTake)).toEqual({ 0: 30, 1: 20, 2: 10, 3: 40 })
    expect(counted(made, (s) => s.intent)).toEqual({ bounced: 30, dropped: 30, completed: 40 })
  })
})

describe('arrivals and dwell', () => {
  it('starts at once and leaves the gap when there is no window', () => {
    expect(plan({ sessions: 4, minGapMs: 500 }).map((s) => s.offsetMs)).toEqual([0, 500, 1000, 1500])
  })

  it('is in order of arrival, inside the window', () => {
    const made = plan({ sessions: 500, windowMs: 86_400_000 })
    expect(made.map((s) => s.number)).toEqual(made.map((_, i) => i + 1))
    for (const [i, session] of made.entries()) {
      expect(session.offsetMs).toBeGreaterThanOrEqual(made[i - 1]?.offsetMs ?? 0)
      expect(session.offsetMs).toBeLessThan(86_400_000)
    }
  })

  it('arrives as a Poisson process does: variance of counts about their mean', () => {
    const buckets = Array<number>(200).fill(0)
    for (const { offsetMs } of plan({ sessions: 10_000, windowMs: 200_000 })) {
      const at = Math.floor(offsetMs / 1000)
      buckets[at] = (buckets[at] ?? 0) + 1
    }
    const variance = buckets.reduce((sum, n) => sum + (n - 50) ** 2, 0) / 199
    // 199 degrees of freedom: chi-square keeps the index within 0.73 to 1.31 in 99.9 % of runs.
    expect(variance / 50).toBeGreaterThan(0.73)
    expect(variance / 50).toBeLessThan(1.31)
  })

  it('dwells just under a minute on average, many briefly, never past 25 minutes', () => {
    const dwells = plan({ sessions: 5000, pace: 'natural' }).flatMap((s) => s.dwellMs)
    const mean = dwells.reduce((a, b) => a + b, 0) / dwells.length
    expect(mean).toBeGreaterThan(50_000)
    expect(mean).toBeLessThan(60_000)
    expect(dwells.filter((ms) => ms < 10_000).length / dwells.length).toBeGreaterThan(0.25)
    expect(Math.max(...dwells)).toBeLessThanOrEqual(25 * 60_000)
  })

  it('dwells as people do at fast pace too, where a clock of its own skips it, and never wanders', () => {
    const sessions = plan({ sessions: 500, dwell: 'natural' })
    const dwells = sessions.flatMap((s) => s.dwellMs)
    expect(dwells.reduce((a, b) => a + b, 0) / dwells.length).toBeGreaterThan(40_000)
    expect(sessions.every((s) => s.sideTrips === undefined)).toBe(true)
  })

  it('hurries when the pace is fast', () => {
    for (const ms of plan().flatMap((s) => s.dwellMs)) {
      expect(ms).toBeGreaterThanOrEqual(300)
      expect(ms).toBeLessThanOrEqual(1200)
    }
  })
})

describe('people', () => {
  it('gives 10,000 visitors 10,000 addresses, and other ones for another seed', () => {
    const addresses = (seed: number) => plan({ sessions: 10_000, seed }).map((s) => s.persona.variables.email)
    const all = [...addresses(1), ...addresses(2), ...addresses(4_294_967_295)]
    expect(new Set(all).size).toBe(30_000)
    for (const address of all) expect(address).toMatch(/^[a-z]+\.[a-z]+-[a-z0-9]+@example\.(com|org|net)$/)
  })

  it('lets addresses follow the pattern of the target, each a new one, and changes nothing else', () => {
    const own = plan({ sessions: 200, emailPattern: 'demo+{{n}}@customer.example' })
    const addresses = own.map((s) => s.persona.variables.email)
    for (const address of addresses) expect(address).toMatch(/^demo\+[0-9a-z]+@customer\.example$/)
    expect(new Set(addresses).size).toBe(200)
    const others = (sessions: typeof own) =>
      sessions.map((s) => ({
        ...s,
        persona: { ...s.persona, variables: { ...s.persona.variables, email: '' } },
      }))
    expect(others(own)).toEqual(others(plan({ sessions: 200 })))
  })

  it('makes passwords that pass common rules and phones that nobody owns', () => {
    for (const { persona } of plan({ sessions: 300 })) {
      expect(persona.variables.password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!@#$*?])[^%]{12,}$/)
      expect(persona.variables.phone).toMatch(/^\+1\d{3}55501\d\d$/)
    }
  })
})

describe('determinism and refusals', () => {
  it('plans the same for the same seed and otherwise for another', () => {
    expect(plan({ windowMs: 60_000 })).toEqual(plan({ windowMs: 60_000 }))
    expect(plan({ seed: 12 })).not.toEqual(plan())
  })

  it('plans the same in another place and another language', () => {
    const asked = { ...base, sessions: 300, windowMs: 4 * 86_400_000, startsAt: Date.UTC(2026, 10, 27) }
    const request: PlanRequest = { ...asked, pace: 'natural', preset: 'true-to-life' }
    const env = { ...process.env, TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }
    const { stdout } = spawnSync(process.execPath, [ELSEWHERE, JSON.stringify(request)], { env })
    expect(JSON.parse(String(stdout))).toEqual(JSON.parse(JSON.stringify(planBurst(request))))
  })

  it('gives the figures it gave on the machine this was written on', () => {
    const [first] = plan({ windowMs: 60_000, pace: 'natural' })
    expect([first?.offsetMs, first?.dwellMs, first?.persona.identity.model]).toMatchInlineSnapshot(`
      [
        1302,
        [
          2967,
          97824,
          279114,
          6017,
        ],
        "Pixel 8",
      ]
    `)
  })

  it('refuses what contradicts itself, naming the field', () => {
    const twice = [
      { afterStep: 1, percent: 10 },
      { afterStep: 1, percent: 20 },
    ]
    expect(refusal({ dropOff: [{ afterStep: 4, percent: 10 }] }).message).toContain('beyond the journey')
    expect(refusal({ dropOff: [{ afterStep: 3, percent: 10 }] }).message).toContain('last step')
    expect(refusal({ dropOff: twice }).field).toBe('dropOff')
    expect(refusal({ conversion: 20, dropOff: twice.slice(1) }).field).toBe('dropOff')
    expect(refusal({ sessions: 0 }).field).toBe('sessions')
    expect(refusal({ journey: [] }).field).toBe('journey')
    expect(refusal({ devices: { mobile: 0 } }).field).toBe('devices')
  })

  it('names the field and what is supported for an unknown country', () => {
    const error = refusal({ countries: { XX: 100 } })
    expect(error.field).toBe('countries')
    expect(error.message).toMatch(/XX isn't supported; use one of AE, .*US/)
  })
})
