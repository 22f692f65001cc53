import { expect, test } from 'vitest'
import {
  announcement,
  countsInWords,
  devicesInWords,
  strayInWords,
  stripName,
} from '../../web/bursts/words.ts'
import {
  type BurstProgress,
  type BurstSession,
  type Counts,
  nextProgress,
} from '../../web/events/burst-progress.ts'

const counts = (some: Partial<Counts>): Counts => ({
  scheduled: 0,
  running: 0,
  completed: 0,
  dropped: 0,
  bounced: 0,
  failed: 0,
  cancelled: 0,
  ...some,
})
const burst = (some: Partial<Counts>): BurstProgress['burst'] => ({
  id: 'b',
  target: { id: 't', name: 'Demo shop', origin: 'http://localhost:8788' },
  state: 'running',
  sessions: Object.values(some).reduce((sum, count) => sum + count, 0),
  counts: counts(some),
  reasons: [],
  strayVisits: 0,
  journey: ['open the pricing page', 'sign up'],
  pace: 'fast',
  seed: 1,
  modelCalls: 0,
  firstAt: '2026-11-22T10:00:00.000Z',
  lastAt: '2026-11-22T10:00:00.000Z',
  createdAt: '2026-11-22T10:00:00.000Z',
  cancelledAt: null,
  endedAt: null,
  estimate: null,
  spent: { minutes: null, sessionMinutes: 0, modelCalls: 0, browserbaseMinutes: 0 },
})
const one = (number: number, some: Partial<BurstSession> = {}): BurstSession => ({
  session: `s${number}`,
  number,
  device: 'desktop',
  outcome: 'scheduled',
  stepsDone: 0,
  ...some,
})
const start = nextProgress(undefined, {
  type: 'snapshot',
  burst: burst({ scheduled: 2 }),
  sessions: [one(2, { device: 'mobile' }), one(1)],
})

test('a snapshot is taken as it is, in order of arrival', () => {
  expect(start?.sessions.map((s) => s.number)).toEqual([1, 2])
})

test('the first sessions of a large burst are not taken for all of them', () => {
  const next = nextProgress(undefined, {
    type: 'snapshot',
    burst: burst({ scheduled: 5_000 }),
    sessions: [one(1), one(2)],
  })
  expect(next?.sessions).toEqual([])
})

test('a patch moves its sessions and leaves the others untouched', () => {
  const next = nextProgress(start, {
    type: 'patch',
    sessions: [{ session: 's1', number: 1, outcome: 'running', stepsDone: 1 }],
    counts: counts({ scheduled: 1, running: 1 }),
    state: 'running',
  })
  expect(next?.sessions[0]).toEqual(one(1, { outcome: 'running', stepsDone: 1 }))
  expect(next?.sessions[1]).toBe(start?.sessions[1])
  expect(next?.burst.counts).toEqual(counts({ scheduled: 1, running: 1 }))
})

test('a session that was given back starts over', () => {
  const running = nextProgress(start, {
    type: 'patch',
    sessions: [{ session: 's1', number: 1, outcome: 'running', stepsDone: 1 }],
    counts: counts({ scheduled: 1, running: 1 }),
    state: 'running',
  })
  const back = nextProgress(running, {
    type: 'patch',
    sessions: [{ session: 's1', number: 1, outcome: 'scheduled' }],
    counts: counts({ scheduled: 2 }),
    state: 'running',
  })
  expect(back?.sessions[0]).toEqual(one(1))
})

test('a failure brings its reason once, even when the message comes twice', () => {
  const patch = {
    type: 'patch' as const,
    sessions: [{ session: 's1', number: 1, outcome: 'failed' as const, stepsDone: 1, reason: 'No button.' }],
    counts: counts({ scheduled: 1, failed: 1 }),
    state: 'running' as const,
  }
  const twice = nextProgress(nextProgress(start, patch), patch)
  expect(twice?.burst.reasons).toEqual([{ reason: 'No button.', count: 1 }])
  expect(twice?.sessions[0]?.stepsDone).toBe(1)
})

test('cancelling ends everything that was open, without a word about each', () => {
  const next = nextProgress(start, {
    type: 'patch',
    sessions: [{ session: 's2', number: 2, outcome: 'completed', stepsDone: 2 }],
    counts: counts({ cancelled: 1, completed: 1 }),
    state: 'cancelled',
  })
  expect(next?.sessions.map((s) => s.outcome)).toEqual(['cancelled', 'completed'])
})

test('a patch or an end without a snapshot before it invents no sessions', () => {
  const patch = { type: 'patch' as const, sessions: [], counts: counts({}), state: 'running' as const }
  expect(nextProgress(undefined, patch)).toBeUndefined()
  expect(nextProgress(undefined, { type: 'end', burst: burst({ completed: 1 }) })?.sessions).toEqual([])
})

test('counts become words, without those that wait', () => {
  expect(stripName(burst({ scheduled: 10, completed: 18, failed: 2 }))).toBe(
    '20 of 30 sessions over: 18 completed, 2 failed',
  )
  expect(stripName(burst({ completed: 1 }))).toBe('1 of 1 session over: 1 completed')
  expect(stripName(burst({ scheduled: 3 }))).toBe('0 of 3 sessions over')
  expect(countsInWords(counts({ running: 1, dropped: 2, scheduled: 4 }))).toBe('2 dropped, 1 running')
  expect(devicesInWords([one(1), one(2, { device: 'mobile' }), one(3)])).toBe('2 desktop, 1 mobile')
})

test('stray visits are admitted in words', () => {
  expect(strayInWords(0)).toBeUndefined()
  expect(strayInWords(1)).toContain('your analytics shows one person more than the log')
  expect(strayInWords(3)).toContain('3 people more')
})

test('ears hear of each quarter, once', () => {
  const told = (over: number, before: number) =>
    announcement(burst({ completed: over, scheduled: 8 - over }), before)
  expect(told(1, 0)).toBeUndefined()
  expect(told(2, 1)).toBe('Demo shop: 2 of 8 sessions over: 2 completed')
  expect(told(3, 2)).toBeUndefined()
  expect(told(8, 3)).toContain('8 of 8')
})
