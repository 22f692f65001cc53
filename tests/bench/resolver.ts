import { type Part, readPages } from './resolver/cases.ts'
import { drivePage, type Result, type Verdict, withPages } from './resolver/drive.ts'
import type { Bench, Row } from './row.ts'

/** The goals of issue 4, line 6. `unsure` has none of its own. */
const GOALS: Readonly<Record<Verdict, number>> = { right: 90, unsure: 8, wrong: 2 }

/** How often the offline model does a step right, in a real Chromium, on pages that it was not made on. */
export const bench: Bench = async ({ chromePath }) => {
  // What it misses is not told: a rule made for it would spoil the figure.
  const results = await drivePart('heldout', chromePath)
  return (['right', 'unsure', 'wrong'] as const).map((verdict) => row('heldout', verdict, results))
}

export async function drivePart(part: Part, chromePath: string, only?: readonly string[]): Promise<Result[]> {
  const pages = readPages(part).filter(({ name }) => !only || only.includes(name))
  return (await withPages(part, pages, chromePath, drivePage)).flat()
}

/** Wilson's interval of a share, at 95 %. */
function interval(hits: number, count: number): readonly [number, number] {
  const z = 1.96
  const [share, spread] = [hits / count, z ** 2 / count]
  const middle = share + spread / 2
  const half = z * Math.sqrt((share * (1 - share) + spread / 4) / count)
  return [(middle - half) / (1 + spread), (middle + half) / (1 + spread)]
}

function row(part: Part, verdict: Verdict, results: readonly Result[]): Row {
  const hits = results.filter((result) => result.verdict === verdict).length
  const share = (100 * hits) / results.length
  const [low, high] = interval(hits, results.length).map((bound) => (100 * bound).toFixed(1))
  return {
    case: `${part}, ${results.length} steps: ${verdict} (95 %: ${low} to ${high})`,
    value: share,
    unit: '%',
    yardstick: 'the goal',
    yardstickValue: GOALS[verdict],
    ratio: share / GOALS[verdict],
  }
}
