/** The present moment and the user's time zone. */
export interface Clock {
  now: Date
  /** IANA name. */
  zone: string
}

/** A wall-clock time. Days and hours may run over; they are carried. */
export interface WallTime {
  year: number
  /** 1 is January. */
  month: number
  day: number
  hour: number
  minute: number
}

/** What a wall clock in the zone shows at an instant. */
export function wallTime(at: Date, zone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute }
}

/** The instant at which a wall clock in the zone shows this; in a skipped hour, the instant after the skip. */
export function instant(wall: WallTime, zone: string): Date {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const first = utc - offset(utc, zone)
  const second = utc - offset(first, zone)
  if (offset(second, zone) === offset(first, zone)) return new Date(second)
  return new Date(Math.max(first, second))
}

/** 0 is Sunday. */
export function weekday(wall: WallTime): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay()
}

function offset(utc: number, zone: string): number {
  const wall = wallTime(new Date(utc), zone)
  const shown = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  return shown - Math.floor(utc / 60_000) * 60_000
}
