import { type Filters, oneOf, readFilters, textOf } from '../filters/filters.ts'

export const SORTS = ['newest', 'oldest', 'longest', 'shortest'] as const
export type Sort = (typeof SORTS)[number]

/** A view of the log as its address holds it: the filters, the order, and the open session. */
export interface LogSearch extends Filters {
  sort?: Sort
  s?: string
}

/** What an address says, without what makes no sense. */
export const readLogSearch = (search: Record<string, unknown>): LogSearch => ({
  ...readFilters(search),
  sort: oneOf(SORTS, search.sort),
  s: textOf(search.s),
})
