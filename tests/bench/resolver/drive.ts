import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../../../agent/browser/local/browser.ts'
import type {
  Action,
  Browser,
  Generate,
  GenerateParams,
  GenerateResult,
  Visitor,
} from '../../../agent/browser/port.ts'
import type { ProposedAction } from '../../../agent/model/offline/elements/action.ts'
import { offlineGenerate, treeIn, userText } from '../../../agent/model/offline/elements/generate.ts'
import { readMarks, renderStepPrompt } from '../../../agent/model/step-prompt.ts'
import type { Identity } from '../../../agent/planner/plan.ts'
import { type Case, type Part, rightAt, type TestPage } from './cases.ts'
import { agrees, notation, written } from './notation.ts'
import { openPages } from './site.ts'

/** Unsure: nothing was done where something should have been. Wrong: something else was done. */
export type Verdict = 'right' | 'unsure' | 'wrong'
export interface Result extends Case {
  page: string
  verdict: Verdict
  /** What was answered in the round that decided. */
  answers: string[]
  /** What was asked, round by round. */
  messages: string[]
}
/** Answers a question about a step; `right` is what its round expects. */
export type Answerer = (params: GenerateParams, right: readonly string[]) => Promise<GenerateResult>
interface Site {
  host: string
  origin: string
}
interface Seen {
  right: readonly string[]
  messages: string[]
  elements: ProposedAction[]
}

const IDENTITY: Identity = {
  ...{ device: 'desktop', os: 'Windows', osVersion: '15.0.0', model: '', width: 1440, height: 760 },
  ...{ pixelRatio: 1, timeZone: 'America/New_York', languages: ['en-US', 'en'] },
}
const VARIABLES = {
  ...{ email: 'ann@example.com', name: 'Ann Lee', firstName: 'Ann', lastName: 'Lee' },
  ...{ company: 'Acme', password: 'Aa1!aaaaaaaaaaaa', phone: '+12125550100' },
}

/** Opens a browser and the pages of a part, and does something with each of them. */
export async function withPages<T>(
  part: Part,
  pages: readonly TestPage[],
  chromePath: string,
  work: (browser: Browser, site: Site, page: TestPage) => Promise<T>,
): Promise<T[]> {
  const runDir = await mkdtemp(join(tmpdir(), 'sb-resolver-'))
  const site = await openPages(part, pages)
  try {
    const browser = await openBrowser({ chromePath, runDir })
    try {
      const results: T[] = []
      for (const page of pages) results.push(await work(browser, site, page))
      return results
    } finally {
      await browser.close()
    }
  } finally {
    await site.close()
    await rm(runDir, { recursive: true, force: true })
  }
}

/** Takes every step of a page in a real browser, as the product does: ask, compare, do, ask again until it ends. */
export async function drivePage(
  browser: Browser,
  site: Site,
  page: TestPage,
  answerer: Answerer = offlineGenerate,
): Promise<Result[]> {
  const seen: Seen = { right: [], messages: [], elements: [] }
  const generate: Generate = async (params) => {
    const answer = await answerer(params, seen.right)
    seen.messages.push(userText(params))
    seen.elements = (answer.structuredContent as { elements: ProposedAction[] }).elements
    return answer
  }
  const request = { identity: IDENTITY, allow: [site.host], generate, signal: new AbortController().signal }
  const visitor = await browser.open(request)
  const results: Result[] = []
  try {
    for (const each of page.cases) {
      await visitor.goto('about:blank').catch(() => undefined)
      await visitor.goto(`${site.origin}/${page.name}.html`)
      seen.messages = []
      const { verdict, answers } = await drive(visitor, each, seen)
      results.push({ ...each, page: page.name, verdict, answers, messages: seen.messages })
    }
  } finally {
    await visitor.leave()
  }
  return results
}

async function drive(
  visitor: Visitor,
  { step, ways }: Case,
  seen: Seen,
): Promise<{ verdict: Verdict; answers: string[] }> {
  const done: string[] = []
  const answers: string[] = []
  let left = ways
  for (let round = 0; ; round++) {
    const expected = rightAt(left, round)
    const path = new URL(await visitor.url()).pathname
    seen.elements = []
    seen.right = expected
    const proposed = await visitor.propose(renderStepPrompt({ step, path, done }), VARIABLES)
    const { actions, ends, maybe } = readMarks(proposed)
    const tree = treeIn(seen.messages.at(-1) ?? '') ?? ''
    const given = maybe.length > 0 ? '-' : notation(seen.elements, tree)
    answers.push(given)
    if (!expected.some((answer) => agrees(given, written(answer, tree))))
      return { verdict: given === '-' ? 'unsure' : 'wrong', answers }
    // Unsure whether it is done, which fails a session.
    if (given === '-') return { verdict: round > 0 && maybe.length > 0 ? 'unsure' : 'right', answers }
    for (const action of actions) {
      const outcome = await visitor.perform(action, VARIABLES)
      if (!outcome.ok)
        return { verdict: 'wrong', answers: [...answers, `could not ${action.method}: ${outcome.message}`] }
      done.push(await inWords(visitor, action, path))
    }
    left = left.filter((way) => agrees(given, written(way[round] ?? '-', tree)))
    if (ends) return { verdict: rightAt(left, round + 1).includes('-') ? 'right' : 'wrong', answers }
  }
}

async function inWords(visitor: Visitor, action: Action, from: string): Promise<string> {
  const to = new URL(await visitor.url()).pathname
  const words = `${action.method} "${action.description}"`
  return to === from ? words : `${words}: the page is now ${to}`
}
