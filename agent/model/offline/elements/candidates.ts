import { isPointing, LEADING } from './evidence-words.ts'
import { STOP } from './lexicon.ts'
import { literals } from './literals.ts'
import { isSocial, surroundings } from './score.ts'
import { spoken } from './symbols.ts'
import { ancestors, clickables, type TreeNode } from './tree.ts'
import { bestWide, wordsOf } from './words.ts'

/** A control that may answer a step, and what speaks for it. */
export interface Candidate {
  node: TreeNode
  own: string[]
  around: string[]
}
export interface Finding {
  node: TreeNode
  score: number
}

const ROLES = new Set(['combobox', 'option', 'menuitemradio', 'menuitemcheckbox'])

export interface StepWords {
  /** The doing, when it tells something. */
  verb?: string
  telling: string[]
  /** Said nowhere on the page: people say more than pages do. A name of one thing is never among them. */
  absent: ReadonlySet<string>
  /** Asks to see something: a menu of it is not that. */
  looks: boolean
  /** Names of one thing. */
  proper: readonly string[]
}

export function stepWords(text: string, pool: readonly Candidate[]): StepWords {
  const words = tellingWords(text, (verb) => pool.some(({ own }) => own.length === 1 && own[0] === verb))
  const proper = GERMAN.test(text) ? [] : wordsOf((text.slice(1).match(PROPER) ?? []).join(' '))
  const isSaid = (word: string) =>
    pool.some(({ own, around }) => bestWide(word, own) > 0 || bestWide(word, around) > 0)
  const absent = words.telling.filter((word) => !proper.includes(word) && !isSaid(word))
  return { ...words, absent: new Set(absent), proper, looks: LOOKS.test(text) }
}

const LOOKS = /^\s*(open|view|see|read|visit|look)\b/i
const PROPER = /(?<=[\s"'“(])(?:\p{Lu}[\p{L}\p{N}]*|\d[\p{L}\p{N}.,-]*)/gu
/** Nouns of every kind have capitals there. */
const GERMAN = /\b(der|die|das|den|dem|ein|eine|einen|zu|zum|auf|im|und|nach|mit|fur|für)\b/i

export function tellingWords(
  text: string,
  isButton: (verb: string) => boolean = () => false,
): Pick<StepWords, 'verb' | 'telling'> {
  const unquoted = literals(text).reduce((out, literal) => out.replace(literal, ' '), text)
  const [verb, ...rest] = wordsOf(unquoted.trim() === '' ? text : unquoted)
  const quoted = literals(text)
    .filter((literal) => !literal.includes('@'))
    .flatMap(wordsOf)
  if (verb === undefined) return { telling: quoted }
  // "Follow" may be a button's whole name, and then it is no mere pointing.
  if ((isPointing(verb) && (LEADING.has(verb) || !isButton(verb))) || STOP.has(verb)) {
    const objects = [...rest.filter((word) => !isPointing(word)), ...quoted]
    return { telling: objects.length > 0 ? objects : rest }
  }
  const objects = [...rest.filter((word) => !isPointing(word)), ...quoted]
  return { verb, telling: objects.length > 0 ? objects : [verb] }
}

export function candidates(nodes: readonly TreeNode[], among?: readonly TreeNode[]): Candidate[] {
  const shown = new Set(clickables(nodes))
  const pool = among ?? nodes.filter((node) => shown.has(node) || (ROLES.has(node.role) && node.name !== ''))
  return pool
    .filter(
      (node) =>
        !(isSocial(node) && wordsOf(node.name).length > 1) && !(node.role === 'option' && node.selected),
    )
    .map((node) => ({ node, own: wordsOf(spoken(node.name)), around: around(node, nodes) }))
    .filter(({ own }) => own.length > 0)
}

/** What a control's own field, group or row is called. */
function around(node: TreeNode, nodes: readonly TreeNode[]): string[] {
  const owner = ancestors(node).find((above) =>
    ['select', 'combobox', 'radiogroup', 'group', 'listbox'].includes(above.role),
  )
  const legend = owner?.children.find((child) => /legend/i.test(child.role))
  return [...wordsOf(`${owner?.name ?? ''} ${legend?.name ?? ''}`), ...surroundings(node, nodes)]
}
