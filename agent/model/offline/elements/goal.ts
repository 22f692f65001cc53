import { act, type ProposedAction } from './action.ts'
import { isSocial } from './candidates.ts'
import { fieldKind } from './fields.ts'
import { fillForm } from './fill.ts'
import { formFor, submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { type Done, isClick, isEntry } from './history.ts'
import type { Goal, Intent } from './intent.ts'
import { choose } from './rank.ts'
import { take } from './reading.ts'
import { searchIn } from './search.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { best, has, plain, stem, wordsOf } from './words.ts'

type FormIntent = Extract<Intent, { kind: 'form' }>

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
  if (openedNothing(intent, done, nodes)) return []
  const form = fittingForm(intent, path, nodes) ?? formLedTo(intent, done, nodes)
  // "Create a ticket" beside a form to answer one: a control of those words goes before a form that has some of them.
  const named =
    form && LOOSE.includes(intent.goal) && (intent.values.length === 0 || !isOwned(form)) && done.length === 0
      ? choose(intent.step, nodes)
      : undefined
  if (form && named && named !== submitOf(form, intent.goal, wordsOf(intent.text))) return [take(named)]
  const next = NEXT.test(plain(done.at(-1)?.name ?? '')) ? loneForm(nodes) : undefined
  const looked = intent.goal === 'search' && !form && !submitted ? searchIn(intent.values, nodes) : []
  if (looked.length > 0) return looked
  if (submitted && next) return complete(next, intent)
  if (submitted) return further(intent, path, form, done, nodes)
  if (form) {
    const actions = complete(form, intent)
    // Nothing to fill, and its button has been clicked: that was all.
    return actions.length === 1 && done.some(isClick) && !done.some(isEntry) ? [] : actions
  }
  if (done.filter(isClick).length >= LONGEST_WAY) return []
  // An errand of its own words that a click was enough for is done.
  if (['other', 'search'].includes(intent.goal) && done.length > 0) return []
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

const isOwned = ({ container }: Form) => ['form', 'dialog'].includes(container.role)

/** A click for an errand of its own words after which all is as before: the forms that stand there are other errands'. */
const openedNothing = ({ goal }: FormIntent, done: readonly Done[], nodes: readonly TreeNode[]) => {
  const last = done.at(-1)
  return (
    LOOSE.includes(goal) &&
    last !== undefined &&
    isClick(last) &&
    !last.moved &&
    !done.some(isEntry) &&
    nodes.some(({ name, role }) => name === last.name && role !== 'heading') &&
    !nodes.some(({ role }) => role === 'dialog' || role === 'alertdialog')
  )
}

const formLedTo = ({ goal, text }: FormIntent, done: readonly Done[], nodes: readonly TreeNode[]) =>
  goal === 'other' && isClick(done.at(-1) ?? { method: '', name: '', moved: false }) && !done.some(isEntry)
    ? ofErrand(loneForm(nodes), text)
    : undefined

const asPath = (path: string) => path.replace(/[/_-]+/g, ' ')
const isPurchase = (goal: Goal) => goal === 'buy' || goal === 'checkout'

function nextClick(intent: FormIntent, path: string, done: readonly Done[], nodes: readonly TreeNode[]) {
  const next = wayTo(intent, path, nodes, clickedIn(done))
  return next ? [take(next)] : []
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

/** Errands whose own words may be on a control that leads to them. */
const LOOSE: readonly Goal[] = ['other', 'buy', 'contact', 'invite']

const BOXES = ['radio', 'checkbox']

/** How far after its last field a button may stand to send what is no form by its markup. */
const BESIDE = 6

/** An errand is not done by sending whatever form stands there. */
const senders = (nodes: readonly TreeNode[]) =>
  formsOf(nodes)
    .filter(({ fields }) => fields.some((field) => isText(field) && fieldKind(field.name) !== 'search'))
    .flatMap((form) => {
      const last = form.fields.findLast(isText)?.index ?? 0
      return ['form', 'dialog', 'search'].includes(form.container.role)
        ? form.buttons
        : form.buttons.filter(({ index }) => index > last && index - last < BESIDE)
    })

function wayTo(
  { goal, text, step }: FormIntent,
  path: string,
  nodes: readonly TreeNode[],
  clicked: Set<string>,
): TreeNode | undefined {
  const isLoose = LOOSE.includes(goal)
  const sending = senders(nodes).filter(({ role }) => role === 'button')
  const shut = [...sending, ...(isLoose ? [] : nodes.filter(({ role }) => BOXES.includes(role)))]
  const spent = nodes.filter(({ name }) => clicked.has(keyOf(name)))
  const found = choose(step, nodes, { without: [...shut, ...spent] })
  const open = clickables(nodes).filter(
    (node) => !clicked.has(keyOf(node.name)) && !isSocial(node.name) && !shut.includes(node),
  )
  const isOwn = found && has(found.name, ...WAYS[goal])
  if (found && (isOwn || isLoose)) return found
  if (goal === 'buy' && !PLANNISH.test(plain(text))) return undefined
  const here = asPath(path)
  for (const concept of WAYS[goal].filter((concept) => concept === goal || !has(here, concept))) {
    const says = (name: string) =>
      goal === 'login' ? best(stem(concept), wordsOf(name)) > 0.8 : has(name, concept)
    const leading = open.filter(({ name }) => says(name) && wordsOf(name).length <= 4)
    const shown = leading.find((node) => region(node) !== 'footer') ?? leading[0]
    // Of several cards' buttons nobody can tell which.
    const isOneOfMany = leading.some(
      (node) => node !== shown && node.role === 'button' && node.name === shown?.name,
    )
    if (shown && !isOneOfMany) return shown
  }
  return undefined
}
