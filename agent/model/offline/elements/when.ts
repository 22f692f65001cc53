/** A date or a time of day that a step says, and where. */
export interface When {
  from: number
  to: number
  /** As a page's own date and time fields take it: 2026-05-03, 09:00. */
  value: string
  /** As the step says it. */
  said: string
}

const MONTHS = [
  'jan(?:uary|uar|ner)?|ene(?:ro)?',
  'feb(?:ruary|ruar|rero)?',
  'mar(?:ch|zo)?|märz?',
  'apr(?:il)?|abr(?:il)?',
  'may|mai|mayo',
  'june?|juni|junio',
  'july?|juli|julio',
  'aug(?:ust)?|ago(?:sto)?',
  'sept?(?:ember|iembre)?',
  'oct(?:ober|ubre)?|okt(?:ober)?',
  'nov(?:ember|iembre)?',
  'dec(?:ember)?|dez(?:ember)?|dic(?:iembre)?',
]
const MONTH = `(?<month>${MONTHS.join('|')})\\b\\.?`
const YEAR = '(?<year>20\\d\\d)'
const DAY = '(?<day>[0-3]?\\d)(?:st|nd|rd|th|\\.)?'
/** A year that is to come whenever it is said, where a step leaves it out. */
const SOME_YEAR = '2030'

const DATES = [
  '(?<year>20\\d\\d)-(?<number>\\d\\d)-(?<day>\\d\\d)(?!\\d)',
  '(?<day>[0-3]?\\d)\\.\\s?(?<number>[01]?\\d)\\.\\s?(?<year>20\\d\\d)?(?!\\d)',
  `${DAY} (?:of |de )?${MONTH}(?:,? (?:de |del )?${YEAR})?`,
  `${MONTH} ${DAY}(?!\\d)(?:,? ${YEAR})?`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\d.,])${pattern}`, 'giu'))
/** "From 10 to 12 July": the month of the second is the first's as well. */
const SPAN =
  /(?<![\p{L}\d.,])([0-3]?\d)(?:\.|st|nd|rd|th)?(?= (?:to|until|and|bis|und|al|a|hasta|y) $)|(?<![\p{L}\d.,])([0-3]?\d)\.?(?= ?[-–] ?$)/iu

/** The dates of a text, in its order. */
export function datesIn(text: string): When[] {
  const found = DATES.flatMap((pattern) => [...text.matchAll(pattern)]).map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    said: match[0],
    value: dated(match.groups ?? {}),
  }))
  const whole = found.filter(
    (one) => one.value !== undefined && !found.some((other) => other !== one && holds(other, one)),
  ) as When[]
  const year = whole
    .map(({ said, value }) => (YEARS.test(said) ? value.slice(0, 4) : undefined))
    .find(Boolean)
  return whole
    .map((date) => (year && !YEARS.test(date.said) ? { ...date, value: year + date.value.slice(4) } : date))
    .flatMap((date) => [...begunBefore(date, text), date])
    .toSorted((a, b) => a.from - b.from)
}
const YEARS = /20\d\d/

const holds = (a: { from: number; to: number }, b: { from: number; to: number }) =>
  a.from <= b.from && a.to >= b.to && a.to - a.from > b.to - b.from

function begunBefore(date: When, text: string): When[] {
  const day = SPAN.exec(text.slice(0, date.from))
  const number = day?.[1] ?? day?.[2]
  if (!day || number === undefined) return []
  const value = `${date.value.slice(0, 8)}${number.padStart(2, '0')}`
  return [
    {
      from: day.index,
      to: day.index + day[0].length,
      value,
      said: `${number}${date.said.replace(/^\d+/, '')}`,
    },
  ]
}

function dated({ year, month, number, day = '' }: Record<string, string | undefined>): string | undefined {
  const named = MONTHS.findIndex((names) => new RegExp(`^(?:${names})$`, 'iu').test(month ?? ''))
  const at = number === undefined ? named + 1 : Number(number)
  if (at < 1 || at > 12 || Number(day) < 1 || Number(day) > 31) return undefined
  return [year ?? SOME_YEAR, String(at).padStart(2, '0'), day.padStart(2, '0')].join('-')
}

const TIMES = [
  /(?<![\p{L}\d.,:])(?<hour>[0-2]?\d):(?<minute>[0-5]\d)(?: ?(?<half>[ap])\.?m\b\.?)?(?: uhr\b)?(?![\d:])/giu,
  /(?<![\p{L}\d.,:])(?<hour>[01]?\d) ?(?<half>[ap])\.?m\b\.?/giu,
  /(?<![\p{L}\d.,:])(?<hour>[0-2]?\d)(?:\.(?<minute>[0-5]\d))? uhr\b/giu,
  /(?<=\ba las? )(?<hour>[0-2]?\d)(?![\d:.])/giu,
]

/** The times of day of a text, in its order. */
export const timesIn = (text: string): When[] =>
  TIMES.flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      said: match[0],
      value: timed(match.groups ?? {}),
    }))
    .flatMap((time) => [...hourBefore(time, text), time])
    .toSorted((a, b) => a.from - b.from)

/** "Von 9 bis 10 Uhr". */
function hourBefore(time: When, text: string): When[] {
  const hour = SPAN.exec(text.slice(0, time.from))
  const number = hour?.[1] ?? hour?.[2]
  if (!hour || number === undefined || Number(number) > 23 || /\d\.$/.test(hour[0])) return []
  return [{ from: hour.index, to: hour.index + hour[0].length, value: timed({ hour: number }), said: number }]
}

function timed({ hour = '', minute = '00', half }: Record<string, string | undefined>): string {
  const late = half?.toLowerCase() === 'p' && Number(hour) < 12 ? 12 : 0
  return `${String(Number(hour) + late).padStart(2, '0')}:${minute}`
}
