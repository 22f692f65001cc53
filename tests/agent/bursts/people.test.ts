import { expect, test } from 'vitest'
import { fitting, peopleOf } from '../../../agent/bursts/people.ts'
import { planBurst } from '../../../agent/planner/plan-burst.ts'
import { visitedShop } from '../../support/visitors.ts'

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

test('tells how many are to log in and have no account to do so with', async () => {
  const house = await visitedShop('pglite')
  await house.met({ madeAccount: true })
  await house.met()
  const log = async (newVisitors: number, journey: string[]) => {
    const request = { sessions: 4, journey, newVisitors, devices: { mobile: 100 }, seed: 1 }
    const planned = planBurst({ ...request, pace: 'fast', windowMs: 0 })
    return (await peopleOf(house.db, house.shop, planned)).withoutAccount
  }
  expect(await log(50, ['log in'])).toBe(3)
  expect(await log(100, ['log in'])).toBe(4)
  expect(await log(100, ['sign up', 'log in'])).toBe(0)
  expect(await log(100, ['log in with {{secret.demoEmail}}'])).toBe(0)
  await house.database.close()
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
