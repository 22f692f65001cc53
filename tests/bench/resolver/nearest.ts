import { sensesOf } from '../../../agent/model/offline/elements/sense.ts'
import type { Row } from '../row.ts'
import type { Recording } from './record.ts'
import { choicesOf } from './samples.ts'

/** How often what is nearest in meaning is right, of all controls of a page: the encoder with nothing beside it. */
export async function nearestRight(name: string, steps: readonly Recording[]): Promise<Row> {
  const choices = choicesOf(steps).filter(({ right }) => right.length > 0)
  let hits = 0
  let byChance = 0
  for (const { reading, right } of choices) {
    const closes = (await sensesOf(reading)).map(({ close }) => close)
    if (right.includes(closes.indexOf(Math.max(...closes)))) hits++
    byChance += right.length / closes.length
  }
  const [value, yardstickValue] = [hits, byChance].map((count) => (100 * count) / choices.length) as [
    number,
    number,
  ]
  return {
    case: `${name}, ${choices.length} choices: the nearest in meaning is right`,
    ...{ value, unit: '%', yardstick: 'any control', yardstickValue, ratio: value / yardstickValue },
  }
}
