import type { TreeNode } from './tree.ts'

/** One element of the answer to Stagehand's observe question. */
export interface ProposedAction {
  elementId: string
  description: string
  method:
    | 'click'
    | 'fill'
    | 'press'
    | 'scrollTo'
    | 'nextChunk'
    | 'prevChunk'
    | 'selectOptionFromDropdown'
    | 'hover'
  arguments: string[]
}

export function act(node: TreeNode, method: ProposedAction['method'], ...args: string[]): ProposedAction {
  return { elementId: node.id, description: node.name || node.role, method, arguments: args }
}
