import { literal } from '../chat/text.ts'
import { inEnglish } from '../english/english.ts'
import { pageLanguage } from './languages.ts'
import { holdsSecret } from './secrets.ts'
import { type Page, READERS, type Span } from './slot-readers.ts'
import { ancestors, subtree, type TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** What a step says of a form's fields by how it says it: "to Oslo", "on May 3, 2026", "for two guests". */
interface Slots {
  given: ReadonlyMap<TreeNode, string>
  /** Whether a value is, or is part of, what is one field's or no text field's: a time, a price. */
  isSpoken: (value: string) => boolean
  /** What of a value no field of its own asks for. */
  without: (value: string) => string
}

/** Reads a step for text fields and selects; what stands in quotes is a value of its own. */
export function slotsOf(fields: readonly TreeNode[], step: string, isSearch = false): Slots {
  const text = step.replace(/["“„«][^"“”„«»]*["”“»]/g, (quoted) => ' '.repeat(quoted.length))
  const named = fields.map((field) => ({ field, names: namesOf(field) }))
  const spans: Span[] = []
  const page: Page = {
    ...{ text, step, isSearch },
    free: (isMeant) =>
      named
        .filter(({ field }) => !spans.some((span) => span.field === field))
        .filter(({ field, names }) => isMeant(field, names)),
    add: (found, field) => {
      const isFree = !spans.some((span) => span.from < found.to && found.from < span.to)
      // A secret goes by the kind of its field, not by how it is spoken of.
      if (isFree && !holdsSecret(found.value)) spans.push({ ...found, field })
    },
  }
  for (const read of READERS) read(page)
  return {
    given: new Map(spans.flatMap(({ field, value }) => (field ? [[field, value] as const] : []))),
    isSpoken: (value) => spans.some(({ from, to }) => value !== '' && holds(step.slice(from, to), value)),
    without: (value) =>
      spans
        .filter(({ field }) => field !== undefined)
        .reduce((left, { from, to }) => left.replace(text.slice(from, to), ' '), value)
        .replace(/\s+/g, ' ')
        .replace(LEADING_ON, '')
        .trim(),
  }
}

const LEADING_ON = /(?: (?:on|at|for|from|to|am|um|für|ab|bis|el|para|a|de|desde))+ *$/i

const holds = (span: string, value: string) =>
  new RegExp(`(?<![\\p{L}\\d])${literal(value)}(?![\\p{L}\\d])`, 'iu').test(span)

/** What a field is called, without units and marks, in its page's words and in English. */
function namesOf(field: TreeNode): string[] {
  const root = ancestors(field).at(-1)
  const own = field.name.replace(/\(.*?\)|[€$£*:?…]/g, ' ').replace(/\b(in )?(EUR|USD|kg|km)\b/g, ' ')
  const english = root ? inEnglish(own, pageLanguage(subtree(root))) : own
  const names = [own, english].map((name) => name.trim().toLowerCase())
  return [...new Set([...names, ...names.map(plain)])].filter(Boolean)
}
