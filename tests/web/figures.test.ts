import { expect, test } from 'vitest'
import { topOf } from '../../web/charts/axis.ts'
import { groupFilter, spanOf } from '../../web/charts/points.ts'
import { changeOf, figureOf } from '../../web/charts/words.ts'
import { countries } from '../../web/filters/countries.ts'
import { countFilters, queryOf, readFilters } from '../../web/filters/filters.ts'
import { below, lengthInWords } from '../../web/filters/spans.ts'
import { askedOf } from '../../web/trends/asked.ts'
import { strengthOf } from '../../web/trends/heat-scale.ts'
import { bucketsFor, startOf } from '../../web/trends/range.ts'
import { readTrendSearch } from '../../web/trends/search.ts'

const DAY = 86_400_000
/** A Sunday afternoon. */
const NOW = new Date(2026, 10, 22, 14, 5, 30)

test('what the agent asked for is read back from an address, and goes to the API as it was', () => {
  const asked = {
    outcome: 'failed',
    device: 'mobile',
    country: 'DE',
    target: 'Demo shop',
    burst: 'latest',
    from: '2026-11-21T00:00:00+01:00',
    to: '2026-11-22T00:00:00Z',
    minLengthSeconds: 20,
    maxLengthSeconds: '90.5',
    text: 404,
  }
  const filters = readFilters(asked)
  expect(queryOf(filters)).toEqual({
    ...asked,
    from: '2026-11-20T23:00:00.000Z',
    to: '2026-11-22T00:00:00.000Z',
    minLengthSeconds: '20',
    maxLengthSeconds: '90.5',
    text: '404',
  })
  expect(countFilters(filters)).toBe(8)
})

test.each([
  ['country', 'Germany'],
  ['from', 'yesterday'],
  ['minLengthSeconds', 'ten'],
  ['maxLengthSeconds', 90_000],
  ['outcome', 'exploded'],
])('a filter that the API would refuse is left out: %s %s', (name, value) => {
  expect(queryOf(readFilters({ [name]: value }))).toEqual({})
})

test('every country of today is offered by name, and none that is gone', () => {
  expect(countries()).toEqual(expect.arrayContaining(['DE', 'US', 'IN', 'XK']))
  for (const gone of ['DD', 'SU', 'YU', 'EU', 'ZZ']) expect(countries()).not.toContain(gone)
})

test('a range begins with a step of the clock, so that the same question has the same words for a while', () => {
  expect(startOf('1h', NOW)).toEqual(new Date(2026, 10, 22, 13, 6))
  expect(startOf('24h', NOW)).toEqual(new Date(2026, 10, 21, 15))
  expect(startOf('7d', NOW)).toEqual(new Date(2026, 10, 16))
  expect(startOf('12w', NOW).getDay()).toBe(1)
  const later = new Date(NOW.getTime() + 40_000)
  for (const range of ['24h', '7d', '30d', '12w'] as const)
    expect(startOf(range, later)).toEqual(startOf(range, NOW))
})

test('only steps that the API gives are offered, and one that fits is taken', () => {
  expect(bucketsFor(30 * DAY)).toEqual(['hour', 'day', 'week'])
  expect(bucketsFor(DAY / 24)).toEqual(['minute'])
  expect(askedOf({ range: '7d' }, NOW).bucket).toBe('hour')
  expect(askedOf({ range: '30d', bucket: 'minute' }, NOW).bucket).toBe('day')
  expect(askedOf({ range: '30d', bucket: 'week' }, NOW).bucket).toBe('week')
})

test('named ends go before a range', () => {
  const search = readTrendSearch({ range: '7d', from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' })
  expect(askedOf(search, NOW)).toMatchObject({
    bucket: 'hour',
    filters: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
  })
})

test('a point covers the time to the next one, and never more than the range', () => {
  const points = ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => ({ at: `${day}T00:00:00.000Z` }))
  const whole = { from: '2026-11-20T06:00:00.000Z', to: '2026-11-22T14:00:00.000Z' }
  expect(spanOf(points, 1, 1, whole)).toEqual({ from: points[1]?.at, to: points[2]?.at })
  expect(spanOf(points, 0, 2, whole)).toEqual(whole)
})

test('a group leads to its own sessions, or to none where no filter can say it', () => {
  expect(groupFilter('country', 'DE')).toEqual({ country: 'DE' })
  expect(groupFilter('referrer', 'google')).toBeUndefined()
  expect(groupFilter(null, null)).toEqual({})
  expect(groupFilter('referrer', 'direct')).toBeUndefined()
  expect(groupFilter('country', 'other')).toBeUndefined()
})

test('a figure says how it moved: a share in points, all else in percent, and nothing where there was nothing', () => {
  expect(changeOf('sessions', 112, 100)).toBe('12 % more')
  expect(changeOf('completionRate', 38.7, 41)).toBe('2.3 points less')
  expect(changeOf('pages', 5, 5)).toBe('unchanged')
  expect(changeOf('sessions', 5, 0)).toBeUndefined()
  expect(changeOf('medianLength', null, 3)).toBeUndefined()
  expect(figureOf('bounceRate', null)).toBe('–')
  expect(figureOf('medianLength', 71)).toBe('1 min 11 s')
})

test('the least of something is told from nothing, and the most is full', () => {
  expect(strengthOf(0, 50)).toBe(0)
  expect(strengthOf(null, 50)).toBe(0)
  expect(strengthOf(1, 1_000)).toBeGreaterThan(0.1)
  expect(strengthOf(50, 50)).toBe(1)
  expect(topOf(95, true)).toBe(100)
  expect(topOf(null, false)).toBe(4)
  expect(topOf(null, true)).toBe(100)
})

test('a span of lengths ends just below the next one, and does not say so', () => {
  expect(below(10)).toBeLessThan(10)
  expect(lengthInWords({ minLengthSeconds: 5, maxLengthSeconds: below(10) })).toBe('5 s to 10 s')
  expect(lengthInWords({ minLengthSeconds: 90 })).toBe('1 min 30 s and longer')
  expect(lengthInWords({})).toBeUndefined()
})
