import type { LogQuery } from '../client.ts'
import { OUTCOMES } from '../ui/outcome.tsx'

export const DEVICES = ['desktop', 'mobile', 'tablet'] as const

/** The filters of the log by their names in GET /api/sessions, as an address holds them. */
export interface Filters {
  outcome?: LogQuery['outcome']
  device?: LogQuery['device']
  country?: string
  target?: string
  burst?: string
  from?: string
  to?: string
  minLengthSeconds?: number
  maxLengthSeconds?: number
  text?: string
}

/** What an address says, without what makes no sense. */
export function readFilters(search: Record<string, unknown>): Filters {
  const { minLengthSeconds: min, maxLengthSeconds: max } = search
  const country = textOf(search.country)?.toUpperCase()
  return {
    outcome: oneOf(OUTCOMES, search.outcome),
    device: oneOf(DEVICES, search.device),
    country: country && /^[A-Z]{2}$/.test(country) ? country : undefined,
    target: textOf(search.target),
    burst: textOf(search.burst),
    from: momentIn(search.from),
    to: momentIn(search.to),
    minLengthSeconds: secondsIn(min),
    maxLengthSeconds: secondsIn(max),
    text: textOf(search.text)?.slice(0, 200),
  }
}

/** The router reads "5" as a number and "true" as a truth. */
export const textOf = (value: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) || undefined : undefined

export const oneOf = <T extends string>(known: readonly T[], value: unknown) =>
  known.find((one) => one === value)

function momentIn(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

const DAY_SECONDS = 86_400

function secondsIn(value: unknown): number | undefined {
  const seconds = Number(textOf(value))
  return seconds >= 0 && seconds <= DAY_SECONDS ? seconds : undefined
}

/** How many are set; the two ends of a span count as one. */
export const countFilters = ({ from, to, minLengthSeconds: min, maxLengthSeconds: max, ...rest }: Filters) =>
  [...Object.values(rest), from ?? to, min ?? max].filter((value) => value !== undefined).length

/** The filters as the API takes them: every value a text, nothing that is not set. */
export function queryOf(filters: Filters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
