import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

const MEANS =
  /\b(?:with|using|via|through|by|mit|uber|per|con|por) (google|github|apple pay|apple|facebook|microsoft|linkedin|paypal|klarna|google pay|amazon pay|bizum|twint)\b/

/** Whether a step says by what it signs in or pays, and neither the control nor anything chosen says the same. */
export function isOther(step: string, node: TreeNode, nodes: readonly TreeNode[]): boolean {
  const means = MEANS.exec(plain(step))?.[1]
  if (means === undefined) return false
  return ![node, ...nodes.filter(({ checked, selected }) => checked || selected)].some(({ name }) =>
    plain(name).includes(means),
  )
}
