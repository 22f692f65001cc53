import { expect, test } from 'vitest'
import { answerTo, type Fixture } from './elements-fixture.ts'

const page = (...lines: string[]) =>
  ['[0-1] RootWebArea: Policies', '  [0-2] scrollable, html', '    [0-3] body', ...lines].join('\n')
const BUTTONS = [
  '      [0-10] link: Policies',
  '      [0-11] link: Payments',
  '      [0-12] button: New claim',
  '      [0-13] button: Download statement',
]
const DIALOG = [
  '      [0-20] dialog: New claim',
  '        [0-21] heading: New claim',
  '        [0-22] textbox: What happened?',
  '        [0-23] textbox: Email',
  '        [0-24] button: Submit claim',
  '        [0-25] button: Cancel',
]
const fixture = (tree: string): Fixture => ({ path: '/', tree, cases: [] })

test('fills the form that its own click has brought up, and is done once that is sent', async () => {
  const step = 'file a new claim'
  const ask = (tree: string, done: string[]) => answerTo(fixture(tree), { step, done, expected: [] })
  expect(await ask(page(...BUTTONS), [])).toBe('click "New claim"')
  const opened = ['click "New claim"']
  const filled = await ask(page(...BUTTONS, ...DIALOG), opened)
  expect(filled).toMatch(/^fill "What happened\?"=.* ; fill "Email"=%email% ; click "Submit claim"$/)
  const sent = [...opened, 'fill "What happened?"', 'fill "Email"', 'click "Submit claim"']
  expect(await ask(page(...BUTTONS), sent)).toBe('-')
})
