import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getBurst } from '../../../db/bursts.ts'
import { cancelBurst } from '../../../db/cancel-burst.ts'
import { pictureKey, stepPictureKey } from '../../../db/objects.ts'
import { getSession, querySessions } from '../../../db/sessions.ts'
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

const start = (request: Parameters<typeof recordedBurst>[2]) =>
  recordedBurst(house.database, house.own, request)
const log = async (burstId: string) => {
  const query = {
    workspaceId: house.own.workspaceId,
    filters: { burstId },
    sort: 'oldest',
    limit: 50,
  } as const
  return (await querySessions(house.database.db, query)).items
}
const detail = (id: string) => getSession(house.database.db, { workspaceId: house.own.workspaceId, id })

test('drives a journey, logs its steps, and replays it without a question the second time', async () => {
  const first = await house.over((await start({ sessions: 2 })).id)
  expect(first.counts).toMatchObject({ completed: 2 })
  expect(first.modelCalls).toBeGreaterThan(0)

  const second = await house.over((await start({ sessions: 2, seed: 2 })).id)
  expect(second).toMatchObject({ modelCalls: 0, counts: { completed: 2 } })

  const [session] = await log(second.id)
  const { steps, tries } = await detail(session?.id ?? '')
  expect(session).toMatchObject({ outcome: 'completed', pages: 4, screenshot: true, attempts: 1 })
  // The dwells of the plan went by for the page, on the clock that the log's times are read from; nobody waited for them.
  const plan = session?.metadata as { clock: { own: boolean; tookMs: number } }
  expect(session?.lengthSeconds).toBeGreaterThan(plan.clock.tookMs / 1000 + 5)
  expect(plan.clock.own).toBe(true)
  const [begin = 0, end = 0] = [session?.startedAt, session?.endedAt].map(Number)
  expect((end - begin) / 1000).toBeGreaterThanOrEqual(Math.floor(session?.lengthSeconds ?? 0))
  expect(Number(steps[1]?.startedAt) - Number(steps[0]?.endedAt)).toBeGreaterThan(1_000)
  expect(Number(second.endedAt)).toBeLessThanOrEqual(Date.now())
  expect(steps.map((s) => [s.text, s.ok, s.resolvedBy])).toEqual([
    ['open the pricing page', true, 'memory'],
    ['sign up', true, 'memory'],
  ])
  expect(Object.keys(tries[0]?.sent ?? {}).toSorted()).toEqual(['amplitude', 'mixpanel', 'posthog'])
  // An answer can come too late for the page that is being left.
  for (const [sdk, sent] of Object.entries(tries[0]?.sent ?? {})) {
    const accepted = tries[0]?.accepted[sdk] ?? 0
    expect({ sdk, accepted: accepted > 0 && accepted <= sent }).toEqual({ sdk, accepted: true })
  }
  const place = { workspaceId: house.own.workspaceId, burstId: second.id, id: session?.id ?? '' }
  expect(steps.map(({ screenshot }) => screenshot)).toEqual([true, true])
  const kept = steps.map(({ number }) => stepPictureKey(place, { attempt: 1, number }))
  for (const key of [pictureKey(place), ...kept]) {
    const picture = await house.storage.get(key)
    expect((await new Response(picture?.body).arrayBuffer()).byteLength).toBeGreaterThan(5_000)
  }
})

test('ends a session whose step fits nothing as failed, with the reason', async () => {
  const burst = await house.over(
    (await start({ sessions: 2, journey: ['open the pricing page', 'juggle three torches'] })).id,
  )
  expect(burst.counts).toMatchObject({ failed: 2, completed: 0 })
  expect(burst.reasons[0]?.reason).toBe(
    'Step 2 ("juggle three torches"): Nothing on /pricing clearly fits "juggle three torches".',
  )
  const [session] = await log(burst.id)
  expect((await detail(session?.id ?? '')).steps.map((s) => s.ok)).toEqual([true, false])
})

test('does not take a form that was refused for one that was done', async () => {
  const burst = await house.over((await start({ sessions: 1, seed: 99, journey: ['log in'] })).id)
  expect(burst.counts).toMatchObject({ failed: 1 })
  expect(burst.reasons[0]?.reason).toMatch(/^Step 1 \("log in"\): \/login answered 4\d\d/)
})

test('lets visitors drop off and bounce as planned', async () => {
  const burst = await house.over((await start({ sessions: 4, conversion: 50 })).id)
  const planned = (await log(burst.id)).map((s) => s.outcome)
  expect(planned.filter((outcome) => outcome === 'completed')).toHaveLength(2)
  expect(burst.counts.failed).toBe(0)
  expect(burst.counts.dropped + burst.counts.bounced).toBe(2)
})

test('looks around the site when no journey is given, without a question', async () => {
  const burst = await house.over((await start({ sessions: 6, journey: undefined, seed: 4 })).id)
  expect(burst).toMatchObject({ modelCalls: 0, counts: { completed: 4, bounced: 2, failed: 0 } })
  const visits = await log(burst.id)
  for (const { outcome, pages } of visits) expect(pages === 1).toBe(outcome === 'bounced')
  const walked = visits.find(({ outcome }) => outcome === 'completed')
  const { steps } = await detail(walked?.id ?? '')
  expect(steps.every(({ text, ok }) => ok && text.startsWith('look at "'))).toBe(true)
  expect(new Set(steps.map(({ url }) => url)).size).toBeGreaterThan(0)
})

test('cancelling ends running visits within two seconds, and the log stays as it was', async () => {
  const { id } = await start({ sessions: 6, pace: 'natural' })
  const key = { workspaceId: house.own.workspaceId, id }
  await vi.waitUntil(async () => (await getBurst(house.database.db, key)).counts.running > 0, {
    timeout: 30_000,
  })
  const { cancelled } = await cancelBurst(house.database.db, key)
  expect(cancelled).toBe(6)
  // The next burst gets all places at once only if the cancelled visits are gone.
  const next = await start({ sessions: 4, journey: ['open the pricing page'] })
  await vi.waitUntil(
    async () => (await getBurst(house.database.db, { ...key, id: next.id })).counts.running === 4,
    {
      timeout: 20_000,
      interval: 20,
    },
  )
  await house.over(next.id)
  expect((await getBurst(house.database.db, key)).counts).toMatchObject({ cancelled: 6 })
})

test('tells a target that does not answer from a visit that went wrong', async () => {
  await house.stopShop()
  const burst = await house.over((await start({ sessions: 1, journey: ['open the pricing page'] })).id)
  expect(burst.counts).toMatchObject({ failed: 1 })
  expect(burst.reasons[0]?.reason).toMatch(/ERR_|refused|no answer/i)
})
