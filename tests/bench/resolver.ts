import { type Part, readPages } from './resolver/cases.ts'
import { drivePage, type Result, type Verdict, withPages } from './resolver/drive.ts'
import type { Bench, Row } from './row.ts'

/** The goals of issue 4, line 6. `unsure` has none of its own. */
const GOALS: Readonly<Record<Verdict, number>> = { right: 90, unsure: 8, wrong: 2 }

/** How often the offline model picks the right element, in a real Chromium, on pages it was and was not tuned on. */
export const bench: Bench = async ({ chromePath, progress }) => {
  const rows: Row[] = []
  for (const part of ['tuning', 'heldout'] as const) {
    const results = await drivePart(part, chromePath)
    // What the held-out half misses stays unseen: a rule made for it would spoil its figure.
    for (const { page, step, verdict, answers, rounds } of results)
      if (verdict !== 'right' && part === 'tuning')
        progress(
          `${part} ${page}: ${verdict} on "${step}": ${answers.join(' => ')}, not ${rounds.join(' => ')}`,
        )
    rows.push(...(['right', 'unsure', 'wrong'] as const).map((verdict) => row(part, verdict, results)))
  }
  return rows
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
