import { readFileSync } from 'node:fs'
import type { ProposedAction } from '../../../agent/model/offline/elements/action.ts'
import { offlineGenerate } from '../../../agent/model/offline/elements/generate.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'
import { readMarks, renderStepPrompt } from '../../../agent/model/step-prompt.ts'

/** One line of a fixture's header: `step << done ;; done | action ; action OR action`; `-` expects an empty list. */
export interface Case {
  step: string
  done: string[]
  /** Each of them is right. */
  expected: string[]
}

export interface Fixture {
  path: string
  tree: string
  cases: Case[]
}

/** Reads a page: `path`, the cases, a line of dashes, and the tree as Stagehand 4.4 printed it. */
export function readFixture(file: string): Fixture {
  const [head = '', tree = ''] = readFileSync(file, 'utf8').split('\n---\n')
  const [path = '', ...lines] = head.split('\n').filter((line) => line && !line.startsWith('#'))
  const cases = lines.map((line) => {
    const [asked = '', wanted = ''] = line.split(' | ')
    const [step = '', done = ''] = asked.split(' << ')
    return {
      step,
      done: done.split(' ;; ').filter(Boolean),
      expected: wanted.split(' OR ').map((text) => text.trim()),
    }
  })
  return { path: path.trim(), tree, cases }
}

/** The resolver's answer through the same door Stagehand uses, in the fixture's notation. */
export async function answerTo(fixture: Fixture, { step, done }: Case): Promise<string> {
  const prompt = renderStepPrompt({ step, path: fixture.path, done })
  const text = `instruction: ${prompt}\nAccessibility Tree: \n${fixture.tree}\n`
  const { structuredContent } = await offlineGenerate({
    messages: [{ role: 'user', content: { type: 'text', text } }],
  })
  const { elements } = structuredContent as { elements: ProposedAction[] }
  const { actions, maybe } = readMarks(elements)
  // It would fail a session in which the step is done.
  if (done.length > 0 && maybe.length > 0) return `unsure: ${maybe.join(', ')}`
  return actions.map((element) => notation(element, fixture.tree)).join(' ; ') || '-'
}

/** `method "name"`, `#2` for the second of that name and role, `=value` for an argument. */
function notation(action: ProposedAction, tree: string): string {
  const nodes = parseTree(tree)
  const node = nodes.find(({ id }) => id === action.elementId)
  const twins = nodes.filter(({ name, role }) => name === node?.name && role === node.role)
  const place = node && twins.length > 1 ? `#${twins.indexOf(node) + 1}` : ''
  const method = action.method === 'selectOptionFromDropdown' ? 'select' : action.method
  const value = action.arguments.length > 0 ? `=${action.arguments.join(',')}` : ''
  return `${method} "${node?.name ?? '?'}"${place}${value}`
}
