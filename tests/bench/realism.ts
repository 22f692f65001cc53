import { report } from '../../agent/realism/report.ts'
import { perfect } from '../support/population.ts'
import type { Row } from './row.ts'

const SEEDS = 20
const LEVEL = 0.05

/** How often the report raises a false alarm on populations that are as they should be, over 20 seeds of 2,000 visits. */
export async function bench({ progress }: { progress(line: string): void }): Promise<Row[]> {
  const alarms = new Map<string, number>()
  let differing = 0
  const seconds: number[] = []
  for (let seed = 1; seed <= SEEDS; seed++) {
    const population = perfect({ preset: 'true-to-life', seed })
    const start = performance.now()
    const { rows } = report(population)
    seconds.push((performance.now() - start) / 1000)
    const drawn = rows.filter(({ quantity }) => /arrivals|dwell|pages/.test(quantity))
    for (const { quantity, test } of drawn)
      alarms.set(quantity, (alarms.get(quantity) ?? 0) + (test && test.p < LEVEL ? 1 : 0))
    if (rows.some(({ verdict }) => verdict === 'differs')) differing++
    progress(`realism: seed ${seed} of ${SEEDS}`)
  }
  const share = (name: string, count: number, of: number): Row => ({
    case: name,
    value: count / of,
    unit: 'of reports',
    yardstick: 'the nominal level',
    yardstickValue: LEVEL,
    ratio: count / of / LEVEL,
  })
  const all = [...alarms.values()].reduce((a, b) => a + b, 0)
  const median = seconds.toSorted((a, b) => a - b)[SEEDS / 2] ?? 0
  return [
    ...[...alarms].map(([quantity, count]) => share(`false alarm: ${quantity}`, count, SEEDS)),
    share('false alarm: all tests together', all, SEEDS * alarms.size),
    share('any row differs after Holm', differing, SEEDS),
    {
      case: 'a report on 2000 visits',
      value: median,
      unit: 's',
      yardstick: 'a request may take',
      yardstickValue: 2,
      ratio: median / 2,
    },
  ]
}
