import { expect, test } from 'vitest'
import { ofList } from '../../../agent/model/offline/elements/traits-list.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'

const TREE = parseTree(
  [
    '[0-1] table',
    '  [0-2] row',
    '    [0-3] columnheader: Train',
    ...['Blue, 58 min, €40', 'Red, 2 h, €19', 'Green, 1 h 10 min, €25'].flatMap((name, i) => [
      `  [0-${10 * (i + 1)}] row`,
      `    [0-${10 * (i + 1) + 1}] cell: ${name}`,
      `    [0-${10 * (i + 1) + 2}] cell`,
      `      [0-${10 * (i + 1) + 3}] button: Book`,
    ]),
  ].join('\n'),
)
const buttons = TREE.filter(({ role }) => role === 'button')
const having = (trait: string, ask: Parameters<typeof ofList>[1]) =>
  buttons.map((node) => ofList(node, ask)[trait])

test('a control of the second row stands second, not counting the heads of columns', () => {
  expect(having('listNth', { ordinal: 2, text: 'book the second train' })).toEqual([0, 1, 0])
  expect(having('listNth', { ordinal: -1, text: 'book the last train' })).toEqual([0, 0, 1])
})

test('a control of the cheapest or fastest item is told from those of the others', () => {
  expect(having('mostOf', { ordinal: undefined, text: 'book the cheapest train' })).toEqual([0, 1, 0])
  expect(having('mostOther', { ordinal: undefined, text: 'book the fastest train' })).toEqual([0, 1, 1])
})

test('a step that names no place says nothing of lists', () => {
  expect(having('listNth', { ordinal: undefined, text: 'book the red train' })).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
