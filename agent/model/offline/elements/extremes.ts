import { subtree, type TreeNode } from './tree.ts'

/** What an item of a list is measured by; nothing where it says none. */
type Measure = (text: string) => number | undefined

const number = (digits: string): number => {
  // "1.240,00" and "1,240.00": what comes last before two digits is the decimal sign.
  const [whole = '', cents = '0'] = digits.split(/[.,](?=\d{1,2}$)/)
  return Number(whole.replace(/\D/g, '')) + Number(`0.${cents}`)
}

const price: Measure = (text) => {
  const [, before, after] = /[$€£]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:€|\$|£|eur|usd|gbp)/i.exec(text) ?? []
  const digits = before ?? after
  return digits === undefined ? undefined : number(digits.replace(/[.,]$/, ''))
}

const duration: Measure = (text) => {
  const [, hours, minutes] = /(\d+)\s?h(?:ours?|rs?)?\b(?:\s?(\d+)\s?m)?/i.exec(text) ?? []
  if (hours !== undefined) return 60 * Number(hours) + Number(minutes ?? 0)
  const [, only] = /(\d+)\s?min/i.exec(text) ?? []
  return only === undefined ? undefined : Number(only)
}

const rating: Measure = (text) => {
  const [, of, star] = /(\d[.,]\d)\s?(?:\/|of|out of|★|stars?)|★\s?(\d[.,]\d)/i.exec(text) ?? []
  const digits = of ?? star
  return digits === undefined ? undefined : number(digits)
}

const SPANS = { minute: 1 / 60, min: 1 / 60, hour: 1, h: 1, day: 24, d: 24, week: 168, w: 168, month: 730 }
const AGO = /(\d+)\s?(minute|min|hour|h|day|d|week|w|month)s? ago/i
const DATE =
  /\d{4}-\d\d-\d\d|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: \d{4})?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:, \d{4})?/i

/** In hours: the later, the more. */
const date: Measure = (text) => {
  const [, count, span = ''] = AGO.exec(text) ?? []
  if (count !== undefined) return -Number(count) * (SPANS[span.toLowerCase() as keyof typeof SPANS] ?? 1)
  const hours = Date.parse(DATE.exec(text)?.[0] ?? '') / 3_600_000
  return Number.isNaN(hours) ? undefined : hours
}

const amount: Measure = (text) => {
  const [digits] = /\d[\d.,]*/.exec(text) ?? []
  return digits === undefined ? undefined : number(digits.replace(/[.,]$/, ''))
}

/** The first that a step says holds; -1 asks for the least. */
const ASKED: readonly (readonly [RegExp, 1 | -1, Measure])[] = [
  [/\b(cheapest|least expensive|lowest price)\b/, -1, price],
  [/\b(most expensive|priciest|dearest|highest price)\b/, 1, price],
  [/\b(newest|latest|most recent)\b/, 1, date],
  [/\b(oldest|earliest)\b/, -1, date],
  [/\b(shortest|fastest|quickest)\b/, -1, duration],
  [/\blongest\b/, 1, duration],
  [/\b(best|highest|top)[ -]?(rated|reviewed|rating)\b/, 1, rating],
  [/\b(largest|biggest|highest)\b/, 1, amount],
  [/\b(smallest|lowest|fewest)\b/, -1, amount],
]

/** Of like items, the one that a step in English means by what it has most or least of. */
export function extremeOf(step: string, items: readonly TreeNode[]): TreeNode | undefined {
  const [, sign = 1, measure] = ASKED.find(([words]) => words.test(step)) ?? []
  if (!measure) return undefined
  const measured = items.flatMap((item) => {
    const value = measure(
      subtree(item)
        .map(({ name }) => name)
        .join(' '),
    )
    return value === undefined ? [] : [{ item, value: sign * value }]
  })
  if (measured.length < 2 || measured.length < items.length / 2) return undefined
  const [first, second] = measured.toSorted((a, b) => b.value - a.value)
  return first && second && first.value > second.value ? first.item : undefined
}

export const asksExtreme = (step: string): boolean => ASKED.some(([words]) => words.test(step))
