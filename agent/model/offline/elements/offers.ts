import { act, type ProposedAction } from './action.ts'
import { anyAdder } from './cart.ts'
import { codeEntry } from './codes.ts'
import { confirmation } from './confirm.ts'
import { markOf } from './echo.ts'
import { trailing } from './entry.ts'
import { complete, fittingForm, loneForm } from './errand-form.ts'
import { fieldKind } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { type Done, isClick, isEntry } from './history.ts'
import type { Intent } from './intent.ts'
import type { Net } from './net.ts'
import { fieldNamed, pageActions } from './page-actions.ts'
import { lookUp, searchIn } from './search.ts'
import { holdsSecret, kindsOfSecret, secretValues } from './secrets.ts'
import { take } from './take.ts'
import { subtree, type TreeNode } from './tree.ts'
import { forWhom, saidOutright, valuesIn } from './values.ts'
import { plain, wordsOf } from './words.ts'

export type Rule = 'type' | 'set' | 'cart' | 'search' | 'form' | 'led' | 'enter' | 'confirm'
/** What a rule would do: the last of it is done to its target. */
export interface Offer {
  rule: Rule
  target: TreeNode
  actions: ProposedAction[]
}
/** A step, or a part of one, on a page. */
export interface Asked {
  text: string
  intent: Intent
  path: string
  done: readonly Done[]
  nodes: readonly TreeNode[]
  /** Roles and names of what the page showed before the last thing was done; none where that is not known. */
  before?: ReadonlySet<string>
  /** Controls that say what has been done. */
  echoes?: readonly TreeNode[]
  /** What chooses, where it is not the one that comes with us. */
  net?: Net
}

/** What the rules would do with a step: one piece of evidence among others. */
export function offersFor(asked: Asked): Offer[] {
  const { text, intent, path, done, nodes } = asked
  const values = valuesIn(asked)
  const offer = (rule: Rule, actions: readonly ProposedAction[]): Offer[] => {
    const last = actions.at(-1)
    const target = nodes.find(({ id }) => id === last?.elementId)
    return target ? [{ rule, target, actions: [...actions] }] : []
  }
  if (done.length > 0) {
    const confirming = confirmation(text, done, nodes)
    const led = done.every(isClick) && !done.some(isEntry) ? loneForm(nodes) : undefined
    return [
      ...(confirming ? offer('confirm', [take(confirming)]) : []),
      ...(led ? offer('led', complete(led, asForm(asked))) : []),
      ...offer('led', codeEntry(text, nodes)),
      ...offer('led', broughtUp(asked)),
    ]
  }
  if (intent.kind === 'type' || intent.kind === 'set')
    return [
      ...offer(intent.kind, pageActions({ ...intent, value: values[0] ?? intent.value }, nodes)),
      ...offer('enter', enter(asked)),
    ]
  if (intent.kind === 'cart') {
    const adder = anyAdder(intent.text, intent.ordinal, path, nodes)
    return adder ? offer('cart', [take(adder)]) : []
  }
  const form = intent.kind === 'form' ? fittingForm(intent, path, nodes) : undefined
  return [
    ...(form && intent.kind === 'form'
      ? offer(
          intent.goal === 'search' ? 'search' : 'form',
          intent.goal === 'other' && isIdle(form, values, text) ? [] : complete(form, { ...intent, values }),
        )
      : []),
    ...(intent.kind === 'form' && intent.goal === 'search'
      ? [...offer('search', searchIn(values, nodes)), ...offer('search', lookUp(values, nodes))]
      : []),
    ...offer('enter', enter(asked)),
    ...offer('type', unlock(asked)),
    ...offer('type', codeEntry(text, nodes)),
  ]
}

