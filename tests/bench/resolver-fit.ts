import { writeFile } from 'node:fs/promises'
import { choose, type Weights } from '../../agent/model/offline/elements/rank.ts'
import { take } from '../../agent/model/offline/elements/reading.ts'
import type { Verdict } from './resolver/drive.ts'
import { crossValidated, L2, weightsFor } from './resolver/fit.ts'
import { agrees, describe } from './resolver/notation.ts'
import { recordings } from './resolver/record.ts'
import { type Sample, samplesOf } from './resolver/samples.ts'
import type { Bench, Row } from './row.ts'

const FILE = new URL('../../agent/model/offline/elements/weights.ts', import.meta.url)

/** Fits the weights of the offline model's choice anew, beside those in weights.ts, which `--write` replaces. */
export const bench: Bench = async ({ chromePath, progress, write }) => {
  const samples = samplesOf(await recordings(chromePath, progress))
  progress(`fitting on ${samples.length} choices of ${new Set(samples.map(({ page }) => page)).size} pages`)
  const weights = weightsFor(samples)
  const now = samples.map((sample) => verdictOn(sample))
  const refitted = samples.map((sample) => verdictOn(sample, weights))
  const validated = crossValidated(samples).map((each) => verdictOn(each.sample, each.weights))
  if (write) await writeFile(FILE, source(weights))
  return [...rows('fitted on all pages', refitted, now), ...rows('on pages left out', validated, now)]
}

/** What the product chooses, at its threshold. */
function verdictOn({ step, nodes, clicked, expected }: Sample, weights?: Weights): Verdict {
  const node = choose(step, nodes, { clicked, weights })
  const given = node ? describe(take(node), nodes) : '-'
  if (expected.some((answer) => agrees(given, answer))) return 'right'
  return node ? 'wrong' : 'unsure'
}

function rows(name: string, verdicts: readonly Verdict[], now: readonly Verdict[]): Row[] {
  const share = (of: readonly Verdict[], verdict: Verdict) =>
    (100 * of.filter((each) => each === verdict).length) / of.length
  return (['right', 'unsure', 'wrong'] as const).map((verdict) => ({
    case: `${name}, ${verdicts.length} choices: ${verdict}`,
    value: share(verdicts, verdict),
    unit: '%',
    yardstick: 'weights.ts as it is',
    yardstickValue: share(now, verdict),
    ratio: share(verdicts, verdict) / share(now, verdict),
  }))
}

const source = ({ control, none }: Weights) => `/**
 * What each trait of a control weighs: a multinomial logit (L2 of ${L2.toFixed(5)} a weight) fitted on the trees of the tuning pages
 * and of elements-pages, not set by hand. Made by \`npm run bench -- resolver-fit --write\`.
 */
export const WEIGHTS: Readonly<Record<string, number>> = {
${lines(control)}
}

/** The same for what speaks for doing nothing. */
export const WEIGHTS_OF_NONE: Readonly<Record<string, number>> = {
${lines(none)}
}
`

const lines = (weights: Readonly<Record<string, number>>) =>
  Object.entries(weights)
    .map(([trait, weight]) => `  ${trait}: ${weight},`)
    .join('\n')
