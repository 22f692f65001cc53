import { expect, test } from 'vitest'
import { fitting } from '../../../agent/bursts/people.ts'
import { planBurst } from '../../../agent/planner/plan-burst.ts'

const back = (journey: string[]) =>
  planBurst({
    sessions: 10,
    journey,
    devices: { mobile: 60, desktop: 40 },
    newVisitors: 0,
    pace: 'fast',
    windowMs: 0,
    seed: 1,
  })
const kept = (device: string, hasAccount: boolean, returning: number) => ({
  device,
  hasAccount,
  returning,
  people: returning,
})

test('counts the people who fit, of each device class as many as there are visits for', () => {
  const vault = [
    kept('mobile', true, 2),
    kept('mobile', false, 3),
    kept('desktop', false, 9),
    kept('tablet', false, 5),
  ]
  expect(fitting(back(['open the pricing page']), vault)).toBe(5 + 4)
  expect(fitting(back(['log in']), vault)).toBe(2)
  expect(fitting(back(['sign up']), vault)).toBe(3 + 4)
  expect(fitting(back(['sign up']), [])).toBe(0)
  expect(fitting([], vault)).toBe(0)
})
