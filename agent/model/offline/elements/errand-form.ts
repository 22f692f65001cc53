import { act, type ProposedAction } from './action.ts'
import { fillForm } from './fill.ts'
import { formFor, submitOf } from './form-fit.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import type { Goal, Intent } from './intent.ts'
import { clickables, region, type TreeNode } from './tree.ts'
import { has, wordsOf } from './words.ts'

export type FormIntent = Extract<Intent, { kind: 'form' }>

export const asPath = (path: string): string => path.replace(/[/_-]+/g, ' ')
export const isPurchase = (goal: Goal): boolean => goal === 'buy' || goal === 'checkout'

/** The page's one form of its own: no search, no newsletter. */
export function loneForm(nodes: readonly TreeNode[]): Form | undefined {
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

/** The goal's own form; for a purchase the sign-up form as well, because buying often asks for an account first. */
export function fittingForm(
  { goal, text }: FormIntent,
  path: string,
  nodes: readonly TreeNode[],
): Form | undefined {
  const own = formFor(goal, text, path, nodes)
  const news = goal === 'signup' && FOR_NEWS.test(text) ? formFor('subscribe', text, path, nodes) : undefined
  if (news) return news
  const isNamed = has(asPath(path), 'signup', 'join')
  if (goal === 'signup' && own && !isNamed && isLoneAddress(own, nodes)) return undefined
  if (own || !isPurchase(goal) || !isNamed || isOnTheWay(nodes)) return own
  return formFor('signup', text, path, nodes)
}

/** "Sign up for the morning briefing": no account, where the page has a box for an address alone. */
const FOR_NEWS =
  /^(?:sign up|register) (?:for|to) (?:the|our|your|a|an) (?!.*\b(?:account|trial|free|plan|service|app|site)\b)/

/** One address box with a "Sign up" of its own is a newsletter's where the page has another way to an account. */
const isLoneAddress = (form: Form, nodes: readonly TreeNode[]) =>
  form.fields.filter(isText).length === 1 &&
  clickables(nodes).some((node) => has(node.name, 'signup') && !form.buttons.includes(node))

const isOnTheWay = (nodes: readonly TreeNode[]) =>
  clickables(nodes).some((node) => has(node.name, 'checkout') && region(node) === 'main')

/** Everything the form needs and the click that sends it; none where nothing sends it. */
export function complete(form: Form, intent: FormIntent): ProposedAction[] {
  const { goal, text } = intent
  const submit = submitOf(form, goal, wordsOf(text))
  const entries = fillForm(form, intent)
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
