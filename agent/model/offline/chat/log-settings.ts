import type { LogFilter } from './logs.ts'
import { toCountry } from './places.ts'

const KEYS: Record<string, keyof LogFilter | 'format' | 'groupBy' | 'cursor'> = {
  outcome: 'outcome',
  status: 'outcome',
  result: 'outcome',
  device: 'device',
  country: 'country',
  target: 'target',
  site: 'target',
  burst: 'burst',
  from: 'from',
  since: 'from',
  to: 'to',
  until: 'to',
  minlengthseconds: 'minLengthSeconds',
  min: 'minLengthSeconds',
  maxlengthseconds: 'maxLengthSeconds',
  max: 'maxLengthSeconds',
  text: 'text',
  search: 'text',
  sort: 'sort',
  limit: 'limit',
  groupby: 'groupBy',
  group: 'groupBy',
  by: 'groupBy',
  format: 'format',
  cursor: 'cursor',
}

/** Filters written as `key=value`, or what is wrong with them. */
export function readSettings(pairs: [string, string][]): Record<string, unknown> | string {
  const set: Record<string, unknown> = {}
  for (const [name, value] of pairs) {
    const key = KEYS[name.toLowerCase()]
    if (!key)
      return `I do not know ${name}=${value}. Filters are outcome, device, country, target, burst, from, to, minLengthSeconds, maxLengthSeconds, text, sort and limit.`
    if (key === 'minLengthSeconds' || key === 'maxLengthSeconds' || key === 'limit') set[key] = Number(value)
    else if (key === 'country') set[key] = toCountry(value.toUpperCase()) ?? toCountry(value) ?? value
    else
      set[key] =
        key === 'text' || key === 'target' || key === 'burst'
          ? value
          : /^(?:from|to)$/.test(key)
            ? toIso(value)
            : key === 'groupBy'
              ? value
              : value.toLowerCase()
  }
  return set
}

const toIso = (value: string) => (Number.isNaN(Date.parse(value)) ? value : new Date(value).toISOString())
