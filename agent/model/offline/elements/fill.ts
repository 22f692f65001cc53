import { act, type ProposedAction } from './action.ts'
import { isSaid } from './choices.ts'
import { FIELD_VALUES, type FieldKind, fieldKind, kindOf } from './fields.ts'
import { type Form, isText } from './form-groups.ts'
import type { Goal, Intent } from './intent.ts'
import { kindsOfSecret } from './secrets.ts'
import { slotsOf } from './slots.ts'
import { asksWhatOrWhere, soughtIn } from './sought.ts'
import { ancestors, subtree, type TreeNode } from './tree.ts'
import { timesIn } from './when.ts'
import { plain, wordsOf } from './words.ts'

type Said = Omit<Extract<Intent, { kind: 'form' }>, 'kind'>

const CONSENT =
  /\b(agree|accept|he leido|proteccion de datos|gelesen|terms|conditions|privacy|policy|consent|i have read|confirm|understand|akzeptier|stimme|agb|datenschutz|acepto|condiciones)/
const PLACEHOLDER =
  /^(-+|\.*|(please )?(select|choose|pick)\b.*|bitte .*|auswahl.*|selecciona.*|elige.*|country|state|role|.*\.\.\.|.*…)$/
const NEVER = /\b(optional|fakultativ|opcional)\b/
const SKIPPED: readonly FieldKind[] = ['coupon', 'oneTimeCode', 'address2', 'search']

/** Fills what the form needs, in order: empty fields, selects on a placeholder, unset radios, consent boxes. */
export function fillForm(form: Form, said: Said): ProposedAction[] {
  const { goal, text } = said
  const words = wordsOf(text)
  const { step } = said
  const given = givenTo(form, said)
  const seen = new Set<TreeNode | undefined>()
  return form.fields.flatMap((field) => {
    const literal = given.get(field)
    if (isText(field) && goal === 'search') return literal === undefined ? [] : [act(field, 'fill', literal)]
    if (isText(field)) return fillText(field, goal, literal ?? hourAfter(field, given))
    if (field.role === 'select') return chooseOption(field, step, literal)
    if (field.role === 'radio') {
      const group = field.parent?.role === 'LabelText' ? field.parent.parent : field.parent
      if (seen.has(group)) return []
      seen.add(group)
      return chooseRadio(
        form.fields.filter((other) => other.role === 'radio' && ancestors(other).includes(group as TreeNode)),
        words,
        step,
      )
    }
    if (
      field.role === 'checkbox' &&
      !field.checked &&
      (CONSENT.test(plain(field.name)) || isSaid(field, step))
    )
      return [act(field, 'click')]
    return []
  })
}

/** Each field's own of what the step says; what is no field's in particular goes where its kind does. */
function givenTo(form: Form, { goal, text, step, values }: Said): ReadonlyMap<TreeNode, string> {
  const slots = slotsOf(form.fields.filter(isSlot), step, goal === 'search')
  const left = values.filter((value) => !slots.isSpoken(value))
  const texts = form.fields.filter(isText)
  const isLone = texts.length === 1 && slots.given.size === 0 && left.length === 0
  const rest = isLone ? values : left
  if (goal !== 'search') return new Map([...assign(form, goal, text, rest, slots.given), ...slots.given])
  const sought = (isLone ? values : left).map(slots.without).find((value) => value !== '')
  const open = texts.filter((field) => !slots.given.has(field))
  const asking = slots.given.size > 0 ? open.filter(asksWhatOrWhere) : open
  return new Map([...soughtIn(asking, sought), ...slots.given])
}
const isSlot = (field: TreeNode) => isText(field) || field.role === 'select'

const holdsText = (field: TreeNode) =>
  subtree(field)
    .slice(1)
    .some((node) => node.role === 'StaticText' && node.name !== field.name)

/** For a field that takes nothing else; the year is to come whenever it is filled. */
const SOME = { date: '2030-01-15', time: '10:00', moment: '2030-01-15T10:00' }

