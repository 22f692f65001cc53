import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportBurst } from '../../../agent/bursts/report.ts'
import { querySessions } from '../../../db/sessions.ts'
import { listVisitors } from '../../../db/visitor-list.ts'
import type { Collected } from '../../../web/demo-shop/collector/collected.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { runnerBesideShop } from '../../support/runner.ts'

let house: Awaited<ReturnType<typeof runnerBesideShop>>
beforeAll(async () => {
  house = await runnerBesideShop()
})
afterAll(async () => {
  expect(house.errors).toEqual([])
  await house.close()
})

const run = async (request: Parameters<typeof recordedBurst>[2]) => {
  const asked = { sessions: 1, devices: { desktop: 100 }, ...request }
  return house.over((await recordedBurst(house.database, house.own, asked)).id)
}
const log = async (burstId: string) => {
  const { workspaceId } = house.own
  const query = { workspaceId, filters: { burstId }, sort: 'oldest', limit: 50 } as const
  return (await querySessions(house.database.db, query)).items
}
const vault = async () => {
  const of = { workspaceId: house.own.workspaceId, targetId: house.own.shop.id }
  return (await listVisitors(house.database.db, house.sealer, { ...of, limit: 50 })).items
}
const collected = async () =>
  (await (await fetch(`${house.shop.origin}/collected.json?events=1`)).json()) as Collected

test('who signed up comes back, logs in as the same person, and is one person with two sessions to each vendor', async () => {
  const first = await run({ journey: ['open the pricing page', 'sign up'], countries: { DE: 100 } })
  expect(first.counts).toMatchObject({ completed: 1 })
  const [person] = await vault()
  expect(person).toMatchObject({ visits: 1, canReturn: true, device: 'desktop', country: 'DE' })
  expect(person?.accountAt).toBeInstanceOf(Date)
  expect(person?.email).toMatch(/@example\./)

  const second = await run({ journey: ['log in'], newVisitors: 0, seed: 2, countries: { JP: 100 } })
  expect(second).toMatchObject({ counts: { completed: 1 }, reasons: [] })
  // Of the real time, whatever the visit's own clock says.
  expect(second.spent.minutes).toBeGreaterThanOrEqual(0)
  expect(second.spent.minutes).toBeLessThan(2)
  expect(await vault()).toMatchObject([{ id: person?.id, email: person?.email, visits: 2 }])
  const [before, after] = [(await log(first.id))[0], (await log(second.id))[0]]
  expect(after).toMatchObject({
    country: 'DE',
    metadata: { person: { id: person?.id, returning: true, visit: 2 } },
  })
  expect(after?.metadata.identity).toEqual(before?.metadata.identity)

  const { sdks, events } = await collected()
  expect(sdks.posthog).toMatchObject({ people: 1, sessions: 2 })
  expect(sdks.amplitude).toMatchObject({ people: 1, sessions: 2 })
  expect(sdks.mixpanel).toMatchObject({ people: 1 })
  expect(events?.some(({ name }) => name === 'logged_in')).toBe(true)
  expect(Number(after?.startedAt)).toBeGreaterThan(Number(before?.endedAt))
  const bySession = Map.groupBy(events?.filter(({ sdk }) => sdk === 'posthog') ?? [], (e) => e.session)
  const [earlier = [], later = []] = [...bySession.values()].map((of) =>
    of.map(({ time }) => Date.parse(time)),
  )
  expect(Math.min(...later)).toBeGreaterThan(Math.max(...earlier))

  const { report } = await reportBurst(house.database.db, {
    workspaceId: house.own.workspaceId,
    id: second.id,
  })
  expect(report.rows.find(({ quantity }) => quantity === 'returning visitors')).toMatchObject({
    asked: { yes: 100 },
    sent: { yes: 100 },
  })
})

test('a visit that was to come back and finds nobody of its device is a new person, and is told as one', async () => {
  const phones = { devices: { mobile: 100 }, seed: 3, newVisitors: 0 }
  const burst = await run({ ...phones, journey: ['open the pricing page'] })
  expect(burst.counts).toMatchObject({ completed: 1 })
  const [session] = await log(burst.id)
  expect(session?.metadata.person).toMatchObject({
    returning: false,
    visit: 1,
    notReturning: 'nobody who was there before fits and is free',
  })
  const { report } = await reportBurst(house.database.db, {
    workspaceId: house.own.workspaceId,
    id: burst.id,
  })
  expect(report.rows.find(({ quantity }) => quantity === 'returning visitors')).toMatchObject({
    asked: { yes: 100 },
    sent: { no: 100 },
    note: '1 of the 1 planned to return had to be new people: nobody who was there before fitted and was free',
  })
})

test('one person is never on two visits at once, and a sign-up takes somebody without an account', async () => {
  const journey = ['open the pricing page']
  const both = await run({ sessions: 2, devices: { mobile: 100 }, seed: 4, newVisitors: 0, journey })
  expect(both.counts).toMatchObject({ completed: 2 })
  const people = (await log(both.id)).map(
    ({ metadata }) => (metadata.person as { returning: boolean }).returning,
  )
  expect(people.toSorted()).toEqual([false, true])
  const signing = await run({ journey: ['sign up'], newVisitors: 0, seed: 5 })
  expect(signing.counts).toMatchObject({ completed: 1 })
  const [session] = await log(signing.id)
  expect(session?.metadata.person).toMatchObject({ returning: false })
})
