import { expect, test } from 'vitest'
import { describePlan } from '../../../agent/bursts/describe.ts'
import { estimate } from '../../../agent/bursts/estimate.ts'
import { previewBurst } from '../../../agent/bursts/start.ts'
import { planBurst } from '../../../agent/planner/plan-burst.ts'
import { newId } from '../../../db/client.ts'
import { claimStep, keepStep } from '../../../db/memory.ts'
import { JOURNEY } from '../../support/bursts.ts'
import { DATABASES, freshDatabase, tenant } from '../../support/databases.ts'

const HOUR_MS = 3_600_000
const base = { sessions: 40, journey: JOURNEY, windowMs: 0, pace: 'fast' as const, seed: 3 }
const none = () => false

test('a step costs questions once per device class, and only if somebody takes it', () => {
  const journey = ['open the pricing page', 'sign up', 'never reached']
  const devices = { desktop: 50, mobile: 50 }
  const dropOff = [{ afterStep: 2, percent: 100 }]
  const planned = planBurst({ ...base, journey, devices, dropOff })
  expect(estimate(planned, journey, none)).toMatchObject({ stepsToLearn: 4, modelCalls: 8 })
  const known = (step: string, device: string) => step === 'sign up' || device === 'mobile'
  expect(estimate(planned, journey, known)).toMatchObject({ stepsToLearn: 1, modelCalls: 2 })
})

test('minutes follow the dwell, the places there are, and the window', () => {
  const minutes = (change: object) => {
    const planned = planBurst({ ...base, ...change })
    return estimate(planned, JOURNEY, none).minutes
  }
  // 40 visits of about 11 s, four at once: 110 s.
  expect(minutes({})).toBe(2)
  // 40 visits of three pages at about 55 s each (165 s), four at once: 28 minutes, give or take.
  expect(minutes({ pace: 'natural' })).toBeGreaterThan(15)
  expect(minutes({ pace: 'natural' })).toBeLessThan(60)
  expect(minutes({ windowMs: 10 * HOUR_MS })).toBeGreaterThan(9 * 60)
  // By their own clock nobody waits for them.
  const skipped = planBurst({ ...base, dwell: 'natural' })
  expect(estimate(skipped, JOURNEY, none, { ownClock: true }).minutes).toBe(2)
})

test('at Browserbase each visit is a minute at least, and the plan says how many start', () => {
  const lent = { atOnce: 100, startsPerMinute: 5 }
  const of = (change: object) => estimate(planBurst({ ...base, ...change }), JOURNEY, none, { lent })
  // 40 visits of about 11 s, five in a minute: the last five start after seven.
  expect(of({})).toMatchObject({ minutes: 8, browserbaseMinutes: 40 })
  // 40 visits of 165 s: billed for as long as they last.
  expect(of({ pace: 'natural' }).browserbaseMinutes).toBeGreaterThan(80)
})

test.each(DATABASES)(
  'a preview tells the cost, and what is in the memory costs nothing: %s',
  async (kind) => {
    const database = await freshDatabase(kind)
    const own = await tenant(database)
    const { workspaceId, userId, shop } = own
    const request = { sessions: 10, journey: JOURNEY, devices: { mobile: 100 }, seed: 1 }
    const preview = () =>
      previewBurst(database.db, { workspaceId, userId, now: new Date() }, { target: 'demo shop', ...request })
    const first = await preview()
    // Browserbase can't reach the demo shop, so nothing is billed for it.
    const lent = { atOnce: 3, startsPerMinute: 5 }
    const starter = { workspaceId, userId, now: new Date(), lent }
    const there = await previewBurst(database.db, starter, { target: 'demo shop', ...request })
    expect(there.estimate).toEqual(first.estimate)
    expect(first.estimate).toEqual({ minutes: 1, stepsToLearn: 2, modelCalls: 4, browserbaseMinutes: 0 })
    expect(describePlan(first)).toContain(
      'It takes about 1 minute, about 4 model calls (2 new steps), 0 Browserbase minutes.',
    )
    const key = { workspaceId, targetId: shop.id, step: 'sign up', pathPattern: '/', viewport: 'mobile' }
    const claim = { key, owner: newId(), failed: 0 }
    await claimStep(database.db, claim)
    expect((await preview()).estimate).toMatchObject({ stepsToLearn: 2 })
    await keepStep(database.db, claim, { rounds: [] })
    expect((await preview()).estimate).toMatchObject({ stepsToLearn: 1, modelCalls: 2 })
    await database.close()
  },
)
