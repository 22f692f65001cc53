import { inEnglish } from '../english/english.ts'
import { fieldKind } from './fields.ts'
import { pageLanguage } from './languages.ts'
import { ancestors, subtree, type TreeNode } from './tree.ts'
import { datesIn, timesIn, type When } from './when.ts'
import { plain } from './words.ts'

/** What a step says of a form's fields by how it says it: "to Oslo", "on May 3, 2026", "for two guests". */
export interface Slots {
  given: ReadonlyMap<TreeNode, string>
  /** Whether a value is, or is part of, what is one field's or no text field's: a time, a price. */
  isSpoken: (value: string) => boolean
  /** What of a value no field of its own asks for. */
  without: (value: string) => string
}

interface Span {
  from: number
  to: number
  /** None where no field has asked for it. */
  field?: TreeNode
  value: string
}

/** Reads a step for text fields and selects; what stands in quotes is a value of its own. */
export function slotsOf(fields: readonly TreeNode[], step: string): Slots {
  const text = step.replace(/["“„«][^"“”„«»]*["”“»]/g, (quoted) => ' '.repeat(quoted.length))
  const named = fields.map((field) => ({ field, names: namesOf(field) }))
  const spans: Span[] = []
  const free = (asks: RegExp) =>
    named.filter(
      ({ field, names }) =>
        names.some((name) => asks.test(name)) && !spans.some((span) => span.field === field),
    )
  const add = (found: Omit<Span, 'field'>, field?: TreeNode) => {
    if (!spans.some((span) => span.from < found.to && found.from < span.to)) spans.push({ ...found, field })
  }
  const dates = datesIn(text)
  const times = timesIn(text)
  for (const { field, names } of named) {
    const said = names.map((name) => saidOf(name, text)).find((found) => found !== undefined)
    if (!said) continue
    const date = dates.find(({ from }) => from === said.from)
    if (date) add(asTaken(date, field), field)
    else if (!field.takes) add(said, field)
  }
  const from = free(FROM)[0]?.field
  const to = free(TO)[0]?.field
  const route = ROUTE.exec(text)
  if (route?.[1] && route[2] && from && to) {
    add(spanOf(route, 1), from)
    add(spanOf(route, 2), to)
  }
  for (const date of dates) {
    const field = named
      .filter(
        ({ field, names }) =>
          field.takes === 'date' ||
          field.takes === 'moment' ||
          (isTyped(field) && names.some((name) => DATED.test(name))),
      )
      .find(({ field }) => !spans.some((span) => span.field === field))?.field
    const time = field?.takes === 'moment' ? times[0] : undefined
    add(
      { ...date, value: field ? asTaken(date, field).value + (time ? `T${time.value}` : '') : date.said },
      field,
    )
  }
  for (const time of times) {
    const field = named.find(
      ({ field, names }) =>
        (field.takes === 'time' || (!field.takes && names.some((name) => TIMED.test(name)))) &&
        !spans.some((span) => span.field === field),
    )?.field
    add({ ...time, value: field?.takes || field?.role === 'select' ? time.value : time.said }, field)
  }
  for (const match of text.matchAll(COUNT))
    add(counted(match), free(COUNTED).find(({ field }) => !field.takes)?.field)
  for (const match of text.matchAll(MONEY)) {
    const found = { ...spanOf(match, 0), value: (match[2] ?? match[3] ?? '').trim() }
    const sums = free(SUM)
    add(
      found,
      (sums.find(({ names }) => match[1] !== undefined && names.some((name) => MOST.test(name))) ?? sums[0])
        ?.field,
    )
  }
  const whom = WHOM.exec(text)
  if (whom) {
    const field = free(RECIPIENT)[0]?.field
    if (field) add(spanOf(whom, 1), field)
  }
  return {
    given: new Map(spans.flatMap(({ field, value }) => (field ? [[field, value] as const] : []))),
    isSpoken: (value) =>
      spans.some(({ from: start, to: end }) => value !== '' && holds(text.slice(start, end), value)),
    without: (value) =>
      spans
        .filter(({ field }) => field !== undefined)
        .reduce((left, { from: start, to: end }) => left.replace(text.slice(start, end), ' '), value)
        .replace(/\s+/g, ' ')
        .replace(/(?: (?:on|at|for|from|to|am|um|für|ab|bis|el|para|a|de|desde))+ *$/i, '')
        .trim(),
  }
}

const holds = (span: string, value: string) =>
  new RegExp(`(?<![\\p{L}\\d])${escaped(value)}(?![\\p{L}\\d])`, 'iu').test(span)
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const isTyped = ({ role }: TreeNode) => role === 'textbox'

/** What a field is called, without units and marks, in its page's words and in English. */
function namesOf(field: TreeNode): string[] {
  const root = ancestors(field).at(-1)
  const own = field.name.replace(/\(.*?\)|[€$£*:?…]/g, ' ').replace(/\b(in )?(EUR|USD|kg|km)\b/g, ' ')
  const english = root ? inEnglish(own, pageLanguage(subtree(root))) : own
  return [...new Set([own, english].map((name) => plain(name).trim()))].filter(Boolean)
}

/** What stands after a field's own name: "Verwendungszweck Geschenk", "a threshold of 500". */
function saidOf(name: string, text: string): Omit<Span, 'field'> | undefined {
  if (name.length < 4 || fieldKind(name) === 'search' || FROM.test(name) || TO.test(name)) return undefined
  const after = new RegExp(
    `(?<![\\p{L}\\d])${escaped(name)}s?(?: ?[:=]| of| is| to| auf| von| vom| de| ist| es)? (?=["\\p{L}\\d])`,
    'iu',
  ).exec(text)
  if (!after) return undefined
  const from = after.index + after[0].length
  const date = datesIn(text.slice(from)).find((each) => each.from === 0)
  const value = date?.said ?? VALUE.exec(text.slice(from))?.[0]
  return value === undefined ? undefined : { from, to: from + value.length, value }
}

/** Names and figures; what is no name begins small. */
const VALUE =
  /^(?:\d[\d.,:/-]*\d|\d)(?![\p{L}\d])|^\p{Lu}[\p{L}\d-]*(?: (?:\p{Lu}[\p{L}\d-]*|\d+)(?![\p{L}\d]))*/u

const asTaken = (date: When, field: TreeNode) => ({
  from: date.from,
  to: date.to,
  value: field.takes === 'date' || field.takes === 'moment' ? date.value : date.said,
})

const NAME = "\\p{Lu}[\\p{L}'-]+(?: (?:(?:de|am|an der) )?\\p{Lu}[\\p{L}'-]+)*"
const ROUTE = new RegExp(
  `(?:\\bfrom|\\bvon|\\bab|\\bde|\\bdesde) (${NAME}) (?:to|nach|a|hasta) (${NAME})`,
  'u',
)
const FROM = /^(from|origin|origen|von|departure|abflug|start|desde|leaving|salida)\b/
const TO = /^(to|destin|ziel|nach|arrival|hasta|going|where to|destino)\b|^destin/
const DATED = /\b(dates?|datum|fecha|arrival|departure|anreise|abreise|check-?in|check-?out|due|day)\b/
const TIMED = /\b(time|uhrzeit|hora|beginn|start|from|begin)\b/
const NUMBER =
  '\\d+|two|three|four|five|six|eight|zwei|drei|vier|fünf|sechs|acht|dos|tres|cuatro|cinco|seis|ocho'
const COUNT = new RegExp(
  `(?<![\\p{L}\\d.,])(${NUMBER}) (?:guests?|people|persons?|adults?|passengers?|seats?|employees|users|personas?|adultos|pasajeros|comensales|gäste|personen|erwachsene|stück|stk|pieces|items|copies|unidades|hours?)(?!\\p{L})`,
  'giu',
)
const COUNTED =
  /\b(guests?|people|persons?|adults?|passengers?|party|seats?|users|quantity|qty|how many|number of|gaste|personen|erwachsene|anzahl|menge|comensales|personas|adultos|pasajeros|cantidad)\b/
const FIGURES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'two zwei dos',
    'three drei tres',
    'four vier cuatro',
    'five fünf cinco',
    'six sechs seis',
    '7',
    'eight acht ocho',
  ].flatMap((words, at) => words.split(' ').map((word) => [word, String(at + 2)])),
)
const counted = (match: RegExpExecArray) => ({
  ...spanOf(match, 0),
  value: FIGURES[(match[1] ?? '').toLowerCase()] ?? match[1] ?? '',
})
const MONEY =
  /(?:\b(bis|up to|under|below|hasta|max(?:imum)?|unter|höchstens|at most) (?:zu )?)?(?:[€$£] ?(\d[\d.,]*\d|\d)|(?<![\p{L}\d.,])(\d[\d.,]*\d|\d) ?(?:euros?|eur|€|dollars?|usd|\$|pounds?|£)(?!\p{L}))/giu
const SUM =
  /\b(amount|sum|betrag|importe|price|preis|precio|rent|miete|alquiler|max\w*|budget|cost|abschlag|limit|cantidad|summe)\b/
const MOST = /\b(up to|until|max\w*|bis|hasta|most)\b/
const WHOM = new RegExp(`\\b(?:an|to|a|para|for|für) (${NAME})`, 'u')
const RECIPIENT =
  /\b(recipient|payee|beneficiary|receiver|empfanger\w*|beneficiari[oa]|destinatari[oa]|client|customer|kunde)\b/

const spanOf = (match: RegExpExecArray, group: number) => {
  const value = match[group] ?? ''
  const from = match.index + (group === 0 ? 0 : match[0].indexOf(value, 0))
  return { from, to: from + value.length, value }
}