/** What a step says in so many words goes into the one box that its click has brought up. */
function broughtUp({ text, done, before, nodes }: Asked): ProposedAction[] {
  const isTicked = nodes.some(({ role, name }) => role === 'checkbox' && name === done.at(-1)?.name)
  const value = saidOutright(text) ?? (isTicked ? forWhom(text) : undefined)
  const [box, ...more] = nodes.filter((node) => isText(node) && before?.has(markOf(node)) === false)
  return value !== undefined && box && more.length === 0 && !holdsSecret(value)
    ? [act(box, 'fill', value)]
    : []
}

/** A secret is typed into the one box of a page. */
function unlock({ text, nodes }: Asked): ProposedAction[] {
  const [secret] = secretValues(text)
  const [box, ...more] = nodes.filter(isText)
  return secret !== undefined && box && more.length === 0 && mayHold(box, secret)
    ? [act(box, 'fill', secret)]
    : []
}

/** A secret goes to no box that does not ask for its kind: what is searched for is shown and sent on. */
export function mayHold(field: TreeNode, value: string): boolean {
  const kinds = kindsOfSecret(value)
  return kinds === undefined || (field.role !== 'searchbox' && kinds.includes(fieldKind(field.name)))
}

/** Types a value that the step ends with into the field that the rest of it names. */
function enter({ text, intent, nodes }: Asked): ProposedAction[] {
  const given = intent.kind === 'set' ? intent : trailing(text)
  const box = given ? fieldNamed(given.field, nodes.filter(isText)) : undefined
  return box && given ? [act(box, 'fill', given.value)] : []
}

/** What a step says, for a form that is to be filled with it. */
export const asForm = ({ text, intent }: Asked): Extract<Intent, { kind: 'form' }> =>
  intent.kind === 'form'
    ? { ...intent, values: valuesIn({ text, intent }) }
    : {
        kind: 'form',
        goal: isSeeking(text) ? 'search' : 'other',
        text: plain(text),
        step: text,
        values: valuesIn({ text, intent }),
      }

export const isSeeking = (text: string): boolean => SEEKING.test(plain(text))
const SEEKING = /^(search|find|look for|look up|busca|buscar|suche?|finde|encuentra)\b|\b(suchen|finden)$/

/** A box of a page's own making that is typed into. */
export const isSearchBox = (node: TreeNode): boolean =>
  node.role === 'combobox' &&
  fieldKind(node.name) === 'search' &&
  !subtree(node).some(({ role }) => role === 'option')

/** Boxes that ask for nothing a visitor has are not filled where the step says nothing to be entered. */
export const isIdle = ({ fields }: Form, values: readonly string[], step: string): boolean => {
  const texts = fields.filter(isText)
  const isNamed = texts.some(({ name }) => wordsOf(name).every((word) => wordsOf(step).includes(word)))
  return values.length === 0 && !isNamed && !texts.some(({ name }) => OF_A_PERSON.includes(fieldKind(name)))
}
const OF_A_PERSON = [
  'email',
  'teammate',
  'password',
  'firstName',
  'lastName',
  'name',
  'username',
  'phone',
  'card',
  'address',
  'title',
]

/** It stands just after the last of a few boxes that no form holds. */
const isBeside = (button: TreeNode, { fields }: Form) => {
  const texts = fields.filter(isText)
  const after = button.index - (texts.at(-1)?.index ?? 0)
  return texts.length <= 3 && after > 0 && after < BESIDE
}
const BESIDE = 6

/** The form that a button sends, where it still has something to be written. */
export function formSentBy(node: TreeNode, nodes: readonly TreeNode[], isLoose = false): Form | undefined {
  if (node.role !== 'button') return undefined
  return formsOf(nodes).find(
    (form) =>
      (['form', 'dialog', 'search'].includes(form.container.role) || (isLoose && isBeside(node, form))) &&
      submitOf(form, 'other') === node &&
      form.fields.some(
        (field) =>
          isText(field) &&
          !subtree(field)
            .slice(1)
            .some(({ role, name }) => role === 'StaticText' && name !== field.name),
      ),
  )
}
