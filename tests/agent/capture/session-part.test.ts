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

test.each([
  ['GA4', '_ga_ABC123', 'GS1.1.1764380000.3.1.1764381860.60.0.0', 'GS1.1.1764380000.3.1.1764380000.60.0.0'],
  [
    'GA4 of today',
    '_ga_ABC123',
    'GS2.1.s1764380000$o3$g1$t1764381860$j60$l0$h1',
    'GS2.1.s1764380000$o3$g1$t1764380000$j60$l0$h1',
  ],
  ['Heap', '_hp5_let.42', '1764381860000', '1764380000000'],
  ['FullStory', 'fs_lua', '1.1764381860000', '1.1764380000000'],
  ['an older Amplitude', 'amp_0a1b2c', 'device.user..1jb5.1jb7.4.1.5', 'device.user..0.0.4.1.5'],
])('%s has the last event half an hour earlier, and the number of visits it had', (_, name, value, aged) => {
  const kept = { cookies: [{ name, value }], local: {} }
  expect(withoutSession(kept)).toEqual({ cookies: [{ name, value: aged }], local: {} })
})

test('keeps the person and forgets the session where they are kept apart', () => {
  const person = {
    ...{ _ga: 'GA1.1.1.2', _clck: 'c', '_hp2_id.42': 'h', '_hp5_meta.42': 'm', ajs_anonymous_id: 'a' },
    ...{ fs_uid: '#o#u:s/1', _hjSessionUser_7: 'hotjar', '_pk_id.1.1fff': 'p', mp_key_mixpanel: '{}' },
  }
  const session = {
    ...{ _clsk: 's', '_hp2_ses_props.42': 's', _hjSession_7: 's', _hjAbsoluteSessionInProgress: '1' },
    ...{ _hjFirstSeen: '1', analytics_session_id: '1', 'analytics_session_id.last_access': '2' },
    '_pk_ses.1.1fff': '1',
  }
  const cookies = (of: Record<string, string>) => Object.entries(of).map(([name, value]) => ({ name, value }))
  const all = { ...person, ...session }
  expect(withoutSession({ cookies: cookies(all), local: all })).toEqual({
    cookies: cookies(person),
    local: person,
  })
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
