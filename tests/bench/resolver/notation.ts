import { act, type ProposedAction } from '../../../agent/model/offline/elements/action.ts'
import { take } from '../../../agent/model/offline/elements/take.ts'
import { clickables, parseTree, type TreeNode } from '../../../agent/model/offline/elements/tree.ts'

/** A value that the right answer leaves open may be anything. */
export function agrees(given: string, expected: string): boolean {
  const [has, wants] = [given.split(' ; '), expected.split(' ; ')]
  return (
    has.length === wants.length &&
    wants.every((want, i) => has[i] === want || has[i]?.replace(/=.*$/, '') === want)
  )
}

/** An option may be written `select "Large"#1`; it is `select "Size"=Large` then. */
export function written(answer: string, tree: string): string {
  if (!/(?:^| ; )select (?:"[^"]*"|\w+)(?:#\d+)?(?= ; |$)/.test(answer)) return answer
  const nodes = parseTree(tree)
  const actions = actionsOf(answer, tree).map((action) => {
    const node = nodes.find(({ id }) => id === action.elementId)
    return node?.role === 'option' ? take(node) : action
  })
  return actions.length === 0 ? answer : notation(actions, tree)
}

/** `click "Save"#2`: the second of that role and name. What has no name goes by its role: `click button#1`. */
export function notation(elements: readonly ProposedAction[], tree: string): string {
  const nodes = parseTree(tree)
  return elements.map((element) => describe(element, nodes)).join(' ; ') || '-'
}

export function describe(
  { elementId, method, arguments: values }: ProposedAction,
  nodes: readonly TreeNode[],
): string {
  const node = nodes.find(({ id }) => id === elementId)
  const name = (of: TreeNode | undefined) => (of && !/^\(.*\)$/.test(of.name) ? of.name : '')
  const role = (of: TreeNode | undefined) => of?.role.replace(/^.*, /, '')
  const twins = nodes.filter((other) => name(other) === name(node) && role(other) === role(node))
  const place = node && (twins.length > 1 || !name(node)) ? `#${twins.indexOf(node) + 1}` : ''
  const what = method === 'selectOptionFromDropdown' ? 'select' : method
  const value = values.length > 0 ? `=${values.join(',')}` : ''
  return `${what} ${name(node) ? `"${name(node)}"` : role(node)}${place}${value}`
}

/** The actions that an answer means on this tree; none where one of them cannot be found. */
export function actionsOf(answer: string, tree: string): ProposedAction[] {
  const nodes = parseTree(tree)
  const actions = answer.split(' ; ').map((part) => actionOf(part, nodes))
  return actions.every((action) => action !== undefined) ? actions : []
}

const FIELDS = ['textbox', 'searchbox', 'spinbutton', 'combobox', 'select', 'listbox']

function actionOf(part: string, nodes: readonly TreeNode[]): ProposedAction | undefined {
  const [, verb = '', value] = /^(\S+) (?:".*?"|[^=#"]+)(?:#\d+)?(?:=(.*))?$/.exec(part) ?? []
  const method = METHODS.find((each) => each === verb) ?? (verb === 'select' ? SELECT : undefined)
  if (!method) return undefined
  const values = value === undefined ? (method === 'fill' ? ['x'] : []) : [value]
  const fitting = nodes
    .map((node) => act(node, method, ...values))
    .filter((action) => agrees(describe(action, nodes), part))
  // A label may have the name of what it labels.
  const isField = ({ role }: TreeNode) => FIELDS.includes(role.replace(/^.*, /, ''))
  const controls = clickables(nodes).filter(({ role }) => role !== 'StaticText')
  const likely = [...(method === 'click' ? controls : []), ...nodes.filter(isField)].map(({ id }) => id)
  const first = likely.find((id) => fitting.some(({ elementId }) => elementId === id))
  return fitting.find(({ elementId }) => first === undefined || elementId === first)
}

const METHODS = ['click', 'fill', 'press', 'hover'] as const
const SELECT = 'selectOptionFromDropdown'
