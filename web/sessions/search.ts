import type { LogQuery } from '../client.ts'
import { OUTCOMES } from '../ui/outcome.tsx'

export const DEVICES = ['desktop', 'mobile', 'tablet'] as const
export const SORTS = ['newest', 'oldest', 'longest', 'shortest'] as const
export type Filters = Pick<LogQuery, 'outcome' | 'device' | 'target' | 'burst' | 'text' | 'sort'>

/** A view of the log as its address holds it: filters by their names in GET /api/sessions, and the open session. */
export interface LogSearch extends Filters {
  s?: string
}

/** What an address says, without what makes no sense. */
export function readLogSearch(search: Record<string, unknown>): LogSearch {
  const text = (name: string) => {
    const value = search[name]
    // The router reads "5" as a number.
    return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined
  }
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === search[name])
  return {
    outcome: one('outcome', OUTCOMES),
    device: one('device', DEVICES),
    sort: one('sort', SORTS),
    target: text('target'),
    burst: text('burst'),
    text: text('text'),
    s: text('s'),
  }
}

export const isFiltered = ({ outcome, device, target, burst, text }: Filters) =>
  [outcome, device, target, burst, text].some((value) => value !== undefined)
