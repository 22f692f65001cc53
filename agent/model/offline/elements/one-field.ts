import { inEnglish } from '../english/english.ts'
import { act, type ProposedAction } from './action.ts'
import { besideCode, codeIn, isOnly } from './codes.ts'
import { complete } from './errand-form.ts'
import { FIELD_VALUES, kindOf, PERSONAL } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf } from './form-groups.ts'
import { pageLanguage } from './languages.ts'
import { type Asked, asForm, isSeeking, mayHold } from './offers.ts'
import { slotsOf } from './slots.ts'
import { termFor } from './sought.ts'
import type { TreeNode } from './tree.ts'
import { isAsking, isSent, valueFor } from './values.ts'
import { plain, wordsOf } from './words.ts'

/** Fills one field with what the step says, and sends it where that is what it is for. */
export function fillIn(field: TreeNode, asked: Asked): ProposedAction[] {
  const { intent, nodes, text } = asked
  const kind = kindOf(field)
  const name = `${field.name} ${inEnglish(field.name, pageLanguage(nodes))}`
  const said = (field.takes && slotsOf([field], text).given.get(field)) ?? valueFor(name, asked)
  const isFit =
    said !== undefined &&
    (field.role !== 'spinbutton' || /\d/.test(said)) &&
    (kind !== 'email' || MAIL.test(said))
  const own = PERSONAL.has(kind) ? FIELD_VALUES[kind] : undefined
  const value = isFit ? said : own
  if (value === undefined || !mayHold(field, value)) return []
  const isSearch =
    kind === 'search' ||
    (intent.kind === 'form' && intent.goal === 'search') ||
    (intent.kind !== 'type' && isSeeking(text))
  const form = formsOf(nodes).find(({ fields }) => fields.includes(field))
  if (!isFit && isSent(text) && form) {
    const all = complete(form, { ...asForm(asked), values: [] })
    if (all.length > 0) return all
  }
  const filled = act(field, 'fill', isSearch ? termFor(field, value) : value)
  const submit = sentBy(field, form, asked, isSearch)
  return submit === undefined ? [filled] : [filled, submit]
}
const MAIL = /@|^%/

/** What sends one field that has been filled; nothing where the step only fills it. */
function sentBy(
  field: TreeNode,
  form: Form | undefined,
  { text, nodes }: Asked,
  isSearch: boolean,
): ProposedAction | undefined {
  const words = wordsOf(text)
  const click = (button: TreeNode | undefined) => button && act(button, 'click')
  const enter = act(field, 'press', 'Enter')
  const isLone = form !== undefined && isOnly(field, form)
  if (isSearch) return click(form && submitOf(form, 'search', words)) ?? enter
  if (isSent(text)) return click(senderAfter(field, text, nodes)) ?? enter
  if (codeIn(text) !== undefined)
    return click(form && besideCode(field, form)) ?? (isLone ? enter : undefined)
  if (form && isLone && (isAsking(text) || (kindOf(field) === 'email' && !WRITES.test(plain(text)))))
    return click(submitOf(form, 'other', words))
  // "Add tag": a box that takes one thing after another.
  return ADDS.test(plain(field.name)) && ADDS.test(plain(text)) ? enter : undefined
}
const WRITES =
  /^(enter|type|fill|put|write|input|provide|gib|trage?|schreib\w*|escrib\w*|introduc\w*|pon\w*|set|change)\b/
const ADDS = /^(add|new|anadir|agrega\w*|anade|nuev[oa]|neue\w*)\b|hinzufugen$/

/** What sends a field: a button after it that the step names, else its form's own. */
export function senderAfter(field: TreeNode, step: string, nodes: readonly TreeNode[]): TreeNode | undefined {
  const words = wordsOf(step)
  const named = nodes.find(
    ({ role, name, index }) =>
      role === 'button' && index > field.index && wordsOf(name).some((word) => words.includes(word)),
  )
  const form = formsOf(nodes).find(({ fields }) => fields.includes(field))
  return named ?? (form && submitOf(form, 'other', words))
}
