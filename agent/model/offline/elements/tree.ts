/** One line of Stagehand's accessibility tree. */
export interface TreeNode {
  /** Frame ordinal and backend node id, such as `0-21`. */
  id: string
  role: string
  name: string
  selected: boolean
  checked: boolean
  /** A button that opens something to choose from. */
  opens: boolean
  /** The one form that a field takes its value in, whatever a visitor says. */
  takes?: 'date' | 'time' | 'moment'
  /** Place in document order. */
  index: number
  parent: TreeNode | undefined
  children: TreeNode[]
}

/** Inputs whose parts (day, month, a picker) the tree shows as controls of their own; one value fills them. */
const WHOLE = new Map([
  ['Date', 'date'],
  ['DateTime', 'moment'],
  ['InputTime', 'time'],
] as const)
const wholeOf = (role: string) => WHOLE.get(role as 'Date')

const LINE =
  /^(\s*)\[(\d+-\d+)\] ([^:]*?)(?:: (.*?))?((?: \[(?:selected|checked|menu|listbox|tree|grid|dialog)\])*)$/

/** Reads the tree as Stagehand 4 prints it: two spaces a level, `[id] role: name [flags]`. Document order, root first. */
export function parseTree(text: string): TreeNode[] {
  const nodes: TreeNode[] = []
  const wholes = new Set<TreeNode>()
  const open: { depth: number; node: TreeNode }[] = []
  for (const line of text.split('\n')) {
    const match = LINE.exec(line)
    if (!match) continue
    const [, indent = '', id = '', role = '', name = '', flags = ''] = match
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= indent.length) open.pop()
    const parent = open.at(-1)?.node
    if (parent && wholes.has(parent)) continue
    const node: TreeNode = {
      ...{
        id,
        role: wholeOf(role) ? 'textbox' : role,
        takes: wholeOf(role),
        name: name.trim(),
        index: nodes.length,
        parent,
        children: [],
      },
      ...{ selected: flags.includes('selected'), checked: flags.includes('checked') },
      opens: /menu|listbox|tree|grid/.test(flags),
    }
    parent?.children.push(node)
    nodes.push(node)
    if (node.takes) wholes.add(node)
    open.push({ depth: indent.length, node })
  }
  return nodes
}

export function ancestors(node: TreeNode): TreeNode[] {
  const out: TreeNode[] = []
  for (let at = node.parent; at; at = at.parent) out.push(at)
  return out
}

/** The node and all below it, in document order. */
export function subtree(node: TreeNode): TreeNode[] {
  return [node, ...node.children.flatMap(subtree)]
}

export function within(node: TreeNode, roles: readonly string[]): TreeNode | undefined {
  return ancestors(node).find((above) => roles.includes(above.role))
}

const CLICKABLE = new Set([
  ...['link', 'button', 'tab', 'menuitem', 'menuitemradio', 'menuitemcheckbox', 'treeitem'],
  ...['radio', 'checkbox', 'switch', 'DisclosureTriangle'],
])

/** What a visitor may click, in document order: controls, and bare text that is no control's label (a div with a click handler looks so). */
export function clickables(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.filter(
    (node) => node.name !== '' && (CLICKABLE.has(node.role) || isBareText(node) || isFolded(node)),
  )
}

function isBareText(node: TreeNode): boolean {
  if (node.role !== 'StaticText' || !node.parent) return false
  return (
    (node.parent.role !== 'paragraph' || isOfBits(node.parent)) &&
    !['LabelText', 'Legend', 'textbox', 'searchbox', 'spinbutton'].includes(node.parent.role) &&
    !ancestors(node).some((above) => CLICKABLE.has(above.role))
  )
}

/** Choices that stand side by side in a paragraph: prose would be longer or have stops. */
const isOfBits = ({ children }: TreeNode) =>
  children.every(({ role, name }) => role !== 'StaticText' || (name.length <= BIT && !/[.,;:!?]$/.test(name)))
const BIT = 28

/** A question that its click answers. */
const isFolded = ({ role, name, children }: TreeNode) =>
  role === 'heading' && name.endsWith('?') && children.every((child) => child.role === 'StaticText')

type Region = 'header' | 'main' | 'footer'

export function region(node: TreeNode): Region {
  if (within(node, ['contentinfo'])) return 'footer'
  return within(node, ['banner', 'navigation']) ? 'header' : 'main'
}
