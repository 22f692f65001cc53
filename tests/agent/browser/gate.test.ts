import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Gate } from '../../../agent/browser/browserbase/gate.ts'
import { placesOf } from '../../../agent/planner/lent-places.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Asks for so many places; tells which got in, and how they leave again. */
function crowd(gate: Gate, size: number, signal = new AbortController().signal) {
  const inside: (() => void)[] = []
  const refused: unknown[] = []
  for (let i = 0; i < size; i++)
    gate.enter(signal).then(
      (leave) => inside.push(leave),
      (error) => refused.push(error),
    )
  return { inside, refused }
}

test('lets no more in than there are places, and the next as soon as one is free', async () => {
  const { inside } = crowd(new Gate({ atOnce: 2, startsPerMinute: 100 }), 4)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(inside).toHaveLength(2)
  inside[0]?.()
  // Giving a place back twice frees one place.
  inside[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(inside).toHaveLength(3)
})

test('starts no more in any minute than the plan has', async () => {
  const { inside } = crowd(new Gate({ atOnce: 100, startsPerMinute: 5 }), 12)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(inside).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(inside).toHaveLength(10)
  await vi.advanceTimersByTimeAsync(61_000)
  expect(inside).toHaveLength(12)
})

test('lets nobody in while the other side says that it is full', async () => {
  const gate = new Gate({ atOnce: 3, startsPerMinute: 100 })
  gate.shut(30_000)
  const { inside } = crowd(gate, 1)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(inside).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(inside).toHaveLength(1)
})

test('forgets who does not want to wait any longer', async () => {
  const gate = new Gate({ atOnce: 1, startsPerMinute: 100 })
  const { inside } = crowd(gate, 1)
  const stop = new AbortController()
  const waiting = crowd(gate, 2, stop.signal)
  stop.abort()
  await vi.advanceTimersByTimeAsync(0)
  expect(waiting.refused).toMatchObject([{ fault: 'aborted' }, { fault: 'aborted' }])
  inside[0]?.()
  const later = crowd(gate, 1)
  await vi.advanceTimersByTimeAsync(0)
  expect([waiting.inside.length, later.inside.length]).toEqual([0, 1])
})

test('takes the rate from the plan that has as many places', () => {
  const rates = [1, 3, 24, 25, 100, 250].map((concurrency) => placesOf(concurrency).startsPerMinute)
  expect(rates).toEqual([5, 5, 25, 25, 50, 150])
})
