import { expect, test, vi } from 'vitest'
import { meaningsOf, nearness } from '../../../agent/model/offline/meaning.ts'

test('tells meanings apart without fetching anything', async () => {
  const fetching = vi.spyOn(globalThis, 'fetch')
  const [price = [], cost = [], person = [], human = []] = (
    await meaningsOf(['Pricing', 'see what it costs', 'Chat with a person', 'talk to a human'])
  ).map((meaning) => [meaning])
  const near = (a: Float32Array[], b: Float32Array[]) =>
    nearness(a[0] ?? new Float32Array(), b[0] ?? new Float32Array())
  expect(near(price, cost)).toBeGreaterThan(near(person, cost))
  expect(near(person, human)).toBeGreaterThan(near(price, human))
  expect(near(price, price)).toBeCloseTo(1, 5)
  expect(fetching).not.toHaveBeenCalled()
})

test('gives one text one meaning, in whatever company it is asked about', async () => {
  const [alone] = await meaningsOf(['Order history'])
  const [, among] = await meaningsOf(['Sign in', 'Order history', 'Basket'])
  expect(among).toEqual(alone)
})
