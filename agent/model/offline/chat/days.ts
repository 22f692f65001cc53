import type { Reading } from './text.ts'
import { type Clock, type WallTime, wallTime, weekday } from './zone.ts'

/** Whole days by the wall clock. */
export interface Days {
  first: WallTime
  count: number
  /** The phrase looks back ("yesterday", "last week"). */
  past: boolean
  /** Only the night of that day ("tonight", "last night"). */
  night?: true
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const WEEKDAY = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?'
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const LEAD = '(?:\\b(?:on|over|during|for|in|from|since|of|throughout)\\s+)?'

const DAY_AFTER = new RegExp(`${LEAD}\\bthe day after tomorrow\\b`)
const NEAR = new RegExp(
  `${LEAD}\\b(today|tonight|tomorrow|tmrw|yesterday|last night|this (?=morning|afternoon|evening))\\b(?:'s\\b)?`,
)
const ISO_DATE = new RegExp(`${LEAD}\\b(\\d{4})-(\\d{2})-(\\d{2})\\b(?!T)`)
const DAY_MONTH = new RegExp(
  `${LEAD}(?:\\bthe )?\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b(?:,? (\\d{4}))?`,
)
const MONTH_DAY = new RegExp(`${LEAD}\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`)
const PERIOD = new RegExp(`${LEAD}(?:the )?\\b(this|next|last|past|the|coming)\\s+(week|weekend|month)\\b`)
const NAMED = new RegExp(
  `${LEAD}(?:\\b(this|next|last|coming) )?\\b(?<!\\b(?:black|good|cyber|casual) )(${WEEKDAY})(?<!\\b(?:sun|mon|wed|sat))\\b`,
)

/** Takes a phrase that names days: yesterday, on Monday, 24 December, next week. */
export function takeDays(reading: Reading, clock: Clock, backwards: boolean): Days | undefined {
  const today = { ...wallTime(clock.now, clock.zone), hour: 0, minute: 0 }
  const shift = (by: number, count = 1, past = by < 0): Days => ({
    first: { ...today, day: today.day + by },
    count,
    past,
  })
  if (reading.take(DAY_AFTER)) return shift(2)
  const near = reading.take(NEAR)?.[1]?.toLowerCase()
  if (near === 'tonight') return { ...shift(0), night: true }
  if (near === 'last night') return { ...shift(-1), night: true }
  if (near) return shift(near === 'yesterday' ? -1 : /^t(omorrow|mrw)/.test(near) ? 1 : 0)
  const date = takeDate(reading, today)
  if (date) return { first: date, count: 1, past: before(date, today) }
  const period = reading.take(PERIOD)
  if (period) return periodDays(period[1] ?? '', period[2] ?? '', today)
  const named = reading.take(NAMED)
  if (!named) return undefined
  const wanted = WEEKDAYS.findIndex((name) => name.startsWith((named[2] ?? '').toLowerCase().slice(0, 3)))
  const ahead = (wanted - weekday(today) + 7) % 7
  const which = named[1]?.toLowerCase()
  if (which === 'last') return shift(ahead === 0 ? -7 : ahead - 7)
  if (backwards) return shift(ahead === 0 ? 0 : ahead - 7)
  return shift(ahead === 0 && which !== 'this' ? 7 : ahead)
}

function takeDate(reading: Reading, today: WallTime): WallTime | undefined {
  const iso = reading.take(ISO_DATE)
  if (iso) return { ...today, year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const dayFirst = reading.take(DAY_MONTH)
  const match = dayFirst ?? reading.take(MONTH_DAY)
  if (!match) return undefined
  const [day, month] = dayFirst ? [match[1], match[2]] : [match[2], match[1]]
  return {
    ...today,
    year: Number(match[3] ?? today.year),
    month: MONTHS.indexOf((month ?? '').toLowerCase().slice(0, 3)) + 1,
    day: Number(day),
  }
}

function before(a: WallTime, b: WallTime): boolean {
  return Date.UTC(a.year, a.month - 1, a.day) < Date.UTC(b.year, b.month - 1, b.day)
}

function periodDays(which: string, unit: string, today: WallTime): Days {
  const step = /next|coming/i.test(which) ? 1 : /last|past/i.test(which) ? -1 : 0
  const past = step < 0
  if (unit.toLowerCase() === 'month') {
    const first = { ...today, month: today.month + step, day: 1 }
    return { first, count: new Date(Date.UTC(first.year, first.month, 0)).getUTCDate(), past }
  }
  const monday = today.day - ((weekday(today) + 6) % 7)
  if (unit.toLowerCase() === 'week') return { first: { ...today, day: monday + 7 * step }, count: 7, past }
  const weekends = /next/i.test(which) ? 1 : past ? -1 : 0
  return { first: { ...today, day: monday + 5 + 7 * weekends }, count: 2, past }
}
