export const HOUR_MS = 3_600_000

type Rule = 'america' | 'europe' | 'egypt' | 'australia' | 'newZealand' | 'chile'

/** Month (from 0) and Sunday of it (-1 is the last) when summer time begins and ends, to within a day or two. */
const SUMMERS: Record<Rule, readonly [month: number, sunday: number, month: number, sunday: number]> = {
  america: [2, 2, 10, 1],
  europe: [2, -1, 9, -1],
  egypt: [3, -1, 9, -1],
  australia: [9, 1, 3, 1],
  newZealand: [8, -1, 3, 1],
  chile: [8, 1, 3, 1],
}

/**
 * Hours ahead of UTC in winter, and the rule of the summer. IANA database 2025b; kept here because a machine's own
 * copy may be older, and a plan must be the same on every machine. Only the hour curve is read by it.
 */
const ZONES: readonly (readonly [hours: number, rule: Rule | undefined, zones: string])[] = [
  [-8, 'america', 'America/Vancouver America/Tijuana America/Los_Angeles'],
  [-7, 'america', 'America/Edmonton America/Denver'],
  [-6, undefined, 'America/Mexico_City'],
  [-6, 'america', 'America/Chicago'],
  [-5, undefined, 'America/Bogota America/Lima'],
  [-5, 'america', 'America/Toronto America/New_York'],
  [-4, undefined, 'America/Manaus'],
  [-4, 'america', 'America/Halifax'],
  [-4, 'chile', 'America/Santiago'],
  [-3, undefined, 'America/Argentina/Buenos_Aires America/Sao_Paulo'],
  [0, 'europe', 'Atlantic/Canary Europe/London Europe/Dublin Europe/Lisbon'],
  [1, undefined, 'Africa/Lagos'],
  [
    1,
    'europe',
    'Europe/Vienna Europe/Brussels Europe/Zurich Europe/Prague Europe/Berlin Europe/Copenhagen Europe/Madrid Europe/Paris Europe/Budapest Europe/Rome Europe/Luxembourg Europe/Amsterdam Europe/Oslo Europe/Warsaw Europe/Stockholm Europe/Bratislava',
  ],
  [2, undefined, 'Africa/Johannesburg'],
  [2, 'egypt', 'Africa/Cairo'],
  [2, 'europe', 'Europe/Helsinki Europe/Athens Asia/Jerusalem Europe/Bucharest Europe/Kyiv'],
  [3, undefined, 'Africa/Nairobi Asia/Riyadh Europe/Istanbul'],
  [4, undefined, 'Asia/Dubai'],
  [5.5, undefined, 'Asia/Kolkata'],
  [7, undefined, 'Asia/Jakarta Asia/Bangkok Asia/Ho_Chi_Minh'],
  [
    8,
    undefined,
    'Australia/Perth Asia/Shanghai Asia/Hong_Kong Asia/Kuala_Lumpur Asia/Manila Asia/Singapore Asia/Taipei',
  ],
  [9, undefined, 'Asia/Tokyo Asia/Seoul'],
  [9.5, 'australia', 'Australia/Adelaide'],
  [10, undefined, 'Australia/Brisbane'],
  [10, 'australia', 'Australia/Sydney'],
  [12, 'newZealand', 'Pacific/Auckland'],
]

const BY_ZONE = new Map(
  ZONES.flatMap(([hours, rule, names]) => names.split(' ').map((name) => [name, { hours, rule }] as const)),
)

function sundayOf(year: number, month: number, which: number): number {
  const day = (date: number) => new Date(Date.UTC(year, month, date)).getUTCDay()
  if (which > 0) return Date.UTC(year, month, 1 + ((7 - day(1)) % 7) + (which - 1) * 7)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, last - day(last))
}

function isSummer(at: number, rule: Rule): boolean {
  const year = new Date(at).getUTCFullYear()
  const [fromMonth, fromSunday, toMonth, toSunday] = SUMMERS[rule]
  const from = sundayOf(year, fromMonth, fromSunday)
  const to = sundayOf(year, toMonth, toSunday)
  return from < to ? at >= from && at < to : at >= from || at < to
}

/** Milliseconds that the zone's clocks are ahead of UTC at this moment; an unknown zone is taken for UTC. */
export function aheadOfUtc(zone: string, at: number): number {
  const known = BY_ZONE.get(zone)
  if (!known) return 0
  return (known.hours + (known.rule && isSummer(at, known.rule) ? 1 : 0)) * HOUR_MS
}

/** Hour of the day and day of the week (0 is Sunday) on the zone's clocks, and how long that hour still lasts. */
export function localHour(zone: string, at: number): { hour: number; weekday: number; leftMs: number } {
  const local = at + aheadOfUtc(zone, at)
  const date = new Date(local)
  return { hour: date.getUTCHours(), weekday: date.getUTCDay(), leftMs: HOUR_MS - (local % HOUR_MS) }
}
