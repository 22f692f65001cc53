/**
 * How many of `total` each part gets, by largest remainder (Hare): 70 % of 30 is exactly 21, and the counts
 * always add up to `total`. Shares are weights of any sum above zero; ties go to the earlier part.
 */
export function quota(shares: readonly number[], total: number): number[] {
  const sum = shares.reduce((a, b) => a + b, 0)
  // Thousandths of a millionth: 0.1 + 0.2 must not lose a session to binary fractions.
  const exact = shares.map((share) => Math.round(((share * total) / sum) * 1e9) / 1e9)
  const counts = exact.map(Math.floor)
  const missing = total - counts.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

/** `total` items, each part as often as its share says, in the order of the parts. */
export function byQuota<T extends { share: number }>(parts: readonly T[], total: number): T[] {
  const counts = quota(
    parts.map((part) => part.share),
    total,
  )
  return parts.flatMap((part, i) => Array.from({ length: counts[i] ?? 0 }, () => part))
}
