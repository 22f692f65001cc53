import { readdirSync, readFileSync } from 'node:fs'
import { take } from '../../../agent/model/offline/elements/take.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'
import { renderStepPrompt } from '../../../agent/model/step-prompt.ts'
import { actionsOf, describe, written } from './notation.ts'
import type { Recording } from './record.ts'

/** A page as its accessibility tree with what its menus and dialogs add: written by hand for training, never in a browser. */
interface Page {
  name: string
  tree: string[]
  /** By the actions that lead to it, joined by ` => `: the lines that it adds to the page. */
  added: ReadonlyMap<string, string[]>
  /** `step | round => round OR round`, as the bench's pages have them. */
  steps: string[]
}

const FOLDER = new URL('./trees/', import.meta.url)

/** The steps of all written trees whose answers can be found there. */
export const readTrees = (): Recording[] =>
  readdirSync(FOLDER)
    .toSorted()
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split(/^# /m)
        .slice(1)
        .flatMap((block) => recordingsOf(pageOf(block))),
    )

function pageOf(block: string): Page {
  const [name = '', ...lines] = block.split('\n')
  const tree: string[] = []
  const added = new Map<string, string[]>()
  const steps: string[] = []
  let to = tree
  for (const line of lines) {
    if (line.trim() === '') continue
    if (line.startsWith('> ')) steps.push(line.slice(2))
    else if (line.startsWith('+ ')) {
      to = []
      added.set(line.slice(2).trim(), to)
    } else to.push(line)
  }
  return { name: name.trim(), tree, added, steps }
}

function recordingsOf({ name, tree, added, steps }: Page): Recording[] {
  return steps.flatMap((line) => {
    const [step = '', answers = ''] = line.split(' | ')
    const ways = answers.split(' OR ').flatMap((way) => {
      const states = statesOf(
        step,
        way.split(' => ').map((round) => round.trim()),
        { tree, added },
      )
      return states ? [states] : []
    })
    return ways.length > 0 ? [{ page: name, step, ways }] : []
  })
}

/** What is shown round by round; nothing where an answer cannot be found. */
function statesOf(step: string, rounds: string[], { tree, added }: Pick<Page, 'tree' | 'added'>) {
  const states: Recording['ways'][number] = []
  const lines = [...tree]
  const done: string[] = []
  const wants = rounds.length === 1 && rounds[0] === '-' ? ['-'] : [...rounds, '-']
  for (const [i, round] of wants.entries()) {
    const shown = numbered(lines)
    const want = withoutIcons(round, shown)
    const text = `${renderStepPrompt({ step, path: '/', done })}\nAccessibility Tree:\n${shown}`
    if (want === '-') return [...states, { want, text }]
    if (actionsOf(want, shown).length === 0) return undefined
    states.push({ want: written(want, shown), text })
    done.push(...round.split(' ; ').map((action) => action.replace(/#\d+/, '').replace(/=.*$/, '')))
    const more = added.get(rounds.slice(0, i + 1).join(' => ')) ?? added.get(round)
    // What leads to another page ends what is known.
    if (!more) return i === rounds.length - 1 ? states : undefined
    lines.push(...more.map((line) => `    ${line}`))
  }
  return states
}

/** What is known by the words of its icon's class alone goes by its role and place: `click button#3`. */
function withoutIcons(want: string, shown: string): string {
  if (!want.includes('"(')) return want
  const nodes = parseTree(shown)
  return want.replace(/click "(\([^"]*\))"(?:#(\d+))?/g, (whole, name: string, at = '1') => {
    const node = nodes.filter((each) => each.name === name)[Number(at) - 1]
    return node ? describe(take(node), nodes) : whole
  })
}

const numbered = (lines: readonly string[]): string =>
  lines
    .map(
      (line, i) =>
        `${/^ */.exec(line)?.[0] ?? ''}[0-${i + 1}] ${line.trim().replace(/^body$/, 'scrollable, body')}`,
    )
    .join('\n')
