import { ASIDE } from './confirm.ts'
import { isText } from './form-groups.ts'
import type { Traits } from './net.ts'
import type { Reading } from './reading.ts'
import type { Sense } from './sense.ts'
import { subtree, type TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** What the last click has brought up: a list to choose from, a form to fill, a question to answer. */
export interface Came {
  /** Places in the pool. */
  at: readonly number[]
  /** The chance of each of these out of them alone, by its meaning. */
  chances: ReadonlyMap<number, number>
  fields: number
  isAsked: boolean
  /** How near the nearest of them is. */
  close: number
}

/** Nothing where nothing has been done, or what was shown before is not known. */
export function cameOf(
  { pool, nodes, done, isNew, remembers }: Pick<Reading, 'pool' | 'nodes' | 'done' | 'isNew' | 'remembers'>,
  senses: readonly Sense[],
): Came | undefined {
  if (done.length === 0 || !remembers) return undefined
  const at = pool.flatMap(({ node }, i) => (isNew(node) && !ASIDE.test(plain(node.name)) ? [i] : []))
  const closes = at.map((i) => senses[i]?.close ?? 0)
  const most = Math.max(0, ...closes)
  const odds = closes.map((close) => Math.exp(close - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  return {
    at,
    chances: new Map(at.map((i, k) => [i, (odds[k] ?? 0) / all])),
    fields: nodes.filter((node) => isText(node) && isNew(node)).length,
    isAsked: nodes.some((node) => isNew(node) && isQuestion(node)),
    close: most,
  }
}

/** Few buttons, one of which goes back, and nothing to fill. */
function isQuestion(node: TreeNode): boolean {
  const buttons = subtree(node).filter(({ role }) => role === 'button')
  return (
    buttons.length > 1 &&
    buttons.length < 4 &&
    buttons.some(({ name }) => ASIDE.test(plain(name))) &&
    !subtree(node).some(isText)
  )
}

/** How one of what has come up stands among the others of it. */
export function ofCame(came: Came | undefined, at: number): Traits {
  const chance = came?.chances.get(at)
  if (!came || chance === undefined) return {}
  return {
    came: 1,
    cameChance: chance,
    cameSure: Number(chance > 0.7),
    cameOnly: Number(came.at.length === 1),
    cameFew: Number(came.at.length <= 3),
    cameAsked: Number(came.isAsked),
    cameAskedFirst: Number(came.isAsked) * chance,
    cameFilled: Number(came.fields > 0),
    cameChosen: Number(came.fields === 0 && came.at.length > 1) * chance,
  }
}

/** Whether what has come up calls for going on. */
export function ofCameOrNone(came: Came | undefined, { kind, done }: Pick<Reading, 'kind' | 'done'>): Traits {
  if (!came) return {}
  const isList = came.fields === 0 && !came.isAsked && came.at.length > 1
  return {
    cameNone: Number(came.at.length === 0),
    cameMany: Math.min(1, came.at.length / 10),
    cameList: Number(isList),
    cameListLooks: Number(isList && kind.looks),
    cameListChooses: Number(isList && (kind.chooses || kind.toggles)),
    cameFields: Number(came.fields > 0),
    cameFieldsLooks: Number(came.fields > 0 && kind.looks),
    cameAsked: Number(came.isAsked),
    cameClose: came.close / 20,
    cameChance: Math.max(0, ...came.chances.values()),
    cameMoved: Number(done.at(-1)?.moved ?? false),
  }
}
