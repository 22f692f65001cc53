import { isAdder } from './cart.ts'
import { intentOf } from './grammar.ts'
import { type Done, isClick, isEntry } from './history.ts'
import { isWay } from './way.ts'
import { plain } from './words.ts'

const VERBS =
  'click|tap|press|open|go|visit|view|read|choose|pick|select|sign|log|register|create|invite|check|buy|add|search|fill|type|enter|submit|scroll|subscribe|contact|accept|start|pay|complete|place|browse|look|watch|set|get|proceed|continue|upgrade'
const SEAM = new RegExp(
  `\\s*(?:,|;|->|→|>)?\\s+(?:and then|then|and|after that)\\s+(?=(?:${VERBS})\\b)|\\s*(?:;|->|→|,(?= (?:${VERBS})\\b))\\s*`,
  'i',
)
/** Already what a form's errand ends with. */
const ENDING =
  /^(submit|send|confirm|continue|press enter|hit enter|click (submit|send|continue|the button))( it| the form)?$/i

export interface Part {
  text: string
  /** What has been done for it. */
  done: Done[]
  isLast: boolean
}

/** Which part of a compound step ("choose the Pro plan and check out") is due, and what has been done for it. */
export function currentPart(step: string, done: readonly Done[]): Part {
  const parts = split(step)
  let left = [...done]
  for (const part of parts.slice(0, -1)) {
    const used = spent(part, left)
    if (used === undefined) return { text: part, done: left, isLast: false }
    left = left.slice(used)
  }
  return { text: parts.at(-1) ?? step, done: left, isLast: true }
}

function split(step: string): string[] {
  const quoted: string[] = []
  const masked = step.replace(/"[^"]*"|'[^']*'/g, (text) => `<${quoted.push(text) - 1}>`)
  const parts = masked
    .split(SEAM)
    .map((part) => part.replace(/<(\d+)>/g, (_, at) => quoted[Number(at)] ?? '').trim())
  return parts.filter(
    (part, i) =>
      part !== '' && !(i > 0 && ENDING.test(plain(part)) && intentOf(parts[i - 1] ?? '').kind === 'form'),
  )
}

/** How many entries of the history finished this part, or undefined when it isn't finished. */
function spent(part: string, done: readonly Done[]): number | undefined {
  const intent = intentOf(part)
  if (intent.kind === 'form') {
    const filled = done.findIndex(isEntry)
    const sent = done.findIndex(
      (entry, i) => filled >= 0 && i > filled && isClick(entry) && !/terms|agree|accept/i.test(entry.name),
    )
    return sent < 0 ? undefined : sent + 1
  }
  if (intent.kind === 'cart') {
    const added = done.findIndex((entry) => isAdder(entry.name))
    return added < 0 ? undefined : added + 1
  }
  const first = done.findIndex((entry) => !isWay(entry.name, intent))
  return first < 0 ? undefined : first + 1
}
