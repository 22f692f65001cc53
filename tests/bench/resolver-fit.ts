import { writeFile } from 'node:fs/promises'
import { type Net, readNet } from '../../agent/model/offline/elements/net.ts'
import { readAnew } from '../../agent/model/offline/meaning.ts'
import type { Verdict } from './resolver/drive.ts'
import { fitEncoder } from './resolver/encoder-fit.ts'
import { fitNet, type Weighed } from './resolver/fit.ts'
import { lessonsOf } from './resolver/lessons.ts'
import { nearestRight } from './resolver/nearest.ts'
import { type Recording, recordings } from './resolver/record.ts'
import { replay } from './resolver/replay.ts'
import { fixtureSamples, type Sample, samplesOf } from './resolver/samples.ts'
import { sharesOf } from './resolver/shares.ts'
import { readSketches, recordingsOf } from './resolver/sketches.ts'
import { readTrees } from './resolver/trees.ts'
import type { Bench, Row } from './row.ts'

const OFFLINE = new URL('../../agent/model/offline/', import.meta.url)
const NET = new URL('elements/net.json', OFFLINE)

/** Written by six authors who saw nothing of the resolver; by the others its lists of words were made. */
const BLIND = /^p[a-f]-/
/** Two of them are left out to see how the others' pages carry over. */
const LEFT = /^p[de]-/
/**
 * How many samples one of its kind counts for: written trees were in no browser, and fixtures were written one by one,
 * each for something that must hold.
 */
const COST = { page: 1, tree: 0.2, fixture: 14 }
/** Written trees that the net is taught with as well, by an encoder that has seen only the others. */
const FOR_THE_NET = /^[vwx][a-z]-/

/**
 * Says how the offline model does on recorded pages. With `--write` it is fitted anew before: the encoder by what was
 * written for that alone, then the net by what the encoder had not seen when it read it, since it would trust the encoder
 * too much otherwise. Four minutes; with `--write` four hours by reckoning.
 */
export const bench: Bench = async ({ chromePath, progress, write }) => {
  const pages = await recordings(chromePath, progress)
  const by = (author: RegExp) => pages.filter(({ page }) => author.test(page))
  if (!write)
    return [
      ...(await rows('steps of the blind authors', by(BLIND), readNet())),
      await nearestRight('steps of the blind authors', by(BLIND)),
    ]
  const samples = await taught(pages, progress)
  progress(`fitting on ${samples.length} choices of ${new Set(samples.map(({ page }) => page)).size} pages`)
  const net = fitNet(samples)
  await writeFile(NET, `${JSON.stringify(net)}\n`)
  const without = fitNet(samples.filter(({ page }) => !LEFT.test(page)))
  return [
    ...(await rows('fitted on all, steps of the blind authors', by(BLIND), net)),
    ...(await rows('fitted without two authors, steps of those', by(LEFT), without)),
    await nearestRight('steps of the blind authors', by(BLIND)),
  ]
}

/** Teaches the encoder twice, and reads with it what the net is fitted on. */
async function taught(pages: readonly Recording[], progress: (line: string) => void): Promise<Weighed[]> {
  const trees = readTrees()
  const sketches = readSketches().flatMap(recordingsOf)
  const others = trees.filter(({ page }) => !FOR_THE_NET.test(page))
  await fitEncoder(await lessonsOf([...sketches, ...others]), progress)
  readAnew()
  const written = await samplesOf(trees.filter(({ page }) => FOR_THE_NET.test(page)))
  await fitEncoder(await lessonsOf([...sketches, ...trees]), progress)
  readAnew()
  const costing = (samples: readonly Sample[], cost: number) => samples.map((each) => ({ ...each, cost }))
  return [
    ...costing(written, COST.tree),
    ...costing(await samplesOf(pages), COST.page),
    ...costing(await fixtureSamples(), COST.fixture),
  ]
}

async function rows(name: string, steps: readonly Recording[], net: Net): Promise<Row[]> {
  const verdicts: Verdict[] = []
  for (const step of steps) verdicts.push((await replay(step, net)).verdict)
  return sharesOf(name, verdicts)
}
