import { expect, test } from 'vitest'
import { clickables, parseTree } from '../../../agent/model/offline/elements/tree.ts'

const names = (...lines: string[]) => clickables(parseTree(lines.join('\n'))).map(({ name }) => name)

test('choices that stand side by side in a paragraph can be clicked', () => {
  const filters = ['  [0-2] StaticText: All', '  [0-3] StaticText: Drafts', '  [0-4] button: New']
  expect(names('[0-1] paragraph', ...filters)).toEqual(['All', 'Drafts', 'New'])
})

test('prose cannot', () => {
  const prose = [
    '  [0-2] StaticText: Read our',
    '  [0-3] link: terms',
    '  [0-4] StaticText: before you go on.',
  ]
  expect(names('[0-1] paragraph', ...prose)).toEqual(['terms'])
})

test('a heading that asks can be clicked, another cannot', () => {
  expect(names('[0-1] heading: Questions', '[0-2] heading: Can I cancel?')).toEqual(['Can I cancel?'])
})
