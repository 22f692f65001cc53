import { act, type ProposedAction } from './action.ts'
import { fieldKind } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { type TreeNode, within } from './tree.ts'
import { plain } from './words.ts'

/** Looks something up in the page's one search box, such as a click on a magnifier has opened. */
export function searchIn(values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const boxes = nodes.filter(
    (node) => isText(node) && (node.role === 'searchbox' || fieldKind(node.name) === 'search'),
  )
  const [box, ...more] = boxes
  const form = formsOf(nodes).find(({ fields }) => box && fields.includes(box))
  return box && more.length === 0 ? typedIn(box, values, form && submitOf(form, 'search')) : []
}

/** The same in the page's one free text box, where nothing says what it is for. */
export function lookUp(values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const [form, ...more] = formsOf(nodes).filter(
    (each) => each.fields.filter(isText).length === 1 && !isMail(each) && !within(each.container, ROWS),
  )
  const box = form?.fields.find(isText)
  if (!form || !box || more.length > 0) return []
  return typedIn(box, values, submitOf(form, 'search') ?? form.buttons.find(({ role }) => role === 'button'))
}

const typedIn = (
  box: TreeNode,
  [value]: readonly string[],
  submit: TreeNode | undefined,
): ProposedAction[] =>
  value === undefined
    ? []
    : [act(box, 'fill', value), submit ? act(submit, 'click') : act(box, 'press', 'Enter')]

/** A box in a row is the row's. */
const ROWS = ['listitem', 'row', 'article']

const isMail = (form: Form) =>
  form.fields.some((field) => isText(field) && /mail|@|correo/.test(plain(field.name)))