/** When something ends that begins at a time the step says. */
function hourAfter({ takes, index }: TreeNode, given: ReadonlyMap<TreeNode, string>): string | undefined {
  const begun = [...given].findLast(([field]) => field.takes === 'time' && field.index < index)?.[1]
  const [hour, minute] = takes === 'time' ? (begun?.split(':') ?? []) : []
  return hour === undefined ? undefined : `${String((Number(hour) + 1) % 24).padStart(2, '0')}:${minute}`
}

function fillText(field: TreeNode, goal: Goal, literal: string | undefined): ProposedAction[] {
  if (literal !== undefined) return [act(field, 'fill', literal)]
  const kind = goal === 'invite' && fieldKind(field.name) === 'email' ? 'teammate' : fieldKind(field.name)
  if (field.takes && kind !== 'birthday') return [act(field, 'fill', SOME[field.takes])]
  const value = kind === 'unknown' && goal === 'subscribe' ? FIELD_VALUES.email : FIELD_VALUES[kind]
  if (value === undefined || SKIPPED.includes(kind) || holdsText(field)) return []
  if (NEVER.test(plain(field.name)) || (kind === 'unknown' && field.role === 'spinbutton')) return []
  return [act(field, 'fill', value)]
}

/** Values from the step, each to the field it fits: addresses to e-mail, "named X" to the name, else the first free text. */
function assign(
  form: Form,
  goal: Goal,
  text: string,
  values: readonly string[],
  taken: ReadonlyMap<TreeNode, string>,
): Map<TreeNode, string> {
  const out = new Map<TreeNode, string>()
  const texts = form.fields.filter((field) => isText(field) && !taken.has(field))
  // A name asked for in one part may be called by its first.
  const whole: FieldKind[] = texts.some((field) => kindOf(field) === 'lastName') ? [] : ['firstName']
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
        : CODE.test(value)
          ? ['coupon', 'oneTimeCode', 'title', 'unknown', 'message', 'name']
          : goal === 'search'
            ? ['search', 'unknown']
            : /\b(named|called|title)\b/.test(text)
              ? ['title', 'name', ...whole, 'company', 'unknown']
              : ['title', 'message', 'name', 'unknown', ...whole]
    const field = free(kinds) ?? (texts.length === 1 && out.size === 0 ? texts[0] : undefined)
    if (field) out.set(field, value)
  }
  return out
}

/** "FRUEHLING", "AB12-CD34". */
const CODE = /^(?=.*\p{Lu})[\p{Lu}\d-]{4,}$/u

/** The choices of a select, its placeholder included. */
export const optionsOf = (field: TreeNode): TreeNode[] =>
  subtree(field).filter((node) => node.role === 'option')

function chooseOption(field: TreeNode, step: string, literal: string | undefined): ProposedAction[] {
  const options = optionsOf(field)
  const real = options.filter(
    (option, i) => option.name !== '' && !(i === 0 && PLACEHOLDER.test(plain(option.name))),
  )
  const asked =
    real.find((option) => option.name === literal) ??
    real.find((option) => timesIn(option.name)[0]?.value === literal && literal !== undefined) ??
    real.find((option) => isSaid(option, step))
  if (asked) return asked.selected ? [] : [act(field, 'selectOptionFromDropdown', asked.name)]
  const current = options.find((option) => option.selected)
  if (current && real.includes(current)) return []
  const usual = ['United States', 'California', '12', '2034', '34']
  const choice = real.find((option) => usual.includes(option.name)) ?? real[0]
  return choice ? [act(field, 'selectOptionFromDropdown', choice.name)] : []
}

function chooseRadio(radios: readonly TreeNode[], words: readonly string[], step: string): ProposedAction[] {
  const said = radios.find((radio) => isSaid(radio, step))
  const asked = said ?? radios.find((radio) => wordsOf(radio.name).some((word) => words.includes(word)))
  if (asked) return asked.checked ? [] : [act(asked, 'click')]
  const [first] = radios
  return first && !radios.some((radio) => radio.checked) ? [act(first, 'click')] : []
}
