import { expect, test } from 'vitest'
import { echoesOf } from '../../../agent/model/offline/elements/echo.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'
import { answerTo, type Fixture } from './elements-fixture.ts'

const page = (...lines: string[]) =>
  ['[0-1] RootWebArea: Recipes', '  [0-2] scrollable, html', '    [0-3] body', ...lines].join('\n')
const echoes = (before: string[], now: string[]) =>
  echoesOf(parseTree(page(...before)), parseTree(page(...now))).map(({ name }) => name)

test('a button that says what its click has done is its echo', () => {
  expect(echoes(['      [0-10] button: Save'], ['      [0-10] button: Saved'])).toEqual(['Saved'])
})

test('a button that has another name beside new fields is the next step of a wizard', () => {
  const next = ['      [0-11] textbox: Company', '      [0-10] button: Create account']
  expect(echoes(['      [0-10] button: Continue'], next)).toEqual([])
})

test('another button in its place is none', () => {
  expect(echoes(['      [0-10] button: Save'], ['      [0-12] button: Saved'])).toEqual([])
})

test('a step is done when its control says so, and nothing is undone', async () => {
  const rest = ['      [0-11] link: Recipes', '      [0-12] button: Add to shopping list']
  const fixture = (name: string): Fixture => ({
    path: '/',
    tree: page(`      [0-10] button: ${name}`, ...rest),
    cases: [],
  })
  const ask = (name: string, done: string[]) =>
    answerTo(fixture(name), { step: 'save the apple pie', done, expected: [] })
  expect(await ask('Save Apple pie', [])).toBe('click "Save Apple pie"')
  expect(await ask('Apple pie saved', ['click "Save Apple pie"'])).toBe('-')
})
