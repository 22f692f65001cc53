import { inEnglish } from '../english/english.ts'
import { act, type ProposedAction } from './action.ts'
import { choicesBefore } from './choices.ts'
import { besideCode, codeIn, isOnly, redeemedBy } from './codes.ts'
import { complete } from './errand-form.ts'
import { FIELD_VALUES, kindOf, PERSONAL } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { pageLanguage } from './languages.ts'
import { literals } from './literals.ts'
import {
  type Asked,
  asForm,
  formSentBy,
  isIdle,
  isSearchBox,
  isSeeking,
  mayHold,
  type Offer,
} from './offers.ts'
import { slotsOf } from './slots.ts'
import { termFor } from './sought.ts'
import { take } from './take.ts'
import { subtree, type TreeNode } from './tree.ts'
import { isAsking, isSent, valueFor, valuesIn } from './values.ts'
import { plain, wordsOf } from './words.ts'

/** What is done to a control that is meant: a field gets what the step says, a button sends its form filled. */
export function actOn(node: TreeNode, asked: Asked, offers: readonly Offer[]): ProposedAction[] {
  const actions = actionsOn(node, asked, offers)
  if (!isLooking(asked.text) || !actions.some(({ method }) => ENTRIES.includes(method))) return actions
  // What is opened to be seen is neither filled nor sent.
  return asked.done.length > 0 || isText(node) ? [] : [take(node)]
}
const ENTRIES: readonly string[] = ['fill', 'selectOptionFromDropdown']

function actionsOn(node: TreeNode, asked: Asked, offers: readonly Offer[]): ProposedAction[] {
  const { nodes, text } = asked
  const offered =
    offers.find(({ target }) => target === node) ??
    offers.find(({ actions }) => actions.some(({ elementId }) => elementId === node.id))
  // A field is filled with what stands after its name, and sent where the step says so.
  if (offered && !(isText(node) && offered.actions.length === 1)) return offered.actions
  if (isText(node) || isSearchBox(node) || isTypedInto(node, asked)) return fillIn(node, asked)
  const redeemed = redeemedBy(node, text, nodes)
  if (redeemed) return redeemed
  const values = valuesIn(asked)
  const form = formSentBy(node, nodes, values.length > 0)
  if (form) {
    const actions = complete(form, { ...asForm(asked), values })
    if (actions.at(-1)?.elementId === node.id && !isIdle(form, values)) return actions
    // It was opened to be filled with what the step does not say.
    if (asked.done.length > 0 && isIdle(form, values)) return []
  }
  return [...choicesBefore(node, text, nodes), take(node)]
}

/** "Put Germany as the country": a box with a list of its own that is not there yet. */
const isTypedInto = (node: TreeNode, { intent }: Asked) =>
  intent.kind === 'type' && node.role === 'combobox' && !subtree(node).some(({ role }) => role === 'option')

const LOOKING =
  /^(?:open|show|see|view|go to|visit|look at|edit|abr[ei]r?|muestra|mostrar|ver?|ir a|edita[r]?|offne|zeige?|bearbeite)\b(?! (?:an?|my|the new) (?:new |support )?(?:account|ticket|case|issue|dispute)\b)|\b(?:offnen|anzeigen|zeigen|ansehen|bearbeiten|aufrufen)$/
const isLooking = (text: string) =>
  LOOKING.test(plain(text)) && !isSent(text) && literals(text).length === 0 && !text.includes(': ')

function fillIn(field: TreeNode, asked: Asked): ProposedAction[] {
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
  if (isSent(text)) {
    const named = nodes.find(
      (node) =>
        node.role === 'button' &&
        node.index > field.index &&
        wordsOf(node.name).some((word) => words.includes(word)),
    )
    return click(named ?? (form && submitOf(form, 'other', words))) ?? enter
  }
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
