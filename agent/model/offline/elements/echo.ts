import { isText } from './form-groups.ts'
import { clickables, type TreeNode } from './tree.ts'

/**
 * Controls that only say what their click has done: "Save" is called "Saved" then, and nothing has come to act on. Where
 * more has come, it may be the next step of a wizard, whose button is the one before by another name.
 */
export function echoesOf(before: readonly TreeNode[], now: readonly TreeNode[]): TreeNode[] {
  const names = new Map(before.map(({ id, name }) => [id, name]))
  const known = new Set(before.map(markOf))
  const isRenamed = ({ id, name }: TreeNode) => names.has(id) && names.get(id) !== name
  const controls = [...clickables(now).filter(({ role }) => role !== 'StaticText'), ...now.filter(isText)]
  return controls.every((node) => isRenamed(node) || known.has(markOf(node)))
    ? controls.filter(isRenamed)
    : []
}

/** What a control is known by from one page to the next. */
export const markOf = ({ role, name }: TreeNode): string => `${role}: ${name}`
