import type { Row } from '../row.ts'
import type { Verdict } from './drive.ts'

/** The goals of issue 4, line 6. `unsure` has none of its own. */
const GOALS: Readonly<Record<Verdict, number>> = { right: 90, unsure: 8, wrong: 2 }

/** How many in a hundred steps came out how, beside the goal. */
export const sharesOf = (name: string, verdicts: readonly Verdict[]): Row[] =>
  (['right', 'unsure', 'wrong'] as const).map((verdict) => {
    const hits = verdicts.filter((each) => each === verdict).length
    const share = (100 * hits) / verdicts.length
    const [low, high] = interval(hits, verdicts.length).map((bound) => (100 * bound).toFixed(1))
    return {
      case: `${name}, ${verdicts.length} steps: ${verdict} (95 %: ${low} to ${high})`,
      value: share,
      unit: '%',
      yardstick: 'the goal',
      yardstickValue: GOALS[verdict],
      ratio: share / GOALS[verdict],
    }
  })

/** Wilson's interval of a share, at 95 %. */
function interval(hits: number, count: number): readonly [number, number] {
  const z = 1.96
  const [share, spread] = [hits / count, z ** 2 / count]
  const middle = share + spread / 2
  const half = z * Math.sqrt((share * (1 - share) + spread / 4) / count)
  return [(middle - half) / (1 + spread), (middle + half) / (1 + spread)]
}
