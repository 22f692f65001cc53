import type { Trend } from '../client.ts'
import type { Filters } from '../filters/filters.ts'

/** The time that points cover, from the first to the last: each lasts until the next, the last until the end. */
export function spanOf(
  points: readonly { at: string }[],
  first: number,
  last: number,
  whole: { from: string; to: string },
): { from: string; to: string } {
  const from = points[first]?.at ?? whole.from
  const to = points[last + 1]?.at ?? whole.to
  // The first step begins before the range does, where the range begins inside it.
  return { from: from < whole.from ? whole.from : from, to: to > whole.to ? whole.to : to }
}

/** The filters that leave just the sessions of a group; undefined where there are none that do. */
export function groupFilter(groupBy: Trend['groupBy'], group: string | null): Partial<Filters> | undefined {
  if (!groupBy || group === null) return {}
  // The log has no filter for referrers: words would find others too.
  if (groupBy === 'referrer') return undefined
  return group === 'other' ? undefined : { [groupBy]: group }
}
