import { isSocial } from './candidates.ts'
import { fieldKind } from './fields.ts'
import { type Form, formsOf, isText } from './form-groups.ts'
import type { Goal } from './intent.ts'
import { literals } from './literals.ts'
import type { TreeNode } from './tree.ts'
import { best, has, plain, wordsOf } from './words.ts'

/** Buttons inside a form that don't send it. */
const ASIDE =
  /^(x|\+|-|cancel|close|reset|clear|back|previous|apply|apply .*|show|hide|show .*|hide .*|toggle.*|add another.*|remove.*|upload.*|browse.*|generate.*|edit.*|forgot.*|abbrechen|zuruck|cancelar|volver|redeem.*|discard.*|verwerfen.*|entwurf verwerfen|descartar.*|attach.*|adjuntar.*|anhang.*|datei .*|(pay with |buy with |mit )?(paypal|apple pay|google pay|klarna)( kaufen)?|continue with .*|sign (in|up) with .*|log in with .*|resend.*)$/
const SHOWS =
  /^(show|generate) (?!(?:password|more|less|all|details|options|menu|filters?|map|code|cart|comments?)\b)\w/
const NEWS =
  /newsletter|news|updates|offers|digest|letter|mailing|subscri|stay in (touch|the loop)|notif|posted|alert|price drop|boletin/

/** Words that a goal's form has on its submit button or in its title. */
const CONCEPTS: Readonly<Record<Goal, readonly string[]>> = {
  signup: ['signup', 'join'],
  login: ['login'],
  invite: ['invite', 'invitation', 'einladen', 'einladung', 'invitar', 'invitacion'],
  checkout: ['checkout', 'order', 'pay', 'payment', 'purchase', 'bestellen', 'pagar', 'bill', 'billing'],
  buy: [
    'checkout',
    'order',
    'pay',
    'payment',
    'purchase',
    'buy',
    'bestellen',
    'pagar',
    'subscribe',
    'upgrade',
    'billing',
  ],
  subscribe: ['subscribe', 'signup', 'notify', 'abonnieren', 'newsletter', 'join'],
  contact: ['contact', 'message', 'enquiry', 'inquiry', 'send', 'kontakt', 'nachricht', 'request'],
  search: ['search', 'find', 'suche', 'buscar', 'go'],
  fill: [],
  other: [],
}

/** The button or link that sends the form, preferring one that names the goal. */
export function submitOf(form: Form, goal: Goal, words: readonly string[] = []): TreeNode | undefined {
  const sending = form.buttons.filter(
    (node) => !ASIDE.test(plain(node.name)) && /\p{L}{2}/u.test(node.name) && !isSocial(node.name),
  )
  // "Show my savings" sends a form that nothing else does.
  const [shown, ...more] =
    sending.length > 0 ? [] : form.buttons.filter(({ name }) => SHOWS.test(plain(name)))
  if (shown && more.length === 0) return shown
  const named = sending.filter(
    (node) =>
      has(node.name, ...CONCEPTS[goal]) ||
      (goal !== 'search' && wordsOf(node.name).some((name) => words.includes(name))),
  )
  const buttons = sending.filter((node) => node.role === 'button')
  const own = named.find((node) => node.role === 'button')
  // A search box beside unrelated buttons is sent by the Enter key.
  if (goal === 'search' && !['form', 'search'].includes(form.container.role)) return own
  return own ?? buttons.at(-1) ?? named[0]
}

/** Leads up to what is to be written. */
const SAYING = /\b(saying|that says|reading|with the (text|words)|mit dem text|que diga)\b/gi

/** The form on the page that serves the goal, or undefined when none clearly does. */
export function formFor(
  goal: Goal,
  text: string,
  path: string,
  nodes: readonly TreeNode[],
): Form | undefined {
  const bare = literals(text).reduce((out, literal) => out.replace(literal, ' '), text)
  const words = wordsOf(bare.replace(SAYING, ' '))
  const ranked = formsOf(nodes)
    .map((form) => ({ form, points: points(form, goal, words, path) }))
    .filter((entry) => entry.points >= 2)
    .sort((a, b) => b.points - a.points)
  return ranked[0]?.form
}

interface Traits {
  kinds: Set<string>
  texts: number
  submit: string
  title: string
  labels: string
  path: string
  passwords: number
}

