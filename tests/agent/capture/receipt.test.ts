import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawAnswer } from '../../../agent/capture/banner.ts'
import { VisitReceipt } from '../../../agent/capture/receipt.ts'
import { vendorOf } from '../../../agent/capture/vendors.ts'
import { readReceipt } from '../../../db/receipts.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const json = (value: unknown) => bytes(JSON.stringify(value))
const base64 = (value: unknown) => bytes(`data=${encodeURIComponent(btoa(JSON.stringify(value)))}`)

const event = (name: string, id: string) => ({ event: name, uuid: id, properties: { $lib_version: '1.2.3' } })

test.each([
  [
    'posthog',
    'https://us.i.posthog.com/i/v0/e/?ip=1',
    gzipSync(json([event('$pageview', 'a'), event('x', 'b')])),
    { $pageview: 1, x: 1 },
  ],
  ['posthog', 'https://us.i.posthog.com/e/?beacon=1', base64(event('$pageleave', 'a')), { $pageleave: 1 }],
  [
    'mixpanel',
    'https://api-js.mixpanel.com/track/?verbose=1',
    base64([{ event: 'Buy', properties: { $insert_id: 'i' } }]),
    { Buy: 1 },
  ],
  [
    'amplitude',
    'https://api2.amplitude.com/2/httpapi',
    json({ events: [{ event_type: 'Buy', insert_id: 'i' }] }),
    { Buy: 1 },
  ],
  [
    'segment',
    'https://api.segment.io/v1/t',
    json({ type: 'track', event: 'Buy', messageId: 'm' }),
    { Buy: 1 },
  ],
  [
    'plausible',
    'https://plausible.io/api/event',
    json({ n: 'pageview', u: 'https://x.example/', d: 'x.example' }),
    { pageview: 1 },
  ],
  [
    'umami',
    'https://cloud.umami.is/api/send',
    json({ type: 'event', payload: { website: 'w', url: '/' } }),
    { pageview: 1 },
  ],
  [
    'ga4',
    'https://www.google-analytics.com/g/collect?v=2&tid=G-1',
    bytes('en=page_view&_ee=1\nen=scroll'),
    { page_view: 1, scroll: 1 },
  ],
  [
    'ga4',
    'https://region1.google-analytics.com/g/collect?v=2&tid=G-1&en=page_view',
    undefined,
    { page_view: 1 },
  ],
] as const)('reads the events of %s from %s', (sdk, url, body, events) => {
  const receipt = new VisitReceipt()
  const request = { method: 'POST', url }
  expect(receipt.noteSent(request)).toBe(sdk)
  receipt.noteBody(request, body && new Uint8Array(body))
  expect(receipt.kept().events).toEqual({ [sdk]: events })
})

test('an event that is sent again counts once, and a body that is none counts nothing', () => {
  const receipt = new VisitReceipt()
  const request = { method: 'POST', url: 'https://us.i.posthog.com/e/' }
  receipt.noteBody(request, json(event('x', 'a')))
  receipt.noteBody(request, json(event('x', 'a')))
  receipt.noteBody(request, bytes('\u0000 not json'))
  expect(receipt.kept().events).toEqual({ posthog: { x: 1 } })
})

test('a path that other software uses counts only where the doctor saw the SDK', () => {
  const request = { method: 'POST', url: 'https://shop.example/api/send' }
  expect(new VisitReceipt().noteSent(request)).toBeUndefined()
  expect(new VisitReceipt(['umami']).noteSent(request)).toBe('umami')
  expect(new VisitReceipt(['umami']).noteSent({ ...request, method: 'GET' })).toBeUndefined()
})

test('what was held back has failed and never left; what an unloading page gave up on tells nothing', () => {
  const receipt = new VisitReceipt()
  const request = { method: 'POST', url: 'https://us.i.posthog.com/e/' }
  receipt.noteFailure(request, 'net::ERR_TUNNEL_CONNECTION_FAILED')
  receipt.noteFailure(request, 'net::ERR_ABORTED')
  expect(receipt.kept()).toMatchObject({ sent: {}, failed: { posthog: 1 } })
})

test('of a closed https page only bytes tell that its last word went out', () => {
  const receipt = new VisitReceipt()
  receipt.noteSent({ method: 'POST', url: 'https://us.i.posthog.com/e/' })
  receipt.noteSent({ method: 'POST', url: 'https://api2.amplitude.com/2/httpapi' })
  receipt.leaving()
  receipt.noteLastBytes({ 'us.i.posthog.com:443': 900, 'api2.amplitude.com:443': 60 })
  expect(receipt.kept().left).toEqual(['posthog'])
})

test('an event may bear any name', () => {
  const receipt = new VisitReceipt()
  for (const event of ['constructor', '__proto__', 'constructor'])
    receipt.noteBody(
      { method: 'POST', url: 'https://us.i.posthog.com/e/' },
      new TextEncoder().encode(JSON.stringify({ event })),
    )
  expect(Object.entries(receipt.kept().events.posthog ?? {})).toEqual([
    ['constructor', 2],
    ['__proto__', 1],
  ])
})

test('warns in plain words when nothing was recorded, and not while the visit runs', () => {
  const attempt = { sent: {}, accepted: {}, failed: {}, events: {}, left: [], endedAt: new Date() }
  expect(readReceipt(attempt).warning).toMatch(/^No request of a known analytics SDK left/)
  expect(readReceipt({ ...attempt, sent: { posthog: 2 } }).warning).toMatch(/posthog tried/)
  expect(readReceipt({ ...attempt, accepted: { posthog: 1 } }).warning).toBeNull()
  expect(readReceipt({ ...attempt, endedAt: null }).warning).toBeNull()
})

test('only vendors’ own hosts pass by rule: not another port, not a name that ends alike, not a banner’s', () => {
  const hosts = [
    'eu.i.posthog.com:443',
    'eu.i.posthog.com:80',
    'evil-i.posthog.com.example:443',
    'cdn.cookielaw.org:443',
  ]
  expect(hosts.map((host) => vendorOf(host))).toEqual([
    { vendor: 'PostHog', allowed: true },
    { vendor: 'PostHog', allowed: false },
    { vendor: null, allowed: false },
    { vendor: 'OneTrust', allowed: false },
  ])
})

test('visitors answer a banner in the shares of their target', () => {
  const shares = { accept: 60, decline: 30, ignore: 10 }
  const answers = Array.from({ length: 100 }, (_, i) =>
    drawAnswer(shares, ((i + 1) * 0.6180339887498949) % 1),
  )
  const count = (answer: string) => answers.filter((one) => one === answer).length
  expect(Math.abs(count('accept') - 60)).toBeLessThanOrEqual(1)
  expect(Math.abs(count('decline') - 30)).toBeLessThanOrEqual(1)
})
