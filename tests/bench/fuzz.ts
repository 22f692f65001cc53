import { connectPglite } from '../../db/connect-pglite.ts'
import { fuzz } from '../support/fuzz/run.ts'
import type { Bench, Row } from './row.ts'

const COUNT = 10_000
const SEED = 7
/** The figure that issue 6 asks for: what hostile requests take beyond an empty handler. */
const GOAL_MS = 50

/** Hostile requests in this process: none may break, and none may take long. */
export const bench: Bench = async ({ progress }) => {
  const database = await connectPglite()
  const result = await fuzz(database, { seed: SEED, count: COUNT })
  const { statuses, wrong, errors, milliseconds, slowest, empty } = result
  await database.close()
  progress(`Answers by status: ${JSON.stringify(statuses)}`)
  for (const line of [...wrong.slice(0, 20), ...slowest]) progress(line)
  const beyond = percentile(milliseconds, 99) - percentile(empty, 99)
  return [
    row('hostile requests answered wrongly', wrong.length + errors.length, '', 'none', 0),
    row(`p99 of ${COUNT} beyond an empty handler`, beyond, 'ms', 'the goal', GOAL_MS),
    row('p50 of them', percentile(milliseconds, 50), 'ms', 'an empty handler', percentile(empty, 50)),
    row('p99 of them', percentile(milliseconds, 99), 'ms', 'an empty handler', percentile(empty, 99)),
  ]
}

const row = (name: string, value: number, unit: string, yardstick: string, yardstickValue: number): Row => ({
  case: name,
  value,
  unit,
  yardstick,
  yardstickValue,
  ratio: yardstickValue === 0 ? 0 : value / yardstickValue,
})

const percentile = (values: number[], percent: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length * percent) / 100)] ?? 0
