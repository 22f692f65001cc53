import { act, type ProposedAction } from './action.ts'
import { FIELD_VALUES, type FieldKind, fieldKind } from './fields.ts'
import { type Form, isText } from './form-groups.ts'
import type { Goal } from './intent.ts'
import { kindsOfSecret } from './secrets.ts'
import { ancestors, subtree, type TreeNode } from './tree.ts'
import { plain, wordsOf } from './words.ts'

const CONSENT =
  /\b(agree|accept|terms|conditions|privacy|policy|consent|i have read|confirm|understand|akzeptier|stimme|agb|datenschutz|acepto|condiciones)/
const PLACEHOLDER =
  /^(-+|\.*|(please )?(select|choose|pick)\b.*|bitte .*|auswahl.*|selecciona.*|elige.*|country|state|role|.*\.\.\.|.*…)$/
const NEVER = /\b(optional|fakultativ|opcional)\b/
const SKIPPED: readonly FieldKind[] = ['coupon', 'oneTimeCode', 'address2', 'search']

/** Fills what the form needs, in order: empty fields, selects on a placeholder, unset radios, consent boxes. */
export function fillForm(form: Form, goal: Goal, text: string, values: readonly string[]): ProposedAction[] {
  const words = wordsOf(text)
  const given = goal === 'search' ? soughtIn(form, values) : assign(form, goal, text, values)
  const seen = new Set<TreeNode | undefined>()
  return form.fields.flatMap((field) => {
    const literal = given.get(field)
    if (isText(field) && goal === 'search') return literal === undefined ? [] : [act(field, 'fill', literal)]
    if (isText(field)) return fillText(field, goal, literal)
    if (field.role === 'select') return chooseOption(field, words, literal)
    if (field.role === 'radio') {
      const group = field.parent?.role === 'LabelText' ? field.parent.parent : field.parent
      if (seen.has(group)) return []
      seen.add(group)
      return chooseRadio(
        form.fields.filter((other) => other.role === 'radio' && ancestors(other).includes(group as TreeNode)),
        words,
      )
    }
    if (field.role === 'checkbox' && !field.checked && CONSENT.test(plain(field.name)))
      return [act(field, 'click')]
    return []
  })
}

const holdsText = (field: TreeNode) =>
  subtree(field)
    .slice(1)
    .some((node) => node.role === 'StaticText' && node.name !== field.name)

function fillText(field: TreeNode, goal: Goal, literal: string | undefined): ProposedAction[] {
  if (literal !== undefined) return [act(field, 'fill', literal)]
  const kind = goal === 'invite' && fieldKind(field.name) === 'email' ? 'teammate' : fieldKind(field.name)
  const value = kind === 'unknown' && goal === 'subscribe' ? FIELD_VALUES.email : FIELD_VALUES[kind]
  if (value === undefined || SKIPPED.includes(kind) || holdsText(field)) return []
  if (NEVER.test(plain(field.name)) || (kind === 'unknown' && field.role === 'spinbutton')) return []
  return [act(field, 'fill', value)]
}

/** "A dentist in Leipzig" is typed into two boxes where the second asks where. */
function soughtIn(form: Form, [value]: readonly string[]): Map<TreeNode, string> {
  const texts = form.fields.filter(isText)
  const where = texts.find(
    (field) =>
      PLACES.includes(kindOf(field)) ||
      /\b(where|wo|wohin|donde|location|ort|destination|destino|ziel|reiseziel)\b/.test(plain(field.name)),
  )
  const route = ROUTE.exec(value ?? '')
  const [from, to] = [
    texts.find(({ name }) => FROM.test(plain(name))),
    texts.find(({ name }) => TO.test(plain(name))),
  ]
  if (route?.[1] && route[2] && from && to)
    return new Map([
      [from, route[1]],
      [to, route[2]],
    ])
  const what =
    texts.find((field) => field !== where && kindOf(field) === 'search') ??
    where ??
    texts.find((field) => !['date', 'quantity'].includes(kindOf(field)))
  const other =
    texts.find((field) => field !== where && kindOf(field) === 'search') ??
    texts.find((field) => field !== where && !['date', 'quantity'].includes(kindOf(field)))
  const two = where ? /^(.+) (?:in|near|around|en|bei|nahe|cerca de) (.+)$/i.exec(value ?? '') : null
  if (two?.[1] && two[2] && where)
    return new Map(
      other
        ? [
            [other, two[1]],
            [where, two[2]],
          ]
        : [[where, two[2]]],
    )
  return what && value !== undefined ? new Map([[what, value]]) : new Map()
}
/** "Flights from Bilbao to Rome". */
const ROUTE = /^(?:.*?\b)?(?:from|de|von|ab|desde) (.+?) (?:to|a|nach|hasta) (.+)$/i
const FROM = /^(from|origin|origen|von|departure|abflug|start|desde|leaving)/
const TO = /^(to|destin|ziel|nach|arrival|hasta|going|where to)/
const PLACES: readonly FieldKind[] = ['city', 'zip', 'country', 'state', 'address']

