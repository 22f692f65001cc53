import { writeFile } from 'node:fs/promises'
import { type Net, readNet } from '../../agent/model/offline/elements/net.ts'
import { encode } from '../../agent/model/offline/projection.ts'
import type { Verdict } from './resolver/drive.ts'
import { fitNet } from './resolver/fit.ts'
import { lessonsOf } from './resolver/lessons.ts'
import { fitProjection } from './resolver/projection-fit.ts'
import { type Recording, recordings } from './resolver/record.ts'
import { replay } from './resolver/replay.ts'
import { fixtureSamples, samplesOf } from './resolver/samples.ts'
import { readSketches, recordingsOf } from './resolver/sketches.ts'
import type { Bench, Row } from './row.ts'

const OFFLINE = new URL('../../agent/model/offline/', import.meta.url)
const PROJECTION = new URL('projection.bin', OFFLINE)
const NET = new URL('elements/net.json', OFFLINE)

/** Written by six authors who saw nothing of the resolver; on the others its lists of words were made. */
const BLIND = /^p[a-f]-/
/** One of them is left out to see how the others' pages carry over. */
const LEFT = /^pd-/
/**
 * How many samples one of its kind counts for: sketches say nothing of how a page is built, and fixtures were written one
 * by one, each for something that must hold.
 */
const COST = { blind: 1, known: 0.25, sketch: 0.15, fixture: 60 }

/**
 * Fits what the offline model chooses by anew, and says how it does beside what is there: first the projections, which
 * `--write` replaces and which the traits of the net are then made with, then the net. Some 20 minutes.
 */
export const bench: Bench = async ({ chromePath, progress, write }) => {
  const before = readNet()
  const pages = await recordings(chromePath, progress)
  const sketches = readSketches()
  if (write) await writeFile(PROJECTION, encode(fitProjection(await lessonsOf(sketches, progress))))
  const fixtures = await fixtureSamples()
  const recorded = await samplesOf(pages)
  const sketched = await samplesOf(sketches.flatMap(recordingsOf))
  const samples = [
    ...recorded.map((each) => ({ ...each, cost: BLIND.test(each.page) ? COST.blind : COST.known })),
    ...sketched.map((each) => ({ ...each, cost: COST.sketch })),
    ...fixtures.map((each) => ({ ...each, cost: COST.fixture })),
  ]
  progress(`fitting on ${samples.length} choices of ${new Set(samples.map(({ page }) => page)).size} pages`)
  const net = fitNet(samples)
  if (write) await writeFile(NET, `${JSON.stringify(net)}\n`)
  const without = fitNet(samples.filter(({ page }) => !LEFT.test(page)))
  const by = (author: RegExp) => pages.filter(({ page }) => author.test(page))
  return [
    ...(await rows('fitted on all, steps of the blind authors', by(BLIND), net, before)),
    ...(await rows('fitted without one author, steps of that one', by(LEFT), without, before)),
  ]
}

async function rows(name: string, steps: readonly Recording[], net: Net, before: Net): Promise<Row[]> {
  const verdicts: [Verdict, Verdict][] = []
  for (const step of steps)
    verdicts.push([(await replay(step, net)).verdict, (await replay(step, before)).verdict])
  const share = (at: 0 | 1, verdict: Verdict) =>
    (100 * verdicts.filter((each) => each[at] === verdict).length) / verdicts.length
  return (['right', 'unsure', 'wrong'] as const).map((verdict) => ({
    case: `${name}, ${steps.length}: ${verdict}`,
    value: share(0, verdict),
    unit: '%',
    yardstick: 'net.json as it was',
    yardstickValue: share(1, verdict),
    ratio: share(0, verdict) / share(1, verdict),
  }))
}
