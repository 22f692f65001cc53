import { expect, test } from 'vitest'
import { conceptsOf, meeting, readPhrasebook } from '../../../agent/model/offline/phrasebook/phrasebook.ts'

test.each([
  ['see who reports to whom', 'Org chart', 'Payroll'],
  ['front page', 'Home', 'Sign in'],
  ['who runs this site', 'About us', 'Careers'],
])('"%s" means "%s" rather than "%s"', async (step, right, other) => {
  const { said, named } = await conceptsOf(step, [right, other])
  const [fits = 0, misses = 0] = named.map((each) => meeting(said, each))
  expect(fits).toBeGreaterThan(misses)
})

test('every line has names and phrases', () => {
  const concepts = readPhrasebook()
  expect(concepts.length).toBeGreaterThan(5000)
  expect(concepts.filter(({ names, phrases }) => names.includes('') || phrases.includes(''))).toEqual([])
})
