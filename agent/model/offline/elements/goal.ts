import { act, type ProposedAction } from './action.ts'
import { isSocial } from './candidates.ts'
import { asPath, complete, type FormIntent, fittingForm, isPurchase, loneForm } from './errand-form.ts'
import { fieldKind } from './fields.ts'
import { submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import { type Done, isClick, isEntry } from './history.ts'
import type { Goal } from './intent.ts'
import { choose } from './rank.ts'
import { take } from './take.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { best, has, plain, stem, wordsOf } from './words.ts'

/** Pages between a visitor and a form: more clicks than this mean the way is lost. */
const LONGEST_WAY = 3

/** Where a goal's form is reached from, in order of preference. Each entry is a list of concepts. */
const WAYS: Readonly<Partial<Record<Goal, readonly string[]>>> = {
  signup: ['signup', 'login', 'account'],
  login: ['login', 'account'],
  invite: ['invite', 'share', 'team', 'member', 'people', 'user', 'setting'],
  checkout: ['checkout', 'cart', 'basket', 'bag', 'warenkorb', 'carrito', 'cesta', 'upgrade'],
  buy: ['checkout', 'cart', 'basket', 'bag', 'upgrade', 'pricing', 'plan'],
}

/** What a site's own plans are bought as; a yacht is not on the pricing page. */
export const PLANNISH =
  /\b(plan|tier|package|subscription|licen[cs]e|seat|membership|premium|pro|it|now|product|something|item|account|upgrade)s?\b|^(buy|purchase|order|upgrade|checkout)$/
const FINAL =
  /^(place( my| your)? order|pay\b.*|confirm( and pay| order| purchase)?|complete( my| your)? (order|purchase|payment)|submit order|buy now|(jetzt )?(kaufen|bestellen)|zahlungspflichtig bestellen|finalizar compra)/

/** Fills and sends the goal's form, or makes the one click that leads to it; nothing when it is done or unclear. */
export async function goalActions(
  intent: FormIntent,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): Promise<ProposedAction[]> {
  const filledAt = done.findIndex(isEntry)
  const submitted = filledAt >= 0 && done.slice(filledAt).some(isClick)
  const form = fittingForm(intent, path, nodes)
  const sends = form && submitOf(form, intent.goal)
  const isForIt = intent.goal === 'invite' && sends !== undefined && has(sends.name, 'invite')
  if (openedNothing(intent, done, nodes) && !isForIt) return []
  // "Create a ticket" beside a form to answer one: a control of those words goes before a form that has some of them.
  const named =
    form && LOOSE.includes(intent.goal) && (intent.values.length === 0 || !isOwned(form)) && done.length === 0
      ? (await choose({ text: intent.step, intent, path, done, nodes })).node
      : undefined
  if (form && named && named !== submitOf(form, intent.goal, wordsOf(intent.text))) return [take(named)]
  const next = NEXT.test(plain(done.at(-1)?.name ?? '')) ? loneForm(nodes) : undefined
  if (submitted && next) return complete(next, intent)
  if (submitted) return further(intent, path, form, done, nodes)
  if (form) {
    const actions = complete(form, intent)
    // Nothing to fill, and its button has been clicked: that was all.
    return actions.length === 1 && done.some(isClick) && !done.some(isEntry) ? [] : actions
  }
  if (done.filter(isClick).length >= LONGEST_WAY) return []
  return nextClick(intent, path, done, nodes)
}

const clickedIn = (done: readonly Done[]) => new Set(done.filter(isClick).map(({ name }) => keyOf(name)))
/** A button may count or decorate its text: "Add user" is "Add user (1)" after the click. */
const keyOf = (name: string) => wordsOf(name.replace(/\d+/g, '')).join(' ')
/** Sends one page of several: the next page belongs to the errand as well. */
const NEXT = /^(next|continue|proceed|weiter|siguiente|continuar|save and continue)\b/

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

async function nextClick(
  intent: FormIntent,
  path: string,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): Promise<ProposedAction[]> {
  const next = await wayTo(intent, path, nodes, clickedIn(done))
  return next ? [take(next)] : []
}

/** After a submit: only what plainly is a next page of the same errand, never the same form again. */
async function further(
  intent: FormIntent,
  path: string,
  form: Form | undefined,
  done: readonly Done[],
  nodes: readonly TreeNode[],
): Promise<ProposedAction[]> {
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
const LOOSE: readonly Goal[] = ['buy', 'invite']

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

async function wayTo(
  intent: FormIntent,
  path: string,
  nodes: readonly TreeNode[],
  clicked: Set<string>,
): Promise<TreeNode | undefined> {
  const { goal, text, step } = intent
  const isLoose = LOOSE.includes(goal)
  const ways = WAYS[goal] ?? []
  const sending = senders(nodes).filter(({ role }) => role === 'button')
  const shut = [...sending, ...(isLoose ? [] : nodes.filter(({ role }) => BOXES.includes(role)))]
  const spent = nodes.filter(({ name }) => clicked.has(keyOf(name)))
  const { node: found } = await choose(
    { text: step, intent, path, done: [], nodes },
    { without: [...shut, ...spent] },
  )
  const open = clickables(nodes).filter(
    (node) => !clicked.has(keyOf(node.name)) && !isSocial(node.name) && !shut.includes(node),
  )
  const isOwn = found && has(found.name, ...ways)
  if (found && (isOwn || isLoose)) return found
  if (goal === 'buy' && !PLANNISH.test(plain(text))) return undefined
  const here = asPath(path)
  for (const concept of ways.filter((concept) => concept === goal || !has(here, concept))) {
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
