/** Numbers from 0 to 1 that look random and are the same each time (a linear congruence of Numerical Recipes). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}
