import { expect, test } from 'vitest'
import { figuresOf, type ReportRow, testInWords, vendorsInWords } from '../../web/bursts/report-figures.ts'

const row = (some: Partial<ReportRow>): ReportRow => ({
  quantity: 'devices',
  unit: 'percent',
  n: 300,
  asked: null,
  sent: {},
  interval: null,
  vendors: [],
  reference: null,
  test: null,
  verdict: 'not tested',
  note: null,
  ...some,
})
const reference = (values: Record<string, number>) => ({ values, source: 'a study', trust: 'prior' as const })

test('a share is one figure beside the span that is known of the world', () => {
  const bounces = row({
    asked: { yes: 40, no: 60 },
    sent: { yes: 39, no: 61 },
    reference: reference({ low: 47, high: 50 }),
  })
  expect(figuresOf(bounces)).toEqual([{ name: 'share', asked: 40, sent: 39, reference: [47, 50] }])
})

test('hours go round the clock, whatever order an answer has them in', () => {
  const hours = row({ sent: { '10': 5, '00': 1 }, reference: reference({ '00': 2, '23': 3 }) })
  expect(figuresOf(hours).map(({ name }) => name)).toEqual(['00', '10', '23'])
  expect(figuresOf(hours)[2]).toEqual({ name: '23', asked: null, sent: null, reference: [3, 3] })
})

test('of a process only the test is told', () => {
  const gaps = row({
    sent: { statistic: 0.033 },
    test: { name: 'Kolmogorov-Smirnov', statistic: 0.03349, p: 0.0001, holm: 0.0004 },
  })
  expect(figuresOf(gaps)).toEqual([])
  expect(testInWords(gaps)).toBe('Kolmogorov-Smirnov 0.0335, p below 0.001 after Holm, n 300')
})

test('a vendor is named only where it shows something else than what was sent', () => {
  const vendors = [
    { vendor: 'posthog', shows: { mobile: 63 }, why: null },
    { vendor: 'mixpanel', shows: { mobile: 60 }, why: null },
    { vendor: 'amplitude', shows: null, why: 'placed by network address' },
  ]
  expect(vendorsInWords(row({ sent: { mobile: 63 }, vendors }))).toEqual([
    'Mixpanel shows mobile 60',
    'Amplitude: placed by network address',
  ])
})
