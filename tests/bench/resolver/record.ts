import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answer, treeIn, userText } from '../../../agent/model/offline/elements/generate.ts'
import { readPages, type TestPage } from './cases.ts'
import { type Answerer, drivePage, type Result, withPages } from './drive.ts'
import { actionsOf } from './notation.ts'

/** What was asked in one round of a way, and what the way does then. */
interface State {
  want: string
  text: string
}
/** A step of a page with the states that its ways lead through. */
export interface Recording {
  page: string
  step: string
  ways: State[][]
}

/** Kept over runs, since driving all pages takes an hour. */
const FOLDER = join(tmpdir(), 'sb-resolver-trees')

/** The tuning pages at every state that the right answers lead to. */
export async function recordings(chromePath: string, progress: (line: string) => void): Promise<Recording[]> {
  await mkdir(FOLDER, { recursive: true })
  const pages = readPages('tuning')
  const missing = pages.filter((page) => !existsSync(fileOf(page)))
  progress(`${pages.length - missing.length} pages are recorded in ${FOLDER}, ${missing.length} are not yet`)
  if (missing.length > 0)
    await withPages('tuning', missing, chromePath, async (browser, site, page) => {
      const cases = page.cases.flatMap(({ step, ways }) => ways.map((way) => oneWay(step, way)))
      const results = await drivePage(browser, site, { ...page, cases }, rightly)
      await writeFile(fileOf(page), JSON.stringify(recorded(page, results)))
      progress(`recorded ${page.name}`)
    })
  return pages.flatMap((page) => JSON.parse(readFileSync(fileOf(page), 'utf8')) as Recording[])
}

/** Named by what the page is made of, so that a changed page is recorded anew. */
function fileOf({ name, html }: TestPage): string {
  const script = new URL(`./tuning/${name}.tsx`, import.meta.url)
  const source = html + (existsSync(script) ? readFileSync(script, 'utf8') : '')
  return join(FOLDER, `${name}-${createHash('sha256').update(source).digest('hex').slice(0, 12)}.json`)
}

const oneWay = (step: string, way: string[]) => ({ step, ways: [way] })

/** Answers what the page's author says is right. */
const rightly: Answerer = async (params, [right = '-']) =>
  answer({ elements: actionsOf(right, treeIn(userText(params)) ?? '') })

/** The results of all ways of a page, in order, put together step by step. */
function recorded({ name, cases }: TestPage, results: readonly Result[]): Recording[] {
  let at = 0
  return cases.map(({ step, ways }) => {
    const driven = results.slice(at, at + ways.length)
    at += ways.length
    return { page: name, step, ways: driven.map(statesOf) }
  })
}

const statesOf = ({ messages, ways }: Result): State[] =>
  messages.map((text, i) => ({ want: ways[0]?.[i] ?? '-', text }))
