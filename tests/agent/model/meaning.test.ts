import { expect, test, vi } from 'vitest'
import { meaningsOf, NOTHING, nearnessOf } from '../../../agent/model/offline/meaning.ts'

const close = async (step: string, name: string): Promise<number> => {
  const [asked = NOTHING, said = NOTHING] = await meaningsOf([step, name])
  return nearnessOf(asked, said, said).close
}

test.each([
  ['see what it costs', 'Pricing', 'Chat with a person'],
  ['talk to a human', 'Chat with a person', 'Pricing'],
  ['see who reports to whom', 'Org chart', 'Payroll'],
  ['who runs this site', 'About us', 'Careers'],
  ['put it in my bag', 'Add to basket', 'View basket'],
])('"%s" means "%s" rather than "%s", and nothing is fetched to tell', async (step, right, other) => {
  const fetching = vi.spyOn(globalThis, 'fetch')
  expect(await close(step, right)).toBeGreaterThan(await close(step, other))
  expect(fetching).not.toHaveBeenCalled()
})

test('what stands around a control tells it from its twins', async () => {
  const [step = NOTHING, name = NOTHING, ...places] = await meaningsOf([
    'delete the invoice of Acme',
    'Delete',
    'Delete Invoice 1042 Acme Corporation',
    'Delete Invoice 1043 Bluebird Café',
  ])
  const [right = 0, other = 0] = places.map((place) => nearnessOf(step, name, place).close)
  expect(right).toBeGreaterThan(other)
})

test('gives one text one meaning, in whatever company it is asked about', async () => {
  const [alone = NOTHING] = await meaningsOf(['Order history'])
  const [, among = NOTHING] = await meaningsOf(['Sign in', 'Order history', 'Basket'])
  expect(among).toEqual(alone)
})

test('a text without a word means nothing, and is near to nothing', async () => {
  const [empty = NOTHING, name = NOTHING] = await meaningsOf(['', 'Pricing'])
  expect(Number.isFinite(nearnessOf(empty, name, name).close)).toBe(true)
})
