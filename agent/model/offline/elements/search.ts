import { act, type ProposedAction } from './action.ts'
import { kindOf } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { soughtIn } from './sought.ts'
import { type TreeNode, within } from './tree.ts'
import { plain } from './words.ts'

/** Looks something up in the page's one search box, such as a click on a magnifier has opened. */
export function searchIn(values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const boxes = nodes.filter((node) => isText(node) && kindOf(node) === 'search')
  const [box, ...more] = boxes
  if (!box || more.length > 0) return []
  const form = formsOf(nodes).find(({ fields }) => fields.includes(box))
  const isOwn = form && ['form', 'search'].includes(form.container.role)
  const texts = isOwn ? form.fields.filter(isText) : [box]
  return typedIn(texts, box, values, form && submitOf(form, 'search'))
}

/** The same in the page's one free text box, where nothing says what it is for. */
export function lookUp(values: readonly string[], nodes: readonly TreeNode[]): ProposedAction[] {
  const [form, ...more] = formsOf(nodes).filter(
    (each) => each.fields.filter(isText).length === 1 && !isMail(each) && !within(each.container, ROWS),
  )
  const box = form?.fields.find(isText)
  if (!form || !box || more.length > 0) return []
  const submit = submitOf(form, 'search') ?? form.buttons.find(({ role }) => role === 'button')
  return typedIn([box], box, values, submit)
}

const typedIn = (
  texts: readonly TreeNode[],
  box: TreeNode,
  [value]: readonly string[],
  submit: TreeNode | undefined,
): ProposedAction[] => {
  const sought = soughtIn(texts, value)
  const filled = texts.flatMap((field) => {
    const own = sought.get(field)
    return own === undefined ? [] : [act(field, 'fill', own)]
  })
  const last = texts.findLast((field) => sought.has(field)) ?? box
  return filled.length === 0 ? [] : [...filled, submit ? act(submit, 'click') : act(last, 'press', 'Enter')]
}

/** A box in a row is the row's. */
const ROWS = ['listitem', 'row', 'article']

const isMail = (form: Form) =>
  form.fields.some((field) => isText(field) && /mail|@|correo/.test(plain(field.name)))
