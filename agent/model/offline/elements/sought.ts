import { type FieldKind, kindOf } from './fields.ts'
import { holdsSecret } from './secrets.ts'
import { FROM, TO } from './slot-words.ts'
import type { TreeNode } from './tree.ts'
import { bestWide, plain, wordsOf } from './words.ts'

/** What is looked for, each part of it in the box that asks for it: "a dentist in Leipzig" is typed into two. */
export function soughtIn(texts: readonly TreeNode[], value: string | undefined): Map<TreeNode, string> {
  const where = texts.find(asksWhere)
  const route = ROUTE.exec(value ?? '')
  const from = texts.find(({ name }) => FROM.test(plain(name)))
  const to = texts.find(({ name }) => TO.test(plain(name)))
  if (route?.[1] && route[2] && from && to) return new Map([...only(from, route[1]), ...only(to, route[2])])
  const others = texts.filter((field) => field !== where && !['date', 'quantity'].includes(kindOf(field)))
  const other = others.find((field) => kindOf(field) === 'search') ?? others[0]
  const two = where ? PLACED.exec(value ?? '') : null
  if (two?.[1] && two[2] && where) return new Map([...only(other, two[1]), ...only(where, two[2])])
  const what = others.find((field) => kindOf(field) === 'search') ?? where ?? other
  return new Map(only(what, value))
}

const only = (field: TreeNode | undefined, value: string | undefined): [TreeNode, string][] =>
  field && value !== undefined && !holdsSecret(value) ? [[field, termFor(field, value)]] : []

/** What is typed of "invoice 2029" where invoices are looked for, and of "customer Nielsen" anywhere. */
export function termFor(field: TreeNode, value: string): string {
  const named = wordsOf(field.name)
  const bare = value.replace(OFFERED, '').replace(/^(?:by|nach|por) (?:\p{Ll}+ )?(?=\S+$)/u, '')
  const isOfField = (word: string) => wordsOf(word).every((each) => bestWide(each, named) >= 0.8)
  const inside = INSIDE.exec(bare)
  const term = inside?.[1] && inside[2] && isOfField(inside[2]) ? inside[1] : bare
  const [first = '', ...rest] = term.split(' ')
  const last = rest.at(-1) ?? ''
  if (rest.length > 0 && /^(?:\p{Lu}|#?\d)/u.test(rest[0] ?? '') && /^\p{Ll}/u.test(first))
    return isOfField(first) || THING.test(first) ? rest.join(' ') : term
  return rest.length > 0 && /^\p{Ll}+s$/u.test(last) && isOfField(last)
    ? [first, ...rest.slice(0, -1)].join(' ')
    : term
}

export const asksWhatOrWhere = (field: TreeNode): boolean => kindOf(field) === 'search' || asksWhere(field)
export const asksWhere = (field: TreeNode) => PLACES.includes(kindOf(field)) || WHERE.test(plain(field.name))
const PLACES: readonly FieldKind[] = ['city', 'zip', 'country', 'state', 'address']
const WHERE =
  /\b(where|wo|wohin|donde|location|standort|ort|gemeinde|municipio|destination|destino|ziel|reiseziel)\b/
const PLACED = /^(.+) (?:in|near|around|en|bei|nahe|cerca de) (.+)$/i
/** "Miete in den Umsätzen". */
const INSIDE =
  /^(.+) (?:in|on|among|from|en|de) (?:the|my|our|der|den|dem|meinen|la|el|los|las|mis) ([\p{L}-]+)$/iu
const THING =
  /^(?:customer|client|user|contact|person|order|invoice|product|kunde|kundin|rechnung|cliente|usuario|pedido|factura)$/
/** What a job or a home is called by those who have one to give. */
const OFFERED =
  /^(?:ofertas?|trabajos?|empleos?|vacantes?|puestos?)(?: de (?:trabajo|empleo))? (?:de|como) |^(?:jobs?|stellen|stellenangebote) (?:as an?|als|für) /i
/** "Flights from Bilbao to Rome". */
const ROUTE = /^(?:.*?\b)?(?:from|de|von|ab|desde) (.+?) (?:to|a|nach|hasta) (.+)$/i
