const LOCALE = 'en-GB'
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const dayAndYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' })

export const clockOf = (iso: string) => clock.format(new Date(iso))

/** "22 Nov, 14:05", in the time zone of whoever looks. */
export const momentOf = (iso: string) => dayAndClock.format(new Date(iso))

/** "22 Nov 2026". */
export const dayOf = (iso: string) => dayAndYear.format(new Date(iso))

/** "4.2 s", "48 s", "2 min 10 s", "3 h 5 min". */
export function durationOf(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 ? `${minutes} min ${whole % 60} s` : `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
}

/** The same for a clock that runs: no tenths. */
export const wholeSeconds = (ms: number) =>
  ms < 60_000 ? `${Math.floor(Math.max(0, ms) / 1_000)} s` : durationOf(ms)
