import { type Part, readPages } from './resolver/cases.ts'
import { drivePage, type Result, withPages } from './resolver/drive.ts'
import { sharesOf } from './resolver/shares.ts'
import type { Bench } from './row.ts'

/** How often the offline model does a step right, in a real Chromium, on pages that it was not made on. */
export const bench: Bench = async ({ chromePath }) => {
  // What it misses is not told: a rule made for it would spoil the figure.
  const results = await drivePart('heldout', chromePath)
  return sharesOf(
    'heldout',
    results.map(({ verdict }) => verdict),
  )
}

export async function drivePart(part: Part, chromePath: string, only?: readonly string[]): Promise<Result[]> {
  const pages = readPages(part).filter(({ name }) => !only || only.includes(name))
  return (await withPages(part, pages, chromePath, drivePage)).flat()
}
