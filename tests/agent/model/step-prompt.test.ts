import { expect, test } from 'vitest'
import { END, MAYBE, readMarks } from '../../../agent/model/step-prompt.ts'

const click = (description: string) => ({ description, method: 'click' })

test('an action that ends its step is done without its mark, and nobody asks again', () => {
  expect(readMarks([click(`Pricing ${END}`)])).toEqual({ actions: [click('Pricing')], ends: true, maybe: [] })
})

test('one of several does not end it', () => {
  const { actions, ends } = readMarks([click('Size 42'), click(`Add to basket ${END}`)])
  expect([actions.map(({ description }) => description), ends]).toEqual([['Size 42', 'Add to basket'], false])
})

test('what may be meant is named and not done, whatever stands beside it', () => {
  const told = readMarks([click('Delete'), click(`Archive ${MAYBE}`), click(`Move no. 2 ${MAYBE}`)])
  expect(told).toEqual({ actions: [], ends: false, maybe: ['Archive', 'Move no. 2'] })
})
