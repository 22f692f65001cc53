import { literal } from '../chat/text.ts'
import { languageOf } from '../english/english.ts'
import { fieldKind } from './fields.ts'
import {
  COUNT,
  COUNTED,
  DATED,
  FIGURES,
  FROM,
  GOING_ON,
  MONEY,
  MOST,
  PERSON,
  PLACE,
  QUOTED,
  RECIPIENT,
  ROUTE,
  SUM,
  TIMED,
  TO,
  VALUE,
  WHOM,
} from './slot-words.ts'
import { asksWhere } from './sought.ts'
import type { TreeNode } from './tree.ts'
import { datesIn, timesIn, type When } from './when.ts'

/** A part of a step that is one value. */
interface Found {
  from: number
  to: number
  value: string
}
export interface Span extends Found {
  /** None where no field has asked for it. */
  field?: TreeNode
}

interface Named {
  field: TreeNode
  names: readonly string[]
}
/** A step being read for a form's fields. */
export interface Page {
  /** The step, blank where something is quoted. */
  text: string
  step: string
  isSearch: boolean
  /** Fields that nothing has been found for yet. */
  free: (isMeant: (field: TreeNode, names: readonly string[]) => boolean) => Named[]
  /** Keeps what has been found, unless it is part of something else. */
  add: (found: Found, field?: TreeNode) => void
}

const called = (asks: RegExp) => (_: TreeNode, names: readonly string[]) =>
  names.some((name) => asks.test(name))
const isDay = ({ takes }: TreeNode) => takes === 'date' || takes === 'moment'
const spanOf = (match: RegExpExecArray, group: number): Found => {
  const value = match[group] ?? ''
  const from = match.index + (group < 2 ? match[0].indexOf(value) : match[0].lastIndexOf(value))
  return { from, to: from + value.length, value }
}

/** "Verwendungszweck Geschenk", "a threshold of 500". */
function labelled({ text, step, free, add }: Page): void {
  for (const { field, names } of free(() => true)) {
    const said = names.map((name) => saidOf(name, text, step)).find((found) => found !== undefined)
    const date = said && datesIn(text).find(({ from }) => from === said.from)
    if (date) add({ ...date, value: isDay(field) ? date.value : date.said }, field)
    else if (said && !field.takes) add(said, field)
  }
}

/** What stands after a field's own name. */
function saidOf(name: string, text: string, step: string): Found | undefined {
  if (name.length < 4 || fieldKind(name) === 'search' || FROM.test(name) || TO.test(name)) return undefined
  const after = new RegExp(
    `(?<![\\p{L}\\d])${literal(name)}s?(?: ?[:=]| of| is| to| auf| von| vom| de| ist| es)? `,
    'iu',
  ).exec(text)
  if (!after) return undefined
  const from = after.index + after[0].length
  const quoted = QUOTED.exec(step.slice(from))
  if (quoted?.[1]) return { from, to: from + quoted[0].length, value: quoted[1] }
  const date = datesIn(text.slice(from)).find((each) => each.from === 0)?.said
  const value = date ?? VALUE.exec(text.slice(from))?.[0]
  if (value === undefined) return undefined
  const isName = date === undefined && !/^\d/.test(value) && languageOf(step) === 'en'
  const more = isName ? (GOING_ON.exec(text.slice(from + value.length))?.[0] ?? '') : ''
  return { from, to: from + value.length + more.length, value: value + more }
}

function route({ text, free, add }: Page): void {
  const match = ROUTE.exec(text)
  const from = free(called(FROM))[0]?.field
  const to = free(called(TO))[0]?.field
  if (!match || !from || !to) return
  add(spanOf(match, 1), from)
  add(spanOf(match, 2), to)
}

function dates({ text, free, add }: Page): void {
  for (const date of datesIn(text)) {
    const field = free(
      (each, names) => isDay(each) || (each.role === 'textbox' && !each.takes && called(DATED)(each, names)),
    )[0]?.field
    const time = field?.takes === 'moment' ? timesIn(text)[0] : undefined
    add({ ...date, value: field && isDay(field) ? momentOf(date, time) : date.said }, field)
  }
}
const momentOf = (date: When, time: When | undefined) => date.value + (time ? `T${time.value}` : '')

function times({ text, free, add }: Page): void {
  for (const time of timesIn(text)) {
    const field = free(
      (each, names) => each.takes === 'time' || (!each.takes && called(TIMED)(each, names)),
    )[0]?.field
    add({ ...time, value: field?.takes || field?.role === 'select' ? time.value : time.said }, field)
  }
}

function counts({ text, free, add }: Page): void {
  for (const match of text.matchAll(COUNT)) {
    const said = match[1] ?? ''
    const field = free((each, names) => !each.takes && called(COUNTED)(each, names))[0]?.field
    add({ ...spanOf(match, 0), value: FIGURES[said.toLowerCase()] ?? said }, field)
  }
}

function sums({ text, free, add }: Page): void {
  for (const match of text.matchAll(MONEY)) {
    const all = free(called(SUM))
    const most =
      match[1] === undefined ? undefined : all.find(({ names }) => names.some((name) => MOST.test(name)))
    add({ ...spanOf(match, 0), value: match[2] ?? match[3] ?? '' }, (most ?? all[0])?.field)
  }
}

function recipient({ text, free, add }: Page): void {
  const match = WHOM.exec(text)
  const field = free(called(RECIPIENT))[0]?.field
  if (match && field) add(spanOf(match, 1), field)
}

/** Whose name is asked for in two parts. */
function person({ text, free, add }: Page): void {
  const match = PERSON.exec(text)
  const first = free(({ name }) => fieldKind(name) === 'firstName')[0]?.field
  const last = free(({ name }) => fieldKind(name) === 'lastName')[0]?.field
  if (!match || !first || !last) return
  add(spanOf(match, 1), first)
  add(spanOf(match, 2), last)
}

/** Where something is to be; what is searched for knows its places itself. */
function place({ text, isSearch, free, add }: Page): void {
  const match = isSearch ? null : PLACE.exec(text)
  const field = free((each) => asksWhere(each) && !each.takes && each.role === 'textbox')[0]?.field
  if (match && field) add(spanOf(match, 1), field)
}

/** In this order: what a step says by a field's own name goes before what it says by its kind. */
export const READERS: readonly ((page: Page) => void)[] = [
  ...[labelled, route, dates, times, counts, sums, recipient, person, place],
]
