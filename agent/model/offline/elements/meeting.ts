import type { Candidate } from './candidates.ts'
import { CALLS, STRONG } from './evidence-words.ts'
import { isOpener } from './hidden.ts'
import type { Reading } from './reading.ts'
import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** A control and how the step's words meet it. */
export interface Meeting {
  node: TreeNode
  own: readonly string[]
  around: readonly string[]
  /** How well each thing the step names is met by the control's own name, and by what stands around it beyond that. */
  hits: readonly number[]
  beside: readonly number[]
  /** The same, weighed and summed up. */
  hit: number
  near: number
  total: number
  /** How well its name says the step's doing. */
  doing: number
  /** How much of its name was asked for. */
  precision: number
  /** Leaves it to its row or card to say what of: "Choose", "Read more". */
  isCall: boolean
  isState: boolean
  isOpener: boolean
}

export const keyOf = (node: TreeNode) => plain(node.name)
export const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)
export const within01 = (value: number) => Math.max(0, Math.min(1, value))
export const share = (words: readonly string[], of: (word: string) => number) =>
  words.length === 0 ? 0 : sum(words.map(of)) / words.length

const STATES = ['checkbox', 'switch', 'radio', 'option', 'menuitemcheckbox', 'menuitemradio']

/** How a step's words meet a control. One of several of its name leaves it to its row to say which. */
export function meet(
  { node, own, around }: Candidate,
  { things, weights, verb, telling, numbers, like }: Reading,
  isTwin: boolean,
): Meeting {
  const hits = things.map((word) => like(word, own))
  const beside = things.map((word, i) => Math.max(0, like(word, around) - (hits[i] ?? 0)))
  const weighed = (values: readonly number[]) => sum(values.map((value, i) => value * (weights[i] ?? 0)))
  const asked = verb === undefined ? telling : [...telling, verb]
  const spoken = own.filter((word) => !/^\d+$/.test(word) || numbers.includes(word))
  return {
    ...{ node, own, around, hits, beside },
    hit: weighed(hits),
    near: weighed(beside),
    total: sum(weights) || 1,
    doing: verb === undefined ? 0 : like(verb, own),
    precision: share(spoken, (word) => like(word, asked)),
    isCall:
      (isTwin && own.length <= 2) ||
      own.every((word) => CALLS.has(word) || /^\d+$/.test(word) || STRONG.has(word)),
    isState: STATES.includes(node.role),
    isOpener: isOpener(node),
  }
}

/** Runs of three letters: what forms, compounds and slips of one word share. */
export function trigrams(text: string): ReadonlySet<string> {
  const padded = ` ${plain(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `
  return new Set([...padded.slice(2)].map((_, at) => padded.slice(at, at + 3)))
}

export const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  [...a].filter((each) => b.has(each)).length / Math.max(1, Math.min(a.size, b.size))
