import { expect, test } from 'vitest'
import { onPage } from './form-page.ts'

const SHARE = ['button: Share', 'button: Filter']
const FORM = ['div', '  textbox: E-mail or name', '  button: Send invite']

test('people are invited by what shares a thing, and by the form that it brings up, dialog or not', async () => {
  const step = 'invite olga@acme.test to the board'
  expect(await onPage(step, SHARE)).toBe('click "Share"')
  expect(await onPage(step, [...SHARE, ...FORM], ['click "Share"'])).toBe(
    'fill "E-mail or name"=olga@acme.test ; click "Send invite"',
  )
})
