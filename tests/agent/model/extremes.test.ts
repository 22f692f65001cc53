import { expect, test } from 'vitest'
import { extremeOf } from '../../../agent/model/offline/elements/extremes.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'

const items = (...names: string[]) =>
  parseTree(names.map((name, i) => `[0-${i + 1}] listitem: ${name}`).join('\n'))
const chosen = (step: string, ...names: string[]) => extremeOf(step, items(...names))?.name

test('the cheapest and the most expensive go by their prices, however they are written', () => {
  const lamps = ['Arc lamp €1.240,00', 'Desk lamp 39,90 €', 'Floor lamp $120']
  expect(chosen('open the cheapest lamp', ...lamps)).toBe('Desk lamp 39,90 €')
  expect(chosen('add the most expensive one', ...lamps)).toBe('Arc lamp €1.240,00')
})

test('the newest and the oldest go by dates, and by how long ago', () => {
  const builds = ['#912 by kim, 3 days ago', '#911 by lee, 2 weeks ago', '#913 by ann, 5 hours ago']
  expect(chosen('download the newest build', ...builds)).toBe(builds[2])
  expect(chosen('open the oldest one', 'May 5, 2026', 'Apr 9, 2026', '2026-04-30')).toBe('Apr 9, 2026')
})

test('the fastest goes by the time it takes, the best rated by its stars', () => {
  expect(chosen('take the fastest train', '10:22, 1 h 20 min', '10:40, 58 min', '11:02, 2 h')).toBe(
    '10:40, 58 min',
  )
  expect(chosen('open the best rated hotel', 'Anker 4.1 ★', 'Linde 4.7 ★', 'Post 3.9 ★')).toBe('Linde 4.7 ★')
})

test('none is chosen where two are the same, few say it, or the step asks for no such thing', () => {
  expect(chosen('open the cheapest', '5 €', '5 €', '7 €')).toBeUndefined()
  expect(chosen('open the cheapest', 'Lamp', 'Desk 5 €', 'Chair', 'Bed')).toBeUndefined()
  expect(chosen('open the blue one', '5 €', '6 €')).toBeUndefined()
})
