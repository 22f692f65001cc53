import { expect, test } from 'vitest'
import { createMask } from '../../../agent/browser/mask.ts'

const mask = createMask({
  secret_mail: ['Vera.Doe@acme.example'],
  secret_password: ['Zq7!päss/wörd "x" & <y>'],
  secret_card: ['4000056655665556'],
  secret_user: ['demo'],
  secret_pin: ['123'],
  secret_tiny: ['a'],
  secret_odd: ['a\\d+(b)[c]/^$.*?{2}|'],
})

test.each([
  ['Signed in as vera.doe@ACME.example.', 'Signed in as %secret_mail%.'],
  ['/profile/Vera.Doe%40acme.example?x=1', '/profile/%secret_mail%?x=1'],
  ['pw: Zq7!päss/wörd "x" & <y>', 'pw: %secret_password%'],
  [JSON.stringify({ pw: 'Zq7!päss/wörd "x" & <y>' }), '{"pw":"%secret_password%"}'],
  [new URLSearchParams({ pw: 'Zq7!päss/wörd "x" & <y>' }).toString(), 'pw=%secret_password%'],
  ['<b title="Zq7!päss/wörd &quot;x&quot; &amp; &lt;y&gt;">', '<b title="%secret_password%">'],
  ['Card 4000 0566 5566 5556 or 4000-0566-5566-5556', 'Card %secret_card% or %secret_card%'],
  ['demo demonstration demo-shop a demo', '%secret_user% demonstration demo-shop a %secret_user%'],
  ['odd: a\\d+(b)[c]/^$.*?{2}|', 'odd: %secret_odd%'],
  ['[0-123] button: 123', '[0-123] button: %secret_pin%'],
])('puts the variable in place of the value, however it is written: %s', (told, hidden) => {
  expect(mask.text(told)).toBe(hidden)
})

test('goes through whole values, keys too, and leaves an address its host', () => {
  const bytes = new Uint8Array([1])
  expect(mask.all({ demo: [{ n: 1, text: 'demo' }], none: null, bytes })).toEqual({
    '%secret_user%': [{ n: 1, text: '%secret_user%' }],
    none: null,
    bytes,
  })
  expect(mask.url('https://demo:8443/demo?q=demo')).toBe('https://demo:8443/%secret_user%?q=%secret_user%')
  expect(new URL(mask.url('https://demo:8443/demo')).pathname).toBe('/%secret_user%')
})
