import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

const OTHERS =
  'google pay|google|github|apple pay|apple|facebook|microsoft|linkedin|paypal|klarna|amazon pay|bizum|twint'
const ANY = new RegExp(`\\b(?:${OTHERS})\\b`)
const MEANS = new RegExp(`\\b(?:with|using|via|through|by|mit|uber|per|con|por) (${OTHERS})\\b`)

/** A control of another of them than the step says. */
export function isOfOthers(step: string, { name }: TreeNode): boolean {
  const means = MEANS.exec(plain(step))?.[1]
  return means !== undefined && ANY.test(plain(name)) && !plain(name).includes(means)
}

/** Whether a step says by what it signs in or pays, and neither the control nor anything chosen says the same. */
export function isOther(step: string, node: TreeNode, nodes: readonly TreeNode[]): boolean {
  const means = MEANS.exec(plain(step))?.[1]
  if (means === undefined) return false
  return ![node, ...nodes.filter(({ checked, selected }) => checked || selected)].some(({ name }) =>
    plain(name).includes(means),
  )
}
