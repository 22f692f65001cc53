import { durationOf, momentOf } from '../ui/time.ts'
import type { Filters } from './filters.ts'

/** "since 20 Nov, 14:00", "before ...", or both ends. */
export function timeInWords({ from, to }: Pick<Filters, 'from' | 'to'>): string | undefined {
  if (from && to) return `${momentOf(from)} to ${momentOf(to)}`
  if (from) return `since ${momentOf(from)}`
  return to && `before ${momentOf(to)}`
}

/** "1 to 2 min": an end that stands just below a second belongs to that second. */
export function lengthInWords({
  minLengthSeconds: min,
  maxLengthSeconds: max,
}: Pick<Filters, 'minLengthSeconds' | 'maxLengthSeconds'>): string | undefined {
  const words = (seconds: number) =>
    Number.isInteger(seconds) && seconds < 60 ? `${seconds} s` : durationOf(seconds * 1_000)
  if (min !== undefined && max !== undefined) return `${words(min)} to ${words(whole(max))}`
  if (min !== undefined) return `${words(min)} and longer`
  return max === undefined ? undefined : `up to ${words(whole(max))}`
}

const JUST_BELOW = 0.001
/** The longest length that is shorter than so many seconds: lengths are whole milliseconds. */
export const below = (seconds: number) => seconds - JUST_BELOW
const whole = (seconds: number) =>
  Math.abs(seconds + JUST_BELOW - Math.round(seconds)) < 1e-9 ? Math.round(seconds) : seconds

/** A moment as a datetime-local field shows it: the reader's own clock, to the minute. */
export function fieldOf(iso: string | undefined): string {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What a datetime-local field says, as a moment. */
export function momentOfField(value: string): string | undefined {
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
