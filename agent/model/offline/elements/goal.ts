import { act, type ProposedAction } from './action.ts'
import { byEvidence } from './evidence.ts'
import { fieldKind } from './fields.ts'
import { fillForm } from './fill.ts'
import { formFor, submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { type Done, isClick, isEntry } from './history.ts'
import type { Goal, Intent } from './intent.ts'
import { bestClick, isSocial } from './score.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { best, has, plain, wordsOf } from './words.ts'

type FormIntent = Extract<Intent, { kind: 'form' }>

/** A way that fits the step's own words this well goes before the usual ones. */
const SURE = 0.7

/** Pages between a visitor and a form: more clicks than this mean the way is lost. */
const LONGEST_WAY = 3

/** Where a goal's form is reached from, in order of preference. Each entry is a list of concepts. */
const WAYS: Readonly<Record<Goal, readonly string[]>> = {
  signup: ['signup', 'login', 'account'],
  login: ['login', 'account'],
  invite: ['invite', 'team', 'member', 'people', 'user', 'setting'],
  checkout: ['checkout', 'cart', 'basket', 'bag', 'warenkorb', 'carrito', 'cesta', 'upgrade'],
  buy: ['checkout', 'cart', 'basket', 'bag', 'upgrade', 'pricing', 'plan'],
  subscribe: ['newsletter', 'subscribe'],
  contact: ['contact', 'kontakt', 'contacto', 'sale'],
  search: ['search', 'suche', 'buscar'],
  fill: [],
  other: [],
}

/** What a site's own plans are bought as; a yacht is not on the pricing page. */
const PLANNISH =
  /\b(plan|tier|package|subscription|licen[cs]e|seat|membership|premium|pro|it|now|product|something|item|account|upgrade)s?\b|^(buy|purchase|order|upgrade|checkout)$/
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
  // A chat is started by the click that opens it.
  if (/^(start|open)\b/.test(plain(intent.text)) && intent.goal === 'other' && done.some(isClick)) return []
  const form = fittingForm(intent, path, nodes) ?? formLedTo(intent, done, nodes)
  const next = NEXT.test(plain(done.at(-1)?.name ?? '')) ? loneForm(nodes) : undefined
  const box = intent.goal === 'search' && !form && !submitted ? searchBox(nodes) : undefined
  if (box) return lookUp(box, intent.values, nodes)
  if (submitted && next) return complete(next, intent)
  if (submitted) return further(intent, path, form, done, nodes)
  if (form) {
    const actions = complete(form, intent)
    // Nothing to fill, and its button has been clicked: that was all.
    return actions.length === 1 && done.some(isClick) && !done.some(isEntry) ? [] : actions
  }
  if (done.filter(isClick).length >= LONGEST_WAY) return []
  // An errand of its own words that a click was enough for is done.
  if (intent.goal === 'other' && done.some(isClick)) return []
  return nextClick(intent, path, done, nodes)
}

const clickedIn = (done: readonly Done[]) => new Set(done.filter(isClick).map(({ name }) => keyOf(name)))
/** A button may count or decorate its text: "Add user" is "Add user (1)" after the click. */
const keyOf = (name: string) => wordsOf(name.replace(/\d+/g, '')).join(' ')
/** Sends one page of several: the next page belongs to the errand as well. */
const NEXT = /^(next|continue|proceed|weiter|siguiente|continuar|save and continue)\b/

/** The page's one form of its own: no search, no newsletter. */
function loneForm(nodes: readonly TreeNode[]): Form | undefined {
  const forms = formsOf(nodes).filter(
    (form) =>
      (['form', 'dialog'].includes(form.container.role) || form.fields.some(isText)) &&
      submitOf(form, 'other') &&
      region(form.container) === 'main' &&
      form.container.role !== 'search' &&
      !form.fields.some((field) => field.role === 'searchbox'),
  )
  const owned = forms.filter(({ container }) => container.role !== 'generic' && container.role !== 'div')
  const [only, ...more] = owned.length > 0 ? owned : forms
  return more.length === 0 ? only : undefined
}

/** What a click for an errand of its own words has brought up. */
/** Errands that a form follows, whatever it is called. */
const ENTERING = /^(enrol|enroll|apply|book|request|register|reserve|create|add|get|schedule|join)\b/
/** A form that stood there before has nothing to do with it. */
const ofErrand = (form: Form | undefined, text: string) => {
  if (!form || form.container.role === 'dialog') return form
  if (form.fields.some(({ name }) => fieldKind(name) === 'search')) return undefined
  const said = wordsOf([form.title, ...form.fields.map(({ name }) => name)].join(' '))
  const [, ...things] = wordsOf(text)
  return ENTERING.test(plain(text)) || things.some((word) => best(word, said) > 0) ? form : undefined
}

