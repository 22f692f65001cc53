import type { Action, Browser, Generate, Visitor } from '../../../agent/browser/port.ts'
import type { ProposedAction } from '../../../agent/model/offline/elements/action.ts'
import { offlineGenerate } from '../../../agent/model/offline/elements/generate.ts'
import { parseTree, type TreeNode } from '../../../agent/model/offline/elements/tree.ts'
import { renderStepPrompt, withoutEnd } from '../../../agent/model/step-prompt.ts'
import type { Identity } from '../../../agent/planner/plan.ts'
import type { Case, TestPage } from './cases.ts'

/** Unsure: nothing was done where something should have been. Wrong: something else was done. */
export type Verdict = 'right' | 'unsure' | 'wrong'
export interface Result extends Case {
  page: string
  verdict: Verdict
  /** What was answered in the round that decided. */
  answers: string[]
  /** The tree it was answered on. */
  tree: string
}

const IDENTITY: Identity = {
  ...{ device: 'desktop', os: 'Windows', osVersion: '15.0.0', model: '', width: 1440, height: 760 },
  ...{ pixelRatio: 1, timeZone: 'America/New_York', languages: ['en-US', 'en'] },
}
const VARIABLES = {
  ...{ email: 'ann@example.com', name: 'Ann Lee', firstName: 'Ann', lastName: 'Lee' },
  ...{ company: 'Acme', password: 'Aa1!aaaaaaaaaaaa', phone: '+12125550100' },
}

/** Takes every step of a page in a real browser, as the product does: ask, compare, do, ask again until it ends. */
export async function drivePage(
  browser: Browser,
  site: { host: string; origin: string },
  page: TestPage,
): Promise<Result[]> {
  const seen = { tree: '', elements: [] as ProposedAction[] }
  const generate: Generate = async (params) => {
    const answer = await offlineGenerate(params)
    seen.tree = treeIn(params.messages)
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
      const { verdict, answers } = await drive(visitor, each, seen)
      results.push({ ...each, page: page.name, verdict, answers, tree: seen.tree })
    }
  } finally {
    await visitor.leave()
  }
  return results
}

async function drive(
  visitor: Visitor,
  { step, rounds }: Case,
  seen: { tree: string; elements: ProposedAction[] },
): Promise<{ verdict: Verdict; answers: string[] }> {
  const done: string[] = []
  const answers: string[] = []
  for (const expected of [...rounds, ['-']]) {
    const path = new URL(await visitor.url()).pathname
    seen.elements = []
    const proposed = await visitor.propose(renderStepPrompt({ step, path, done }), VARIABLES)
    const { actions, ends } = withoutEnd(proposed)
    const given = notation(seen.elements, seen.tree)
    answers.push(given)
    if (!expected.some((answer) => agrees(given, answer)))
      return { verdict: given === '-' ? 'unsure' : 'wrong', answers }
    if (given === '-') return { verdict: 'right', answers }
    for (const action of actions) {
      const outcome = await visitor.perform(action, VARIABLES)
      if (!outcome.ok)
        return { verdict: 'wrong', answers: [...answers, `could not ${action.method}: ${outcome.message}`] }
      done.push(await inWords(visitor, action, path))
    }
    if (ends)
      return {
        verdict: answers.length === rounds.filter(([answer]) => answer !== '-').length ? 'right' : 'wrong',
        answers,
      }
  }
  return { verdict: 'right', answers }
}

async function inWords(visitor: Visitor, action: Action, from: string): Promise<string> {
  const to = new URL(await visitor.url()).pathname
  const words = `${action.method} "${action.description}"`
  return to === from ? words : `${words}: the page is now ${to}`
}

/** A value that the right answer leaves open may be anything. */
function agrees(given: string, expected: string): boolean {
  const [has, wants] = [given.split(' ; '), expected.split(' ; ')]
  return (
    has.length === wants.length &&
    wants.every((want, i) => has[i] === want || has[i]?.replace(/=.*$/, '') === want)
  )
}

/** `click "Save"#2`: the second of that role and name. What has no name goes by its role: `click button#1`. */
function notation(elements: readonly ProposedAction[], tree: string): string {
  const nodes = parseTree(tree)
  return elements.map((element) => describe(element, nodes)).join(' ; ') || '-'
}

function describe({ elementId, method, arguments: values }: ProposedAction, nodes: readonly TreeNode[]) {
  const node = nodes.find(({ id }) => id === elementId)
  const name = (of: TreeNode | undefined) => (of && !/^\(.*\)$/.test(of.name) ? of.name : '')
  const role = (of: TreeNode | undefined) => of?.role.replace(/^.*, /, '')
  const twins = nodes.filter((other) => name(other) === name(node) && role(other) === role(node))
  const place = node && (twins.length > 1 || !name(node)) ? `#${twins.indexOf(node) + 1}` : ''
  const what = method === 'selectOptionFromDropdown' ? 'select' : method
  const value = values.length > 0 ? `=${values.join(',')}` : ''
  return `${what} ${name(node) ? `"${name(node)}"` : role(node)}${place}${value}`
}

function treeIn(messages: { content: unknown }[]): string {
  const text = JSON.stringify(messages.at(-1)?.content)
  const at = text.indexOf('\\nAccessibility Tree:')
  return at < 0 ? '' : (JSON.parse(`"${text.slice(at).replace(/"[}\]]*$/, '')}"`) as string)
}
