import { expect, test } from 'vitest'
import { withoutSession } from '../../../agent/capture/session-part.ts'

const POSTHOG = { distinct_id: 'ann', $device_id: 'd', $sesid: [1, 'session', 1] }
const AMPLITUDE = {
  deviceId: 'd',
  userId: 'ann',
  sessionId: 1,
  lastEventTime: 2,
  lastEventId: 3,
  optOut: false,
}
const amplitudeCookie = (value: unknown) =>
  encodeURIComponent(btoa(encodeURIComponent(JSON.stringify(value))))

test('takes away what ties the next event to the last session, and leaves who it was', () => {
  const { cookies, local } = withoutSession({
    cookies: [
      { name: 'ph_key_posthog', value: encodeURIComponent(JSON.stringify(POSTHOG)), httpOnly: false },
      { name: 'AMP_0123456789', value: amplitudeCookie(AMPLITUDE) },
      { name: 'AMP_MKTG_0123456789', value: 'JTdCJTdE' },
    ],
    local: { ph_key_posthog: JSON.stringify(POSTHOG), AMP_0123456789: JSON.stringify(AMPLITUDE) },
    origin: 'http://localhost',
    readAt: 0,
  })
  const { $sesid: _, ...person } = POSTHOG
  const { sessionId: _s, lastEventTime: _t, ...device } = AMPLITUDE
  expect(JSON.parse(local.ph_key_posthog ?? '')).toEqual(person)
  expect(JSON.parse(local.AMP_0123456789 ?? '')).toEqual(device)
  const [posthog, amplitude, campaign] = cookies
  expect(JSON.parse(decodeURIComponent(String(posthog?.value)))).toEqual(person)
  expect(posthog).toMatchObject({ httpOnly: false })
  expect(amplitude?.value).toBe(amplitudeCookie(device))
  expect(campaign?.value).toBe('JTdCJTdE')
})

test('leaves alone what is of nobody it knows, or not written as they write it', () => {
  const storage = {
    cookies: [{ name: 'session', value: '{"$sesid":1}' }],
    local: { ph_key_posthog: 'broken {', AMP_unsent_0123456789: '[{"sessionId":1}]', $sesid: '1' },
    origin: 'http://localhost',
    readAt: 0,
  }
  expect(withoutSession(storage)).toEqual(storage)
})
