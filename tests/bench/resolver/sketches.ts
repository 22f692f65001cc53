import { readdirSync, readFileSync } from 'node:fs'
import { take } from '../../../agent/model/offline/elements/take.ts'
import { parseTree } from '../../../agent/model/offline/elements/tree.ts'
import { renderStepPrompt } from '../../../agent/model/step-prompt.ts'
import { describe } from './notation.ts'
import type { Recording } from './record.ts'

/** A page as a list of its controls, and steps with the controls that are right: written by hand for training. */
export interface Sketch {
  name: string
  title: string
  controls: { role: string; name: string; place: string }[]
  /** `right` are places in the list of controls; none where the page has nothing of the kind. */
  steps: { step: string; right: number[] }[]
}

const FOLDER = new URL('./sketches/', import.meta.url)

export function readSketches(): Sketch[] {
  return readdirSync(FOLDER)
    .toSorted()
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split(/^# /m)
        .slice(1)
        .map((block, i) => sketchOf(block, `${file.replace('.txt', '')}-${i + 1}`)),
    )
}

function sketchOf(block: string, name: string): Sketch {
  const [title = '', ...lines] = block
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const written = lines.filter((line) => !line.startsWith('> '))
  const controls = written.map((line) => {
    const [, role = '', full = ''] = /^(\w+): (.*)$/.exec(line) ?? []
    const [own = '', place = ''] = full.split(' @ ')
    return { role, name: own.trim(), place: place.trim(), full }
  })
  const steps = lines
    .filter((line) => line.startsWith('> '))
    .map((line) => {
      const [, step = '', answers = ''] = /^> (.*) = (.*)$/.exec(line) ?? []
      const wanted = answers.split(' OR ')
      return {
        step,
        right: controls.flatMap(({ full }, i) => (wanted.includes(full) ? [i] : [])),
        isNone: answers === '-',
      }
    })
  return {
    name,
    title,
    controls: controls.map(({ full: _, ...control }) => control),
    steps: steps.filter(({ step, right, isNone }) => step !== '' && (isNone || right.length > 0)),
  }
}

/** A sketch as if it had been recorded in a browser. Steps that fill a field are left out: they are no choice. */
export function recordingsOf({ name, title, controls, steps }: Sketch): Recording[] {
  const lines = [
    `[0-1] RootWebArea: ${title}`,
    '  [0-2] scrollable, html',
    '    [0-3] body',
    `      [0-4] heading: ${title}`,
  ]
  let place = ''
  for (const [i, control] of controls.entries()) {
    if (control.place && control.place !== place)
      lines.push(`      [1-${i}] listitem`, `        [2-${i}] StaticText: ${control.place}`)
    place = control.place
    lines.push(`${place ? '        ' : '      '}[3-${i}] ${control.role}: ${control.name}`)
  }
  const tree = lines.join('\n')
  const nodes = parseTree(tree)
  const answer = (at: number) => {
    const node = nodes.find(({ id }) => id === `3-${at}`)
    return node ? describe(take(node), nodes) : '-'
  }
  return steps
    .filter(({ right }) => right.every((at) => !FIELDS.includes(controls[at]?.role ?? '')))
    .map(({ step, right }) => {
      const wants = right.length > 0 ? right.map(answer) : ['-']
      const text = `${renderStepPrompt({ step, path: '/', done: [] })}\nAccessibility Tree:\n${tree}`
      return { page: name, step, ways: wants.map((want) => [{ want, text }]) }
    })
}

const FIELDS = ['textbox', 'searchbox']