function traits(form: Form, goal: Goal, words: readonly string[], path: string): Traits {
  const kinds = form.fields
    .filter(isText)
    .map((field) => (field.role === 'searchbox' ? 'search' : fieldKind(field.name)))
  return {
    kinds: new Set(kinds),
    texts: kinds.length,
    submit: submitOf(form, goal, words)?.name ?? '',
    title: form.title,
    labels: plain(form.fields.map((field) => field.name).join(' ')),
    path: path.replace(/[/_-]+/g, ' '),
    passwords: kinds.filter((kind) => kind === 'password').length,
  }
}

const on = (yes: boolean, gain: number) => (yes ? gain : 0)

function points(form: Form, goal: Goal, words: readonly string[], path: string): number {
  const t = traits(form, goal, words, path)
  const concepts = CONCEPTS[goal]
  const named =
    on(has(t.submit, ...concepts), 3) + on(has(t.title, ...concepts), 2) + on(has(t.path, ...concepts), 1)
  const isSearch = form.container.role === 'search' || (t.kinds.has('search') && t.texts === 1)
  if (isSearch !== (goal === 'search'))
    return goal === 'search' && t.kinds.has('search') ? 1 : isSearch ? -9 : -9
  return named + RULES[goal](t, words)
}

const isNews = (t: Traits) =>
  t.texts <= 2 && t.passwords === 0 && NEWS.test(plain(`${t.labels} ${t.submit} ${t.title}`))

/** Who it is, on a page of its own before the password's. */
const asksFirst = (t: Traits) =>
  t.texts === 1 &&
  (t.kinds.has('email') || t.kinds.has('username')) &&
  /^(next|continue|proceed|weiter|siguiente|continuar)\b/.test(plain(t.submit))

const RULES: Readonly<Record<Goal, (t: Traits, words: readonly string[]) => number>> = {
  signup: (t) => {
    if (!t.kinds.has('email') && !t.kinds.has('username')) return -9
    const isLogin = has(t.submit, 'login') || (t.passwords === 1 && t.texts <= 2 && has(t.title, 'login'))
    const asked = on(t.passwords > 0, 1) + on(t.passwords > 1, 2) + on(t.texts > 2 && t.passwords > 0, 1)
    return asked - on(isLogin, 9) - on(isNews(t), 9) - on(t.kinds.has('message'), 4)
  },
  login: (t) =>
    on(t.passwords === 1, 1) -
    on(t.passwords !== 1 && !has(t.submit, 'login') && !asksFirst(t), 3) -
    on(has(t.submit, 'signup') || t.texts > 3 || isNews(t), 9),
  invite: (t) =>
    on(t.kinds.has('teammate'), 2) +
    on(t.kinds.has('email'), 1) -
    on(!t.kinds.has('email') && !t.kinds.has('teammate'), 9) -
    on(t.passwords > 0, 9),
  checkout: (t) =>
    on(t.kinds.has('card'), 3) +
    on(t.kinds.has('address') || t.kinds.has('zip'), 2) -
    on(t.passwords > 0 && !t.kinds.has('card'), 4),
  buy: (t) =>
    on(t.kinds.has('card'), 3) +
    on(t.kinds.has('address') || t.kinds.has('zip'), 2) -
    on(t.passwords > 0 && !t.kinds.has('card'), 4) -
    on(isNews(t), 9),
  subscribe: (t) =>
    on(t.kinds.has('email') && t.texts <= 3, 1) +
    on(t.kinds.has('email') && t.texts === 1 && t.passwords === 0, 1) +
    on(isNews(t), 2) -
    on(
      t.passwords > 0 ||
        t.kinds.has('message') ||
        !(t.kinds.has('email') || (t.texts === 1 && t.kinds.has('unknown'))),
      9,
    ),
  contact: (t) =>
    on(t.kinds.has('message'), 2) +
    on(t.kinds.has('email'), 1) -
    on(t.kinds.has('card') || t.passwords > 0, 9) -
    on(isNews(t), 3) -
    on(t.texts < 2 && !t.kinds.has('message'), 3),
  search: (t) => on(t.kinds.has('search'), 4),
  fill: (t) => 2 + t.texts * 0.1 - on(isNews(t), 0.5),
  other: (t, words) => {
    const said = words.map((word) =>
      best(word, wordsOf(`${t.submit} ${t.title} ${t.texts === 1 ? t.labels : ''}`)),
    )
    const shareOf = (fits: readonly number[]) =>
      fits.reduce((a, b) => a + b, 0) / Math.max(1, Math.min(fits.length, 3))
    // "leave a comment": what is left may be all that the form names.
    const share = Math.max(shareOf(said), said.length > 1 && t.texts === 1 ? shareOf(said.slice(1)) : 0)
    return on(share >= 0.6, 2 + share) - on(isNews(t) && !words.includes('newsletter'), 2)
  },
}
