import { describe, expect, it } from 'vitest'
import { random } from '../../../agent/planner/random.ts'
import { binomialShare, chiSquareTail } from '../../../agent/realism/special.ts'
import {
  dispersion,
  goodnessOfFit,
  holm,
  kolmogorov,
  shareInterval,
  twoProportions,
  withinShares,
} from '../../../agent/realism/tests.ts'

// Figures of R 4: pchisq, pbinom, binom.test, fisher.test, p.adjust.
describe('distributions', () => {
  it.each([
    [3.841459, 1, 0.05],
    [18.30704, 10, 0.05],
    [0.5, 10, 0.9999934],
    [100, 50, 3.454e-5],
    [1000, 1000, 0.4940509],
  ])('chi-square %d with %d degrees of freedom', (x, freedom, p) => {
    expect(chiSquareTail(x, freedom) / p).toBeCloseTo(1, 3)
  })

  it('binomial', () => {
    expect(binomialShare(3, 10, 0.5)).toBeCloseTo(0.171875, 9)
    expect(binomialShare(0, 20, 0.1)).toBeCloseTo(0.1215767, 7)
    expect(binomialShare(480, 1000, 0.5)).toBeCloseTo(0.1087, 3)
  })

  it('exact intervals of shares, at the ends too', () => {
    const at = (hits: number, n: number) => shareInterval(hits, n).map((p) => Number(p.toFixed(4)))
    expect(at(0, 20)).toEqual([0, 0.1684])
    expect(at(20, 20)).toEqual([0.8316, 1])
    expect(at(7, 20)).toEqual([0.1539, 0.5922])
  })
})

describe('tests', () => {
  const draw = random(1, 'tests')

  it('chi-square where there are enough, simulation where there are few', () => {
    const many = goodnessOfFit([30, 50, 20], [1, 1, 1], draw)
    expect(many).toMatchObject({ test: 'chi-square' })
    expect(many?.statistic).toBeCloseTo(14, 9)
    expect(many?.p).toBeCloseTo(0.000912, 5)
    // Both or none of two on one side: exactly one half.
    const few = goodnessOfFit([2, 0], [1, 1], draw)
    expect(few?.test).toContain('simulated')
    expect(few?.p).toBeGreaterThan(0.44)
    expect(few?.p).toBeLessThan(0.56)
  })

  it('finds what can not be, and says nothing about nothing', () => {
    expect(goodnessOfFit([5, 1], [1, 0], draw)?.p).toBe(0)
    expect(goodnessOfFit([0, 0], [1, 1], draw)).toBeUndefined()
    expect(goodnessOfFit([5], [1], draw)).toBeUndefined()
  })

  it('Kolmogorov-Smirnov tells another distribution, and forgives rounding that its samples share', () => {
    const rounded = (shift: number) => (n: number) =>
      Float64Array.from({ length: n }, () => Math.round(10 * (draw() + shift)) / 10)
    const uniform = (value: number) => Math.min(1, Math.max(0, value))
    const of = (shift: number) => kolmogorov([...rounded(shift)(300)], uniform, rounded(0))?.p ?? 1
    expect(of(0)).toBeGreaterThan(0.05)
    expect(of(0.2)).toBe(0.001)
  })

  it('the index of dispersion finds both the too wild and the too even', () => {
    const expected = Array<number>(60).fill(10)
    expect(dispersion(expected, expected)?.p).toBeLessThan(1e-9)
    const wild = expected.map((_, i) => (i % 2 ? 20 : 0))
    expect(dispersion(wild, expected)?.p).toBeLessThan(1e-9)
    expect(dispersion([1], [2])).toBeUndefined()
  })

  it('two proportions, exactly', () => {
    expect(twoProportions({ hits: 1, n: 10 }, { hits: 11, n: 14 }).p).toBeCloseTo(0.002759, 6)
    expect(withinShares(10, 10, 0.4, 0.5).p).toBeCloseTo(2 * 0.5 ** 10, 9)
    expect(withinShares(45, 100, 0.4, 0.5).p).toBeGreaterThan(0.3)
  })

  it('Holm', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(4)))
    expect(corrected).toEqual([0.03, 0.06, 0.06, 0.02])
  })
})
