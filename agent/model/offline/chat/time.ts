import { type Days, takeDays } from './days.ts'
import { NUMBER, toNumber } from './numbers.ts'
import type { Reading } from './text.ts'
import { type Clock, instant, type WallTime, wallTime } from './zone.ts'

/** A stretch of time; either end may be open. */
interface Span {
  from?: Date
  to?: Date
}

const UNIT_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const UNIT = '(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|d|weeks?|wks?)\\b'
const AMOUNT = `(half an|an?|one|${NUMBER})(?: more)?[ -]?${UNIT}(?: and (?:a|an) (half))?`
const NOT_A_WAIT = '(?<!\\b(?:wait|stay|pause|watch|linger|dwell)(?:s|es|ing)? )'

/** Source of a regular expression for a length of time, with three groups for `toMs`. */
export const DURATION = AMOUNT

/** Milliseconds of the three groups of DURATION. */
export function toMs(amount = '', unit = '', half?: string): number {
  const low = amount.toLowerCase()
  const count = low === 'half an' ? 0.5 : /^an?$/.test(low) ? 1 : toNumber(amount)
  return (count + (half ? 0.5 : 0)) * (UNIT_MS[unit[0]?.toLowerCase() ?? ''] ?? 0)
}

const AHEAD = new RegExp(
  `(?:\\b(?:spread |spaced )?(?:out )?(?:over|in|within|during|for|across|throughout) )?\\b(?:the )?(?:next|coming|following) (?:(${'half an|an?|one|'}${NUMBER}) )?${UNIT}`,
)
const BACK = new RegExp(
  `(?:\\b(?:over|in|within|during|for|from|of) )?\\b(?:the )?(?:last|past|previous) (?:(half an|an?|one|${NUMBER}) )?(?!week\\b)${UNIT}`,
)
const BACK_WEEKS = new RegExp(`\\b(?:the )?(?:last|past|previous) (${NUMBER}) (weeks)\\b`)
const DURING = new RegExp(
  `${NOT_A_WAIT}\\b(?:spread |spaced |distributed )?(?:out |evenly )?(?:over|within|across|for|during|lasting)(?: the course of)?(?: a period of| about| around)? ${AMOUNT}`,
)
const AGO = new RegExp(`(?:\\bsince )?${AMOUNT} ago\\b`)
const LATER = new RegExp(`\\b(?:starting |beginning |start )?in (?:about )?${AMOUNT}(?: from now)?`)
const ISO_TIME = '(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d))'
const ISO_SPAN = new RegExp(
  `(?:\\b(?:from|between) )?${ISO_TIME}(?: ?(?:to|and|until|-|/|\\.\\.) ?)${ISO_TIME}`,
)
const CLOCK = "(\\d{1,2})(?:[:.](\\d\\d))? ?(am|pm|a\\.m\\.|p\\.m\\.|h\\b|o'?clock)?|(noon|midday|midnight)"
const EXACT = "(\\d{1,2}):(\\d\\d) ?(am|pm)?|(\\d{1,2}) ?(am|pm|h\\b|o'?clock)|(noon|midday|midnight)"
const BETWEEN = new RegExp(
  `\\bbetween (?:${CLOCK}) ?(?:and|to|-) ?(?:${CLOCK})(?![\\w%])(?! (?:sessions|visitors|users|minutes|hours|seconds))`,
)
const FROM_TO = new RegExp(`\\bfrom (?:${CLOCK}) ?(?:to|until|till|til|-) ?(?:${CLOCK})(?![\\w%])`)
const DASHED = new RegExp(`\\b(?:${CLOCK}) ?(?:-|to) ?(?:${EXACT})(?!\\w)`)
const START = new RegExp(
  `\\b(?:starting|start|beginning|begin|from|at|after|since|kick off)(?: (?:at|from))? (?:${EXACT}|(\\d{1,2})(?= (?:today|tomorrow|sharp|on)|\\s*(?:$|[,.])))(?![\\w%])`,
)
const END = new RegExp(
  `\\b(?:until|till|til|by|before|up to|ending at)(?: today at)? (?:${EXACT}|(\\d{1,2}))(?![\\w%])`,
)
const PART =
  /\b(?:in the |this |during the |over the )?(?<!\bgood )(morning|afternoon|evening|night|lunchtime)\b/
/** Without a day, a part of one must be said as a time ("Good morning" is none). */
const PART_ALONE = /\b(?:in the|this|during the|over the) (morning|afternoon|evening|night|lunchtime)\b/
/** First hour of a part of the day for arrivals, last hour, and first hour when looking back. */
const PARTS: Record<string, [number, number, number]> = {
  morning: [8, 12, 5],
  lunchtime: [12, 14, 11],
  afternoon: [12, 18, 12],
  evening: [18, 22, 17],
  night: [18, 24, 18],
}
const HOUR = 3_600_000

type Time = { hour: number; minute: number; sure: boolean }

/** Takes the arrival window of a burst; a start without an end lasts one hour, a day starts now at the earliest. */
export function takeWindow(reading: Reading, clock: Clock): { from: Date; to: Date } | undefined {
  const span = takeSpan(reading, clock, false)
  const from = span?.from ?? (span?.to ? clock.now : undefined)
  if (!from) return undefined
  return { from, to: span?.to ?? new Date(from.getTime() + HOUR) }
}

/** Takes the stretch of time that logs are asked for. */
export function takeRange(reading: Reading, clock: Clock): Span | undefined {
  return takeSpan(reading, clock, true)
}

