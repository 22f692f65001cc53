import { expect, test } from 'vitest'
import { drivePart } from '../../bench/resolver.ts'
import { CHROME } from '../../support/runner.ts'

// The bench takes all pages; these stand for React with portals, a list of a page's own making, icons, and a banner.
const PAGES = ['react-inbox', 'dropdown-checkout', 'cookie-spa-news', 'multistep-course']

test('does at least eight in ten steps right on pages of different make, in a real browser', async () => {
  const results = await drivePart('tuning', CHROME, PAGES)
  const right = results.filter(({ verdict }) => verdict === 'right')
  const missed = results.filter(({ verdict }) => verdict !== 'right')
  expect(results.length).toBeGreaterThan(20)
  expect(
    right.length / results.length,
    missed.map(({ page, step, answers }) => `${page}: ${step}: ${answers.join(' => ')}`).join('\n'),
  ).toBeGreaterThanOrEqual(0.8)
})
