import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Collected } from '../../web/demo-shop/collector/collected.ts'
import { Collector } from '../../web/demo-shop/collector/collector.ts'
import { posthogConfigRoutes } from '../../web/demo-shop/collector/posthog-config.ts'
import { collectorRoutes } from '../../web/demo-shop/collector/routes.ts'

let collector: Collector
let app: ReturnType<typeof collectorRoutes>
beforeEach(() => {
  collector = new Collector()
  app = collectorRoutes(collector)
})

const post = async (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  (await app.request(path, { method: 'POST', body, headers })).status
const counted = (sdk: keyof Collected['sdks']) => collector.collected().sdks[sdk]
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const form = (data: string) => `data=${encodeURIComponent(data)}`

const posthogEvent = (uuid: string, event = '$pageview', properties: object = {}) => ({
  uuid,
  event,
  timestamp: '2026-03-01T10:00:00.000Z',
  properties: {
    distinct_id: 'anon-1',
    $session_id: 's-1',
    $device_type: 'Mobile',
    $os: 'Android',
    $browser: 'Chrome',
    $browser_language: 'de-DE',
    $screen_width: 412,
    $screen_height: 915,
    ...properties,
  },
})
const mixpanelEvent = (id: string, event = 'Page', properties: object = {}) => ({
  event,
  properties: {
    $insert_id: id,
    time: 1_772_359_200.5,
    distinct_id: '$device:d-1',
    $device_id: 'd-1',
    ...properties,
  },
})
const amplitudeEvent = (id: string, more: object = {}) => ({
  event_type: 'page',
  insert_id: id,
  time: 1_772_359_200_000,
  device_id: 'd-1',
  session_id: 1_772_359_100_000,
  language: 'de-DE',
  ...more,
})
const amplitude = (...events: object[]) => JSON.stringify({ api_key: 'k', events })

describe('every packing an SDK uses is opened', () => {
  const event = posthogEvent('u-1')
  test.each<[string, string, BodyInit]>([
    ['posthog JSON', '/posthog/e/', JSON.stringify(event)],
    ['posthog JSON list', '/posthog/i/v0/e/', JSON.stringify([event])],
    ['posthog batch', '/posthog/batch/', JSON.stringify({ api_key: 'k', batch: [event] })],
    ['posthog gzip', '/posthog/e/?compression=gzip-js', new Uint8Array(gzipSync(JSON.stringify([event])))],
    ['posthog base64', '/posthog/e/?compression=base64', form(base64(event))],
    ['posthog base64 with bare plus signs', '/posthog/e/', `data=${base64({ ...event, filler: '>>>???' })}`],
  ])('%s', async (_, path, body) => {
    expect(await post(path, body)).toBe(200)
    expect(counted('posthog')).toMatchObject({ events: 1, people: 1, sessions: 1 })
  })

  test.each([
    ['mixpanel urlencoded JSON', form(JSON.stringify([mixpanelEvent('i-1')]))],
    ['mixpanel base64', form(base64([mixpanelEvent('i-1')]))],
    ['mixpanel single event', form(JSON.stringify(mixpanelEvent('i-1')))],
  ])('%s', async (_, body) => {
    expect(await post('/mixpanel/track/?verbose=1', body)).toBe(200)
    expect(counted('mixpanel')).toMatchObject({ events: 1, people: 1, sessions: null, leaves: null })
  })

  test('mixpanel profile updates are taken and are no events', async () => {
    for (const path of ['/mixpanel/engage/', '/mixpanel/groups/']) {
      expect(await post(path, form(JSON.stringify([{ $distinct_id: 'a', $set: {} }])))).toBe(200)
    }
    expect(counted('mixpanel').events).toBe(0)
  })

  test('amplitude JSON, plain and gzip', async () => {
    expect(await post('/amplitude', amplitude(amplitudeEvent('i-1')))).toBe(200)
    expect(await post('/amplitude', new Uint8Array(gzipSync(amplitude(amplitudeEvent('i-2')))))).toBe(200)
    expect(counted('amplitude')).toMatchObject({ events: 2, people: 1, sessions: 1 })
  })
})

describe('an event that is sent again counts once', () => {
  test.each<[keyof Collected['sdks'], string, string]>([
    ['posthog', '/posthog/e/', JSON.stringify([posthogEvent('u-1'), posthogEvent('u-1')])],
    ['mixpanel', '/mixpanel/track/', form(JSON.stringify([mixpanelEvent('i-1'), mixpanelEvent('i-1')]))],
    ['amplitude', '/amplitude', amplitude(amplitudeEvent('i-1'), amplitudeEvent('i-1'))],
  ])('%s', async (sdk, path, body) => {
    await post(path, body)
    await post(path, body)
    expect(counted(sdk)).toMatchObject({ events: 1, duplicates: 3 })
    expect(collector.collected({ events: true }).events).toHaveLength(1)
  })
})

describe('someone who identifies is one person', () => {
  // The page view that overtakes its $identify names the device too.
  const later = ['u-2', '$pageview', { distinct_id: 'ada', $device_id: 'anon-1' }] as const
  test.each<[keyof Collected['sdks'], string, string]>([
    ['posthog', '/posthog/e/', JSON.stringify([posthogEvent('u-1'), posthogEvent(...later)])],
    [
      'mixpanel',
      '/mixpanel/track/',
      form(
        JSON.stringify([
          mixpanelEvent('i-1'),
          mixpanelEvent('i-2', 'Page', { $user_id: 'ada', distinct_id: 'ada' }),
        ]),
      ),
    ],
    ['amplitude', '/amplitude', amplitude(amplitudeEvent('i-1'), amplitudeEvent('i-2', { user_id: 'ada' }))],
  ])('%s', async (sdk, path, body) => {
    await post(path, body)
    expect(counted(sdk)).toMatchObject({ events: 2, people: 1 })
    expect(collector.collected().people.map(({ person, events }) => [person, events])).toEqual([['ada', 2]])
  })

  test('also when the anonymous events arrive afterwards', async () => {
    await post('/posthog/e/', JSON.stringify(posthogEvent(...later)))
    await post('/posthog/e/', JSON.stringify(posthogEvent('u-1')))
    expect(counted('posthog').people).toBe(1)
  })

  test('and a second one on the same device is a second person', async () => {
    await post(
      '/amplitude',
      amplitude(amplitudeEvent('i-1', { user_id: 'ada' }), amplitudeEvent('i-2', { user_id: 'grace' })),
    )
    expect(counted('amplitude').people).toBe(2)
  })
})

test('an event is kept with the device it names and the one its request names', async () => {
  await post('/posthog/e/', JSON.stringify(posthogEvent('u-1', '$pageleave', { $pathname: '/pricing' })), {
    'user-agent': 'Chrome',
    'accept-language': 'de-DE,de;q=0.9',
    'sec-ch-ua-platform': '"Android"',
    'sec-ch-ua-mobile': '?1',
  })
  expect(counted('posthog')).toMatchObject({ leaves: 1, byName: { $pageleave: 1 } })
  expect(collector.collected({ events: true }).events).toMatchObject([
    {
      sdk: 'posthog',
      name: '$pageleave',
      time: '2026-03-01T10:00:00.000Z',
      person: 'anon-1',
      session: 's-1',
      path: '/pricing',
      device: { type: 'Mobile', os: 'Android', browser: 'Chrome', language: 'de-DE', screen: '412x915' },
      request: {
        userAgent: 'Chrome',
        acceptLanguage: 'de-DE,de;q=0.9',
        platform: 'Android',
        mobile: true,
      },
    },
  ])
})

describe('a hostile body is refused whole and counts nothing', () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' ')))
  test.each<[string, string, BodyInit, number]>([
    ['no JSON', '/posthog/e/', 'hello', 400],
    ['nothing', '/posthog/e/', '', 400],
    ['broken gzip', '/posthog/e/', new Uint8Array([0x1f, 0x8b, 1, 2, 3]), 400],
    ['a gzip bomb', '/posthog/e/', bomb, 400],
    ['one good event and one bad', '/posthog/e/', JSON.stringify([posthogEvent('u-1'), { event: 7 }]), 400],
    ['an event of nobody', '/posthog/e/', JSON.stringify({ event: 'x', properties: {} }), 400],
    ['no list', '/mixpanel/track/', form('"x"'), 400],
    ['a profile that is none', '/mixpanel/engage/', form('[1]'), 400],
    ['an impossible time', '/amplitude', amplitude(amplitudeEvent('i-1', { time: 1e300 })), 400],
    ['deep nesting', '/amplitude', '['.repeat(200_000), 400],
    ['more than 1 MB', '/amplitude', amplitude(amplitudeEvent('i', { filler: 'x'.repeat(1_100_000) })), 413],
  ])('%s', async (_, path, body, status) => {
    expect(await post(path, body)).toBe(status)
    const { sdks, refused } = collector.collected()
    expect(refused).toBe(1)
    expect(Object.values(sdks).map(({ events }) => events)).toEqual([0, 0, 0])
  })

  test('a name such as __proto__ is only a name', async () => {
    await post('/posthog/e/', JSON.stringify(posthogEvent('u-1', '__proto__')))
    expect(Object.entries(counted('posthog').byName)).toEqual([['__proto__', 1]])
  })
})

test('posthog-js gets its flags and configuration, without anything to load', async () => {
  const config = posthogConfigRoutes()
  const flags = await config.request('/flags/?v=2', { method: 'POST' })
  expect(await flags.json()).toMatchObject({ flags: {}, sessionRecording: false, surveys: false })
  const remote = await config.request('/array/phc_x/config')
  expect(await remote.json()).toMatchObject({ siteApps: [], sessionRecording: false })
  const script = await config.request('/array/phc_x/config.js')
  expect(await script.text()).toContain('window._POSTHOG_REMOTE_CONFIG')
})
