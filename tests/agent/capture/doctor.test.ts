import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { replyTo } from '../../../agent/model/offline/chat/reply.ts'
import { burstStatus } from '../../../agent/tools/burst-status.ts'
import { inspectTarget } from '../../../agent/tools/inspect-target.ts'
import { type Doctor, getDoctor, requestInspection } from '../../../db/doctor.ts'
import { burstReceipt, readReceipt } from '../../../db/receipts.ts'
import { getSession, querySessions } from '../../../db/sessions.ts'
import { changeTarget } from '../../../db/targets.ts'
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

const context = () => {
  const { workspaceId, userId } = house.own
  return { db: house.database.db, workspaceId, userId, pageUrl: 'http://localhost', now: new Date() }
}
const shop = () => ({ workspaceId: house.own.workspaceId, id: house.own.shop.id })
const collected = async () => {
  const { target } = await getDoctor(house.database.db, shop())
  return (await (await fetch(`${target.origin}/collected.json?events=1`)).json()) as {
    events: {
      sdk: string
      name: string
      synthetic?: string
      device: { userAgent?: string }
      request: { userAgent?: string }
    }[]
  }
}
const forget = async () => {
  const { target } = await getDoctor(house.database.db, shop())
  await fetch(`${target.origin}/collected.json`, { method: 'DELETE' })
}

async function inspected(): Promise<Doctor> {
  await requestInspection(house.database.db, shop())
  return vi.waitUntil(
    async () => {
      const found = await getDoctor(house.database.db, shop())
      return ['done', 'failed'].includes(found.state) && found
    },
    { timeout: 90_000, interval: 200 },
  )
}

test('finds the three real SDKs of the demo shop, sees each record, and looks round without ending anything', async () => {
  const { state, report, thirdParties } = await inspected()
  expect(state).toBe('done')
  expect(
    report?.sdks.map(({ sdk, version, verdict, problems }) => ({ sdk, version, verdict, problems })),
  ).toEqual([
    { sdk: 'posthog', version: '1.449.2', verdict: 'records', problems: [] },
    { sdk: 'mixpanel', version: '2.83.0', verdict: 'records', problems: [] },
    { sdk: 'amplitude', version: '2.35.0', verdict: 'records', problems: [] },
  ])
  expect(report?.banners).toEqual([])
  expect(thirdParties).toEqual([])
  const paths = report?.pages.map(({ path }) => path) ?? []
  expect(paths[0]).toBe('/')
  expect(paths).toEqual(expect.arrayContaining(['/pricing', '/signup', '/docs', '/contact']))
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths.length).toBeLessThanOrEqual(20)
  expect(report?.pages.find(({ path }) => path === '/signup')?.forms[0]).toEqual({
    fields: ['First name', 'Last name', 'Work email', 'Company', 'Password'],
    submit: 'Create account',
  })
  expect(report?.suggestions).toContain('open pricing > sign up')
})

test('the tool answers with the report of the last minutes, and the chat says it in words', async () => {
  const value = await inspectTarget.run(context(), { target: 'demo shop' })
  expect(value).toMatchObject({ state: 'done', target: { name: 'Demo shop' } })
  const reply = replyTo([{ tool: 'inspectTarget', value }] as Parameters<typeof replyTo>[0], 'UTC')
  expect(reply).toContain('Demo shop loads 3 analytics SDKs')
  expect(reply).toContain('- PostHog 1.449.2 records our sessions.')
  expect(reply).toContain('"open pricing > sign up"')
  await expect(inspectTarget.run(context(), { target: 'Unproved' })).rejects.toMatchObject({
    code: 'target_unverified',
  })
})

test('a session’s receipt names its events, and the burst’s adds them up', async () => {
  const { id } = await house.over((await recordedBurst(house.database, house.own, { sessions: 2 })).id)

  const { workspaceId } = house.own
  const query = { workspaceId, filters: { burstId: id }, sort: 'oldest', limit: 2 } as const
  const [first] = (await querySessions(house.database.db, query)).items
  const { tries } = await getSession(house.database.db, { workspaceId, id: first?.id ?? '' })
  const { sdks, warning } = readReceipt(tries.at(-1))
  expect(warning).toBeNull()
  expect(sdks.map(({ sdk }) => sdk)).toEqual(['amplitude', 'mixpanel', 'posthog'])
  for (const { sdk, sent, accepted, failed, events, left } of sdks) {
    // A page that is left may take along the answer to its last request.
    expect({ sdk, failed, answered: accepted > 0 && accepted <= sent }).toEqual({
      sdk,
      failed: 0,
      answered: true,
    })
    expect({ sdk, signedUp: events.signed_up }).toEqual({ sdk, signedUp: 1 })
    if (sdk === 'posthog')
      expect({ left, leaves: events.$pageleave }).toEqual({ left: true, leaves: expect.any(Number) })
  }
  const status = await burstStatus.run(context(), { burst: id })
  const told = replyTo([{ tool: 'burstStatus', value: status }] as Parameters<typeof replyTo>[0], 'UTC')
  expect(told).toMatch(
    /It took [\d.]+ minutes?, \d+ model calls \(expected: about \d+ minutes?, about \d+ model calls\)\./,
  )
  const receipt = await burstReceipt(house.database.db, { workspaceId, burstId: id })
  expect(receipt).toMatchObject({ ended: 2, unrecorded: 0, warning: null })
  expect(receipt.sdks.find(({ sdk }) => sdk === 'posthog')).toMatchObject({
    sessions: 2,
    left: 2,
    events: { signed_up: 2 },
  })
})

test('every event says that it is synthetic, until the owner switches it off', async () => {
  await forget()
  await house.over((await recordedBurst(house.database, house.own, { sessions: 1, seed: 5 })).id)
  const labelled = (await collected()).events
  expect(new Set(labelled.map(({ sdk }) => sdk)).size).toBe(3)
  const bare = labelled.filter(({ synthetic, name }) => synthetic !== 'SessionBurst' && name !== '$identify')
  expect(bare.map(({ sdk, name }) => `${sdk} ${name}`)).toEqual([])
  expect(labelled.filter(({ request }) => !request.userAgent?.endsWith(' SessionBurst/1'))).toEqual([])

  await changeTarget(house.database.db, { ...shop(), change: { label: false } })
  await forget()
  await house.over((await recordedBurst(house.database, house.own, { sessions: 1, seed: 6 })).id)
  const plain = (await collected()).events
  expect(plain.length).toBeGreaterThan(5)
  expect(
    plain.filter(({ synthetic, request }) => synthetic || request.userAgent?.includes('SessionBurst')),
  ).toEqual([])
})
