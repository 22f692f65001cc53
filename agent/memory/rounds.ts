import type { StoredAction } from '../../db/schema/targets.ts'

const place = ({ method, selector }: StoredAction) => `${method} ${selector}`
const where = (actions: readonly StoredAction[]) => actions.map(place).join('\n')

/** What is left of remembered actions for a session that has already done some; undefined when they took another way. */
export function remaining(
  rounds: readonly StoredAction[][],
  done: readonly StoredAction[],
): StoredAction[] | undefined {
  const all = rounds.flat()
  return where(all.slice(0, done.length)) === where(done) ? all.slice(done.length) : undefined
}

/**
 * A healing that found the same elements under other texts, once more: their texts change by themselves, and a text
 * that always changes tells nothing. Without it the actions are kept by their place alone.
 */
export function settled(
  before: { version: number; rounds: readonly StoredAction[][] } | undefined,
  after: StoredAction[][],
): StoredAction[][] {
  const isRestless = before && before.version > 1 && where(before.rounds.flat()) === where(after.flat())
  return isRestless ? after.map((actions) => actions.map(({ label: _, ...action }) => action)) : after
}