function takeSpan(reading: Reading, clock: Clock, back: boolean): Span | undefined {
  const iso = reading.take(ISO_SPAN)
  if (iso) return { from: new Date(iso[1] ?? ''), to: new Date(iso[2] ?? '') }
  const ago = reading.take(AGO)
  if (ago) return { from: plus(clock.now, -toMs(ago[1], ago[2], ago[3])) }
  const past = reading.take(BACK) ?? reading.take(BACK_WEEKS)
  if (past)
    return { from: plus(clock.now, -toMs(past[1] ?? 'one', past[2])), to: back ? undefined : clock.now }
  const next = reading.take(AHEAD)
  if (next) return { from: clock.now, to: plus(clock.now, toMs(next[1] ?? 'one', next[2])) }
  const length = back ? undefined : reading.take(DURING)
  const lengthMs = length && toMs(length[1], length[2], length[3])
  const later = back ? undefined : reading.take(LATER)
  const start = later ? plus(clock.now, toMs(later[1], later[2], later[3])) : undefined
  const wall = start ? { from: start } : takeWall(reading, clock, back)
  if (!lengthMs) return wall
  const from = wall?.from ?? clock.now
  return { from, to: plus(from, lengthMs) }
}

function takeWall(reading: Reading, clock: Clock, back: boolean): Span | undefined {
  const days = takeDays(reading, clock, back)
  const times = takeTimes(reading)
  const part =
    reading.take(days ? PART : PART_ALONE)?.[1]?.toLowerCase() ?? (days?.night ? 'night' : undefined)
  if (!days && !times && !part) return undefined
  const day = days?.first ?? { ...wallTime(clock.now, clock.zone), hour: 0, minute: 0 }
  const at = (time: Omit<Time, 'sure'>, add = 0) =>
    instant({ ...day, ...time, day: day.day + add }, clock.zone)
  if (times) return between(times, at, clock, !days && !back)
  const hours = part ? PARTS[part] : undefined
  if (hours) {
    const from = at({ hour: hours[back ? 2 : 0], minute: 0 })
    const to = at({ hour: hours[1], minute: 0 })
    return { from: !back && from < clock.now && clock.now < to ? clock.now : from, to }
  }
  return whole(days ?? { first: day, count: 1, past: false }, clock, back)
}

function whole(days: Days, clock: Clock, back: boolean): Span {
  const from = instant(days.first, clock.zone)
  const to = instant({ ...days.first, day: days.first.day + days.count }, clock.zone)
  if (back) return { from, to: to > clock.now ? undefined : to }
  return { from: from < clock.now && clock.now < to ? clock.now : from, to }
}

function between(
  times: { from?: Time; to?: Time },
  at: (time: Time, add?: number) => Date,
  clock: Clock,
  today: boolean,
): Span {
  const to = times.to && at(times.to)
  if (!times.from) return { from: undefined, to }
  const from = at(times.from)
  const end = to && times.to && to <= from ? at(times.to, 1) : to
  return { from: today && end && from < clock.now && clock.now < end ? clock.now : from, to: end }
}

function takeTimes(reading: Reading): { from?: Time; to?: Time } | undefined {
  const range = reading.take(BETWEEN) ?? reading.take(FROM_TO)
  if (range) return pair(time(range.slice(1, 5)), time(range.slice(5, 9)))
  const dashed = reading.take(DASHED)
  if (dashed) return pair(time(dashed.slice(1, 5)), exact(dashed.slice(5)))
  const start = reading.take(START)
  const end = reading.take(END)
  if (!start && !end) return undefined
  return { from: start && exact(start.slice(1)), to: end && exact(end.slice(1)) }
}

function pair(from: Time, to: Time): { from: Time; to: Time } {
  if (!from.sure && to.sure && from.hour < 12 && to.hour >= 12 && from.hour + 12 < to.hour) from.hour += 12
  else if (!to.sure && to.hour <= from.hour && to.hour < 12 && from.hour <= 12) to.hour += 12
  return { from, to }
}

/** Groups of CLOCK: hour, minute, suffix, word. */
function time([hour, minute, suffix, word]: (string | undefined)[]): Time {
  if (word) return { hour: word.toLowerCase() === 'midnight' ? 24 : 12, minute: 0, sure: true }
  const half = suffix?.toLowerCase().replace(/\./g, '')
  const base = Number(hour)
  const shown = half === 'pm' && base < 12 ? base + 12 : half === 'am' && base === 12 ? 0 : base
  return {
    hour: shown,
    minute: Number(minute ?? 0),
    sure: half === 'am' || half === 'pm' || minute !== undefined,
  }
}

/** Groups of EXACT, with one more for a bare hour: 1 to 7 without am or pm is the afternoon. */
function exact([hour, minute, half, plain, suffix, word, bare]: (string | undefined)[]): Time {
  if (bare) return { hour: Number(bare) < 8 ? Number(bare) + 12 : Number(bare), minute: 0, sure: false }
  return hour ? time([hour, minute, half]) : time([plain, undefined, suffix, word])
}

/** A wall-clock day as it is written in replies, such as 24 Nov 2026, 14:00. */
export function showTime(iso: string, zone: string): string {
  const wall: WallTime = wallTime(new Date(iso), zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${wall.year}-${two(wall.month)}-${two(wall.day)} ${two(wall.hour)}:${two(wall.minute)}`
}

/** A length as the page writes it, such as 4.2 s, 48 s, 15 min 22 s or 3 h 5 min. */
export function showLength(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)]
  const parts = hours
    ? [`${hours} h`, minutes % 60 && `${minutes % 60} min`]
    : [minutes && `${minutes} min`, whole % 60 && `${whole % 60} s`]
  return parts.filter(Boolean).join(' ')
}

const plus = (date: Date, ms: number) => new Date(date.getTime() + ms)