const formLedTo = ({ goal, text }: FormIntent, done: readonly Done[], nodes: readonly TreeNode[]) =>
  goal === 'other' && isClick(done.at(-1) ?? { method: '', name: '' }) && !done.some(isEntry)
    ? ofErrand(loneForm(nodes), text)
    : undefined

/** A box to search in that stands alone, such as one that a click on a magnifier has opened. */
const searchBox = (nodes: readonly TreeNode[]) => {
  const boxes = nodes.filter(
    (node) => isText(node) && (node.role === 'searchbox' || fieldKind(node.name) === 'search'),
  )
  return boxes.length === 1 ? boxes[0] : undefined
}
const lookUp = (box: TreeNode, [value]: readonly string[], nodes: readonly TreeNode[]) => {
  if (value === undefined) return []
  const form = formsOf(nodes).find(({ fields }) => fields.includes(box))
  const submit = form && submitOf(form, 'search')
  return [act(box, 'fill', value), submit ? act(submit, 'click') : act(box, 'press', 'Enter')]
}

const asPath = (path: string) => path.replace(/[/_-]+/g, ' ')
const isPurchase = (goal: Goal) => goal === 'buy' || goal === 'checkout'

function nextClick(intent: FormIntent, path: string, done: readonly Done[], nodes: readonly TreeNode[]) {
  const next = wayTo(intent, path, nodes, clickedIn(done))
  return next ? [act(next, 'click')] : []
}

/** The goal's own form; for a purchase the sign-up form as well, because buying often asks for an account first. */
function fittingForm({ goal, text }: FormIntent, path: string, nodes: readonly TreeNode[]) {
  const own = formFor(goal, text, path, nodes)
  const isNamed = has(asPath(path), 'signup', 'join')
  if (goal === 'signup' && own && !isNamed && isLoneAddress(own, nodes)) return undefined
  if (own || !isPurchase(goal) || !isNamed || isOnTheWay(nodes)) return own
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
  const isForm = ['form', 'dialog', 'search'].includes(form.container.role)
  const types = entries.some(({ method }) => method === 'fill')
  // A button beside some choices does its own thing: they are another step's.
  if (goal === 'other' && submit && !isForm && !types) return [act(submit, 'click')]
  // A form that can't be sent isn't worth filling.
  return submit ? [...entries, act(submit, 'click')] : []
}

/** After a submit: only what plainly is a next page of the same errand, never the same form again. */
function further(
  intent: FormIntent,
  path: string,
  form: Form | undefined,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): ProposedAction[] {
  const { goal, text } = intent
  const entered = done.filter(isEntry).map((entry) => fieldKind(entry.name))
  const asksPassword = form?.fields.some((field) => isText(field) && fieldKind(field.name) === 'password')
  if (form && asksPassword && !entered.includes('password') && (goal === 'signup' || goal === 'login'))
    return complete(form, intent)
  if (!isPurchase(goal)) return []
  const clicked = clickedIn(done)
  const submit = form && submitOf(form, goal, wordsOf(text))
  if (form) return submit && !clicked.has(keyOf(submit.name)) ? complete(form, intent) : []
  const last = clickables(nodes).find((node) => node.role === 'button' && FINAL.test(plain(node.name)))
  if (last) return clicked.has(keyOf(last.name)) ? [] : [act(last, 'click')]
  const since = done.length - 1 - done.findLastIndex(isEntry)
  const hasPaid =
    entered.some((kind) => kind === 'card' || kind === 'address') || !entered.includes('password')
  return hasPaid || since > LONGEST_WAY ? [] : nextClick(intent, path, done, nodes)
}

function wayTo(
  { goal, text }: FormIntent,
  path: string,
  nodes: readonly TreeNode[],
  clicked: Set<string>,
): TreeNode | undefined {
  const senders = formsOf(nodes).flatMap((form) => (form.fields.some(isText) ? form.buttons : []))
  const open = clickables(nodes).filter(
    (node) =>
      !clicked.has(keyOf(node.name)) &&
      !isSocial(node) &&
      !(node.role === 'button' && senders.includes(node)) &&
      !['radio', 'checkbox'].includes(node.role),
  )
  const found = byEvidence(text, nodes, { among: open })
  const isOwn =
    found && (has(found.node.name, ...WAYS[goal]) || has(found.node.name, 'start', 'choose', 'select'))
  if (found && (goal === 'other' || (isOwn && found.score > SURE))) return found.node
  if (goal === 'buy' || goal === 'other' || goal === 'contact') {
    const named = bestClick(wordsOf(text), nodes, { among: open, verb: 'choose' })
    if (named) return named
  }
  if (goal === 'buy' && !PLANNISH.test(plain(text))) return undefined
  const here = asPath(path)
  for (const concept of WAYS[goal].filter((concept) => concept === goal || !has(here, concept))) {
    const leading = open.filter((node) => has(node.name, concept) && wordsOf(node.name).length <= 4)
    const shown = leading.find((node) => region(node) !== 'footer') ?? leading[0]
    if (shown) return shown
  }
  return undefined
}
