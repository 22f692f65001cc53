import { act, type ProposedAction } from './action.ts'
import { choicesBefore, choicesWith } from './choices.ts'
import { redeemedBy } from './codes.ts'
import { complete } from './errand-form.ts'
import { fieldKind } from './fields.ts'
import { isText } from './form-groups.ts'
import { literals } from './literals.ts'
import { isOther } from './means.ts'
import { type Asked, asForm, formSentBy, isIdle, isSearchBox, type Offer } from './offers.ts'
import { fillIn, senderAfter } from './one-field.ts'
import { take } from './take.ts'
import { subtree, type TreeNode } from './tree.ts'
import { isSent, valuesIn } from './values.ts'
import { datesIn } from './when.ts'
import { plain } from './words.ts'

/** What is done to a control that is meant: a field gets what the step says, a button sends its form filled. */
export function actOn(node: TreeNode, asked: Asked, offers: readonly Offer[]): ProposedAction[] {
  const actions = sent(actionsOn(node, asked, offers), asked)
  // Nobody signs in or pays by other means than they say.
  if (actions.some(({ method }) => method === 'fill') && isOther(asked.text, node, asked.nodes)) return []
  // Nor is a form filled and sent by a step that only chooses.
  const filled = actions.filter(({ method }) => method === 'fill')
  if (filled.some((entry) => isNoAddress(entry, asked.nodes))) return []
  if (CHOOSING.test(plain(asked.text)) && filled.length > 0 && !filled.some(isSaidIn(asked.text))) return []
  const entered = actions.filter(({ method }) => ENTRIES.includes(method))
  if (!isLooking(asked.text) || entered.length === 0 || entered.some(isSaidIn(asked.text))) return actions
  // What is opened to be seen is neither filled nor sent.
  return asked.done.length > 0 || isText(node) ? [] : [take(node)]
}
/** What is no address is meant for no box that asks for one: "choose pick up". */
const isNoAddress = ({ elementId, arguments: [value = ''] }: ProposedAction, nodes: readonly TreeNode[]) =>
  fieldKind(nodes.find(({ id }) => id === elementId)?.name ?? '') === 'email' && !/[@%]/.test(value)
const CHOOSING = /^(?:choose|select|pick(?! up)|wahle|elig[ea]|elegir|escoge|selecciona)\b|\b(?:aus)?wahlen$/
const isSaidIn = (text: string) => {
  const isDated = datesIn(text).length > 0
  return (entry: ProposedAction) => isDated || plain(text).includes(plain(entry.arguments[0] ?? ''))
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
    if (actions.at(-1)?.elementId === node.id && !isIdle(form, values, text)) return actions
    // It was opened to be filled with what the step does not say.
    if (asked.done.length > 0 && isIdle(form, values, text)) return []
  }
  return [...choicesBefore(node, text, nodes), ...choicesWith(node, text, nodes).map(take)]
}

/** What is chosen is sent where the step says so: "pick Dermatology and continue". */
function sent(actions: ProposedAction[], { text, nodes }: Asked): ProposedAction[] {
  const [chosen] = actions.slice(-1)
  const field = nodes.find(({ id }) => id === chosen?.elementId)
  if (!field || !CHOSEN.includes(field.role) || !isSent(text)) return actions
  const sender = senderAfter(field, text, nodes)
  return sender ? [...actions, act(sender, 'click')] : actions
}
const CHOSEN = ['radio', 'checkbox', 'select']

/** "Put Germany as the country": a box with a list of its own that is not there yet. */
const isTypedInto = (node: TreeNode, { intent }: Asked) =>
  intent.kind === 'type' && node.role === 'combobox' && !subtree(node).some(({ role }) => role === 'option')

const LOOKING =
  /^(?:open|show|see|view|go to|visit|look at|edit|abr[ei]r?|muestra|mostrar|ver?|ir a|edita[r]?|offne|zeige?|bearbeite)\b(?! (?:an?|my|the new) (?:\w+ ){0,2}(?:account|ticket|case|issue|dispute)\b)|\b(?:offnen|anzeigen|zeigen|ansehen|bearbeiten|aufrufen)$/
const isLooking = (text: string) =>
  LOOKING.test(plain(text)) && !isSent(text) && literals(text).length === 0 && !text.includes(': ')
