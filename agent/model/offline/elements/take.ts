import { act, type ProposedAction } from './action.ts'
import { ancestors, type TreeNode } from './tree.ts'

/** What is done to a control to take it. */
export const take = (node: TreeNode): ProposedAction => {
  const select = node.role === 'option' ? selectOf(node) : undefined
  return select ? act(select, 'selectOptionFromDropdown', node.name) : act(node, 'click')
}
/** Offered by a list or menu of the page's own making. */
export const isChoice = (node: TreeNode): boolean => CHOICES.includes(node.role) && !selectOf(node)

const CHOICES = ['option', 'menuitem', 'menuitemradio', 'menuitemcheckbox']
/** Options of a select are chosen by its own action; those of a page's own making are clicked. */
export const selectOf = (node: TreeNode): TreeNode | undefined =>
  ancestors(node).find(({ role }) => role === 'select')
