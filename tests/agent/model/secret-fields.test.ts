import { expect, test } from 'vitest'
import { answerTo, type Fixture } from './elements-fixture.ts'

const fixture = (field: string): Fixture => ({
  path: '/',
  cases: [],
  tree: [
    '[0-1] RootWebArea: Gate',
    '  [0-2] scrollable, html',
    '    [0-3] body',
    '      [0-10] form',
    `        [0-11] ${field}`,
    '        [0-12] button: Continue',
  ].join('\n'),
})
const STEPS = [
  'enter {{secret.gateCode}}',
  'type {{secret.gateCode}} into the box',
  'use the code {{secret.gateCode}}',
]

test.each(STEPS)('"%s" types the secret into a box that asks for one', async (step) => {
  expect(await answerTo(fixture('textbox: Access code'), { step, done: [], expected: [] })).toContain(
    'secret',
  )
})

test.each(STEPS)('"%s" types it into no box for searching, and none for a name', async (step) => {
  for (const field of ['searchbox: Search', 'textbox: Search products', 'textbox: First name'])
    expect(await answerTo(fixture(field), { step, done: [], expected: [] })).not.toContain('secret')
})

test.each([
  'search for {{secret.gateCode}}',
  'set the comment to "{{secret.gateCode}}"',
  'write a comment "{{secret.gateCode}}"',
])('"%s" types it into no box for a comment or for searching, however it is spoken of', async (step) => {
  for (const field of ['textbox: Comment', 'searchbox: Search', 'textbox: City'])
    expect(await answerTo(fixture(field), { step, done: [], expected: [] })).not.toContain('secret')
})