/** Values from the step, each to the field it fits: addresses to e-mail, "named X" to the name, else the first free text. */
function assign(form: Form, goal: Goal, text: string, values: readonly string[]): Map<TreeNode, string> {
  const out = new Map<TreeNode, string>()
  const texts = form.fields.filter(isText)
  const free = (kinds: readonly FieldKind[]) =>
    kinds.flatMap((kind) => texts.filter((field) => !out.has(field) && kindOf(field) === kind))[0]
  for (const value of values) {
    const own = kindsOfSecret(value)
    if (own) {
      const field = free(own)
      // Typed twice where the form wants it twice, and nowhere on a page that does not ask for it.
      const same = own[0] === 'password' ? texts.filter((one) => kindOf(one) === 'password') : [field]
      for (const one of same) if (one) out.set(one, value)
      continue
    }
    if (form.fields.some((field) => optionsOf(field).some((option) => plain(option.name) === plain(value))))
      continue
    const kinds: FieldKind[] = value.includes('@')
      ? ['email', 'teammate', 'unknown']
      : /^[\d.,]+$/.test(value)
        ? ['quantity', 'oneTimeCode', 'zip', 'coupon', 'unknown', 'title']
        : goal === 'search'
          ? ['search', 'unknown']
          : /\b(named|called|title)\b/.test(text)
            ? ['title', 'name', 'company', 'unknown']
            : ['title', 'message', 'name', 'unknown']
    const field = free(kinds) ?? (texts.length === 1 ? texts[0] : undefined)
    if (field) out.set(field, value)
  }
  return out
}

const kindOf = (field: TreeNode): FieldKind => (field.role === 'searchbox' ? 'search' : fieldKind(field.name))

/** The choices of a select, its placeholder included. */
export const optionsOf = (field: TreeNode): TreeNode[] =>
  subtree(field).filter((node) => node.role === 'option')

function chooseOption(
  field: TreeNode,
  words: readonly string[],
  literal: string | undefined,
): ProposedAction[] {
  const options = optionsOf(field)
  const real = options.filter(
    (option, i) => option.name !== '' && !(i === 0 && PLACEHOLDER.test(plain(option.name))),
  )
  const asked =
    real.find((option) => option.name === literal) ??
    real.find((option) => wordsOf(option.name).every((word) => words.includes(word)))
  if (asked) return asked.selected ? [] : [act(field, 'selectOptionFromDropdown', asked.name)]
  const current = options.find((option) => option.selected)
  if (current && real.includes(current)) return []
  const usual = ['United States', 'California', '12', '2034', '34']
  const choice = real.find((option) => usual.includes(option.name)) ?? real[0]
  return choice ? [act(field, 'selectOptionFromDropdown', choice.name)] : []
}

function chooseRadio(radios: readonly TreeNode[], words: readonly string[]): ProposedAction[] {
  const asked = radios.find((radio) => wordsOf(radio.name).some((word) => words.includes(word)))
  if (asked) return asked.checked ? [] : [act(asked, 'click')]
  const [first] = radios
  return first && !radios.some((radio) => radio.checked) ? [act(first, 'click')] : []
}
