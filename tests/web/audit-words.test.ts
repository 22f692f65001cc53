import { expect, test } from 'vitest'
import { fromWhere, whatChanged, whatWasDone } from '../../web/team/audit-words.ts'

type Entry = Parameters<typeof whatWasDone>[0]
const entry = (action: string, name: string | null, values: Partial<Entry> = {}): Entry => ({
  action,
  subject: { kind: 'x', id: 'x', name },
  before: null,
  after: null,
  channel: 'page',
  ...values,
})

test.each([
  [
    entry('member.role', 'bo@example.com', { before: { role: 'member' }, after: { role: 'admin' } }),
    'changed the role of bo@example.com from member to admin',
  ],
  [
    entry('member.removed', 'bo@example.com', { before: { role: 'admin' } }),
    'removed bo@example.com, who was admin',
  ],
  [entry('invite.made', 'bo@example.com', { after: { role: 'member' } }), 'invited bo@example.com as member'],
  [
    entry('burst.started', null, { after: { sessions: 1, journey: [], target: 'x' } }),
    'started a burst of 1 session',
  ],
  [entry('key.made', 'CI'), 'made the key CI'],
  [entry('workspace.restored', 'Acme'), 'restored the workspace Acme'],
  [entry('target_secret.set', 'pass_word'), 'set the target secret pass_word'],
])('an entry reads as a sentence (%#)', (of, words) => {
  expect(whatWasDone(of)).toBe(words)
})

test('tells each value that changed, before and after, in words', () => {
  const change = entry('target.changed', 'Shop', {
    before: { name: 'Shop', sessionsPerHour: null, sessionsAtOnce: 5 },
    after: { sessionsPerHour: 60, sessionsAtOnce: 5 },
  })
  expect(whatChanged(change)).toEqual([{ label: 'sessions an hour', before: 'the usual', after: '60' }])
  const made = entry('key.made', 'CI', { after: { scopes: ['read', 'run'], expiresAt: null } })
  expect(whatChanged(made)).toEqual([
    { label: 'scopes', before: undefined, after: 'read, run' },
    { label: 'expires', before: undefined, after: 'never' },
  ])
  expect(whatChanged(entry('target.removed', 'Shop', { before: { origin: 'https://a.example' } }))).toEqual([
    { label: 'address', before: 'https://a.example', after: undefined },
  ])
})

test('says what was approved and what was switched, and names a host as its page does', () => {
  const decided = entry('target.third_parties_decided', 'Shop', {
    before: { 'cdn.example:443': false, 'cdn.example:8443': false },
    after: { 'cdn.example:443': true, 'cdn.example:8443': false },
  })
  expect(whatChanged(decided)).toEqual([
    { label: 'cdn.example', before: undefined, after: 'approved' },
    { label: 'cdn.example:8443', before: undefined, after: 'refused' },
  ])
  const switched = entry('target.changed', 'Shop', { before: { label: true }, after: { label: false } })
  expect(whatChanged(switched)).toEqual([{ label: 'label', before: 'on', after: 'off' }])
})

test('says from where', () => {
  expect(fromWhere({ channel: 'key', address: '10.0.0.1' })).toBe('with an API key, 10.0.0.1')
  expect(fromWhere({ channel: 'product', address: null })).toBe('by the product')
})
