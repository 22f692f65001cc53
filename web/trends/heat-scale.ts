/** How strong a cell is shown, from 0 to 1: nothing is nothing, and the least of something can be told from it. */
export function strengthOf(value: number | null, max: number): number {
  if (value === null || value <= 0 || max <= 0) return 0
  return 0.12 + 0.88 * (value / max)
}

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
