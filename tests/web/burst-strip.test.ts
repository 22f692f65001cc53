import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Strip } from '../../web/bursts/strip.tsx'
import { layOut, layOutCounts, sharesOf } from '../../web/bursts/strip-layout.ts'
import { expectedInWords, spentInWords } from '../../web/bursts/words.ts'
import type { BurstSession, Counts, Outcome } from '../../web/events/burst-progress.ts'

const NONE: Counts = {
  scheduled: 0,
  running: 0,
  completed: 0,
  dropped: 0,
  bounced: 0,
  failed: 0,
  cancelled: 0,
}
const session = (number: number, outcome: Outcome, rest: Partial<BurstSession> = {}): BurstSession => ({
  session: `s${number}`,
  number,
  device: 'desktop',
  outcome,
  stepsDone: 0,
  ...rest,
})
const many = (count: number) => Array.from({ length: count }, (_, at) => session(at + 1, 'scheduled'))

test('a bar is as tall as its device is large', () => {
  const [desktop, tablet, mobile] = layOut(
    28,
    ['desktop', 'tablet', 'mobile'].map((device, at) => session(at + 1, 'completed', { device })),
    3,
  ).bars.map((bar) => bar.tall)
  expect(desktop).toBe(1)
  expect(tablet).toBeLessThan(desktop ?? 0)
  expect(mobile).toBeLessThan(tablet ?? 0)
})

test('a bar is filled, cut or broken where its session stopped, and always visibly so', () => {
  const at = (outcome: Outcome, stepsDone: number, steps = 4) =>
    layOut(28, [session(1, outcome, { stepsDone })], steps).bars[0]?.at
  expect(at('completed', 4)).toBe(1)
  expect(at('dropped', 2)).toBe(0.5)
  expect(at('failed', 2)).toBe(0.5)
  expect(at('running', 3)).toBe(0.75)
  expect(at('scheduled', 0)).toBe(0)
  expect(at('cancelled', 0)).toBe(0)
  expect(at('running', 0)).toBeGreaterThan(0)
  expect(at('dropped', 4)).toBeLessThan(1)
  expect(at('bounced', 0)).toBeLessThan(at('dropped', 0) ?? 0)
  expect(at('completed', 0, 0)).toBe(1)
})

test('bars become cells above 120 sessions and percents above 1,000', () => {
  expect(layOut(28, many(120), 1).kind).toBe('bars')
  expect(layOut(28, many(121), 1)).toMatchObject({ kind: 'cells', width: 6 })
  expect(layOut(28, many(1_000), 1).bars).toHaveLength(1_000)
  const percents = layOut(44, many(1_001), 1)
  expect(percents.kind).toBe('shares')
  expect(percents.bars).toHaveLength(100)
  expect(layOutCounts(8, { ...NONE, completed: 60 }).kind).toBe('bars')
  expect(layOutCounts(8, { ...NONE, completed: 61 }).bars).toHaveLength(100)
})

test('percents add up to 100 and hide nobody', () => {
  expect(sharesOf({ ...NONE, completed: 9_998, failed: 1, dropped: 1 })).toEqual({
    ...NONE,
    completed: 98,
    failed: 1,
    dropped: 1,
  })
  expect(sharesOf({ ...NONE, completed: 1, dropped: 1, bounced: 1 })).toEqual({
    ...NONE,
    completed: 34,
    dropped: 33,
    bounced: 33,
  })
  expect(sharesOf(NONE)).toEqual(NONE)
})

test('what a burst took is said beside what it was to take, Browserbase only where it was used', () => {
  const spent = { minutes: 1.2, sessionMinutes: 4, modelCalls: 1, browserbaseMinutes: 0 }
  expect(spentInWords(spent)).toBe('1.2 min, 1 question to the model')
  expect(spentInWords({ ...spent, minutes: null, modelCalls: 0, browserbaseMinutes: 5 })).toBe(
    '0 questions to the model, 5 Browserbase min',
  )
  expect(expectedInWords({ minutes: 2, stepsToLearn: 1, modelCalls: 2, browserbaseMinutes: 3 })).toBe(
    'about 2 min, 2 questions to the model, 3 Browserbase min',
  )
})

test('the strip says in one sentence what it draws, and leaves the bars to the eye', () => {
  const layout = layOut(28, [session(1, 'failed', { stepsDone: 1 }), session(2, 'running')], 2)
  const html = renderToStaticMarkup(
    createElement(Strip, { size: 28, layout, name: '1 of 2 sessions over: 1 failed, 1 running' }),
  )
  expect(html).toContain('<span class="heard">1 of 2 sessions over: 1 failed, 1 running</span>')
  expect(html.match(/class="session-bar"/g)).toHaveLength(2)
  expect(html.match(/aria-hidden="true"/g)).toHaveLength(2)
  expect(html).toContain('data-state="failed"')
  const linked = renderToStaticMarkup(
    createElement(Strip, { size: 44, layout, name: '', onOpen: () => undefined }),
  )
  expect(linked).toContain('href="/sessions/s1" tabindex="-1"')
})
