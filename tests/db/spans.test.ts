import { expect, test } from 'vitest'
import { spansOf } from '../../db/spans.ts'
import { dice } from '../support/log-rows.ts'

const HOUR = 3_600_000
const FIRST = Date.parse('2026-10-20T00:00:00Z')
const at = (hour: number) => FIRST + hour * HOUR
const hoursOf = (from: number, to: number) =>
  Array.from({ length: (to - from) / HOUR }, (_, i) => (from - FIRST) / HOUR + i)

/** How often each hour counts towards each bucket. */
function counted(spans: ReturnType<typeof spansOf>) {
  const counts = new Map<string, number>()
  for (const { bucket, from, to, sign } of spans)
    for (const hour of hoursOf(from, to)) {
      const key = `${bucket} ${hour}`
      counts.set(key, (counts.get(key) ?? 0) + sign)
    }
  return [...counts].filter(([, n]) => n !== 0).toSorted()
}

test('every hour of a range counts once, towards its bucket, whatever days and hours it is made of', () => {
  const roll = dice(3)
  for (let i = 0; i < 300; i++) {
    const first = Math.floor(roll() * 100)
    const last = first + 1 + Math.floor(roll() * 200)
    const starts = [at(first - Math.floor(roll() * 5))]
    while (roll() < 0.9) starts.push((starts.at(-1) ?? 0) + (1 + Math.floor(roll() * 60)) * HOUR)
    const spans = spansOf({ first: new Date(at(first)), last: new Date(at(last)) }, starts)
    const wanted = hoursOf(at(first), at(last)).map((hour): [string, number] => [
      `${starts.findLast((start) => start <= at(hour))} ${hour}`,
      1,
    ])
    expect({ starts, first, last, counts: counted(spans) }).toEqual({
      starts,
      first,
      last,
      counts: wanted.toSorted(),
    })
  }
})

test('a day of a zone one hour from UTC is a day and two hours, and days of UTC are days alone', () => {
  const day = { first: new Date(at(23)), last: new Date(at(47)) }
  expect(spansOf(day, [at(23)])).toEqual([
    { bucket: at(23), span: 'day', from: at(24), to: at(48), sign: 1 },
    { bucket: at(23), span: 'hour', from: at(23), to: at(24), sign: 1 },
    { bucket: at(23), span: 'hour', from: at(47), to: at(48), sign: -1 },
  ])
  expect(spansOf({}, [0])).toEqual([{ bucket: 0, span: 'day', from: 0, to: Infinity, sign: 1 }])
})
