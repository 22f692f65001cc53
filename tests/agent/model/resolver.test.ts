import { expect, test } from 'vitest'
import { drivePart } from '../../bench/resolver.ts'
import { CHROME } from '../../support/runner.ts'

// The bench takes all pages; these stand for React with portals, a list of a page's own making, icons, and a banner.
const PAGES = ['react-inbox', 'dropdown-checkout', 'cookie-spa-news', 'multistep-course']

test('finds the elements of pages of different make in a real browser, and clicks nothing wrong', async () => {
  const results = await drivePart('tuning', CHROME, PAGES)
  const missed = results.filter(({ verdict }) => verdict !== 'right')
  expect(missed.map(({ page, step, answers }) => ({ page, step, answers }))).toEqual([])
  expect(results.length).toBeGreaterThan(20)
})
