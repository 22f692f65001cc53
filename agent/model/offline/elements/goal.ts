import { act, type ProposedAction } from './action.ts'
import { fieldKind } from './fields.ts'
import { fillForm } from './fill.ts'
import { formFor, submitOf } from './form-fit.ts'
import type { Form } from './form-groups.ts'
import { isText } from './form-groups.ts'
import { type Done, isClick, isEntry } from './history.ts'
import type { Goal, Intent } from './intent.ts'
import { bestClick, isSocial } from './score.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { has, plain, wordsOf } from './words.ts'

type FormIntent = Extract<Intent, { kind: 'form' }>

/** Pages between a visitor and a form: more clicks than this mean the way is lost. */
const LONGEST_WAY = 3

/** Where a goal's form is reached from, in order of preference. Each entry is a list of concepts. */
const WAYS: Readonly<Record<Goal, readonly string[]>> = {
  signup: ['signup', 'login', 'account'],
  login: ['login', 'account'],
  invite: ['invite', 'team', 'member', 'people', 'user', 'setting'],
  checkout: ['checkout', 'cart', 'basket', 'bag', 'warenkorb', 'carrito', 'cesta'],
  buy: ['checkout', 'cart', 'basket', 'bag', 'pricing', 'plan'],
  subscribe: ['newsletter', 'subscribe'],
  contact: ['contact', 'kontakt', 'contacto', 'sale'],
  search: ['search', 'suche', 'buscar'],
  fill: [],
  other: [],
}

const FINAL =
  /^(place( my| your)? order|pay\b.*|confirm( and pay| order| purchase)?|complete( my| your)? (order|purchase|payment)|submit order|buy now|(jetzt )?(kaufen|bestellen)|zahlungspflichtig bestellen|finalizar compra)/

/** Fills and sends the goal's form, or makes the one click that leads to it; nothing when it is done or unclear. */
export function goalActions(
  intent: FormIntent,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): ProposedAction[] {
  const filledAt = done.findIndex(isEntry)
  const submitted = filledAt >= 0 && done.slice(filledAt).some(isClick)
  const form = fittingForm(intent, path, done.length > 0, nodes)
  const clicked = new Set(done.filter(isClick).map(({ name }) => plain(name)))
  if (submitted) return further(intent, form, done, clicked, nodes)
  if (form) return complete(form, intent)
  if (done.filter(isClick).length >= LONGEST_WAY) return []
  const next = wayTo(intent, path, nodes, clicked)
  return next ? [act(next, 'click')] : []
}

/** Buying often asks for an account on the way. */
function fittingForm(
  { goal, text }: FormIntent,
  path: string,
  underway: boolean,
  nodes: readonly TreeNode[],
) {
  const own = formFor(goal, text, path, nodes)
  if (
    goal === 'signup' &&
    own &&
    !has(path.replace(/[/_-]+/g, ' '), 'signup', 'join') &&
    isLoneAddress(own, nodes)
  )
    return undefined
  if (own || !underway || (goal !== 'buy' && goal !== 'checkout') || isOnTheWay(nodes)) return own
  return formFor('signup', text, path, nodes)
}

/** One address box with a "Sign up" of its own is a newsletter's where the page has another way to an account. */
const isLoneAddress = (form: Form, nodes: readonly TreeNode[]) =>
  form.fields.filter(isText).length === 1 &&
  clickables(nodes).some((node) => has(node.name, 'signup') && !form.buttons.includes(node))

const isOnTheWay = (nodes: readonly TreeNode[]) =>
  clickables(nodes).some((node) => has(node.name, 'checkout') && region(node) === 'main')

function complete(form: Form, { goal, text, values }: FormIntent): ProposedAction[] {
  const submit = submitOf(form, goal, wordsOf(text))
  const entries = fillForm(form, goal, text, values)
  if (goal === 'search') {
    const box = form.fields.find(isText)
    return submit || !box
      ? [...entries, ...(submit ? [act(submit, 'click')] : [])]
      : [...entries, act(box, 'press', 'Enter')]
  }
  // A form that can't be sent isn't worth filling.
  return submit ? [...entries, act(submit, 'click')] : []
}

/** After a submit: only what plainly is a next page of the same errand, never the same form again. */
function further(
  intent: FormIntent,
  form: Form | undefined,
  done: readonly Done[],
  clicked: Set<string>,
  nodes: readonly TreeNode[],
): ProposedAction[] {
  const { goal, text } = intent
  const submit = form && submitOf(form, goal, wordsOf(text))
  const isNew = submit !== undefined && !clicked.has(plain(submit.name))
  if (form && isNew && (goal === 'checkout' || goal === 'buy')) return complete(form, intent)
  const gavePassword = done.some((entry) => isEntry(entry) && fieldKind(entry.name) === 'password')
  const asksPassword = form?.fields.some((field) => isText(field) && fieldKind(field.name) === 'password')
  if (form && asksPassword && !gavePassword && (goal === 'signup' || goal === 'login'))
    return complete(form, intent)
  if (goal !== 'checkout' && goal !== 'buy') return []
  const last = clickables(nodes).find(
    (node) => node.role === 'button' && FINAL.test(plain(node.name)) && !clicked.has(plain(node.name)),
  )
  return last && !form ? [act(last, 'click')] : []
}

function wayTo(
  { goal, text }: FormIntent,
  path: string,
  nodes: readonly TreeNode[],
  clicked: Set<string>,
): TreeNode | undefined {
  const open = clickables(nodes).filter(
    (node) => !clicked.has(plain(node.name)) && !isSocial(node) && !['radio', 'checkbox'].includes(node.role),
  )
  if (goal === 'buy' || goal === 'other' || goal === 'contact') {
    const named = bestClick(wordsOf(text), nodes, { among: open, verb: 'choose' })
    if (named) return named
  }
  const here = path.replace(/[/_-]+/g, ' ')
  for (const concept of WAYS[goal].filter((concept) => concept === goal || !has(here, concept))) {
    const leading = open.filter((node) => has(node.name, concept) && wordsOf(node.name).length <= 4)
    const shown = leading.find((node) => region(node) !== 'footer') ?? leading[0]
    if (shown) return shown
  }
  return undefined
}
