import { ancestors, region, subtree, type TreeNode } from './tree.ts'

export interface Form {
  container: TreeNode
  /** Fields in document order: text boxes, selects, radios, check boxes. */
  fields: TreeNode[]
  /** Buttons, and links that stand after the last field (some sites submit by a link). */
  buttons: TreeNode[]
  /** Its heading, its own name and its legends. */
  title: string
}

const ENTRIES = ['textbox', 'searchbox', 'spinbutton', 'combobox', 'select', 'listbox']
const FIELDS = [...ENTRIES, 'radio', 'checkbox', 'switch']
const OWNERS = ['form', 'search', 'dialog']

export const isText = (node: TreeNode): boolean => ['textbox', 'searchbox', 'spinbutton'].includes(node.role)

/** The page's forms. Fields without a form element belong to the smallest part of the page that also has a button after them. */
export function formsOf(nodes: readonly TreeNode[]): Form[] {
  const byContainer = new Map<TreeNode, TreeNode[]>()
  for (const field of nodes.filter((node) => FIELDS.includes(node.role))) {
    const container = containerOf(field)
    if (container) byContainer.set(container, [...(byContainer.get(container) ?? []), field])
  }
  const containers = [...byContainer.keys()]
  return [...byContainer].map(([container, fields]) => ({
    container,
    fields,
    buttons: buttonsOf(container, fields, containers),
    title: titleOf(container, fields, nodes),
  }))
}

function containerOf(field: TreeNode): TreeNode | undefined {
  const above = ancestors(field)
  const owner = above.find((node) => OWNERS.includes(node.role))
  return (
    owner ??
    above.find((node) => subtree(node).some((below) => below.role === 'button' && below.index > field.index))
  )
}

function buttonsOf(
  container: TreeNode,
  fields: readonly TreeNode[],
  containers: readonly TreeNode[],
): TreeNode[] {
  const others = containers
    .filter((other) => other !== container && subtree(container).includes(other))
    .flatMap(subtree)
  const last = fields.at(-1)?.index ?? 0
  const first = fields[0]?.index ?? 0
  return subtree(container).filter((node) => {
    if (others.includes(node) || region(node) !== region(container)) return false
    return (node.role === 'button' && node.index > first) || (node.role === 'link' && node.index > last)
  })
}

function titleOf(container: TreeNode, fields: readonly TreeNode[], nodes: readonly TreeNode[]): string {
  const first = fields[0]?.index ?? container.index
  const inside = subtree(container)
  const headings = inside.filter((node) => node.role === 'heading' && node.index < first)
  const before = nodes.slice(0, container.index).findLast((node) => node.role === 'heading')
  const own = headings.at(-1) ?? before
  return [own?.name, container.name].filter(Boolean).join(' ')
}
