import { secretsOfTemplate, secretVariable } from '../../../planner/secrets.ts'
import { type FieldKind, fieldKind } from './fields.ts'
import { plain } from './words.ts'

/** What a secret is for, told by its name. The particular stands before the general. */
const KINDS: readonly (readonly [RegExp, FieldKind])[] = [
  [/coupon|promo|voucher|discount/, 'coupon'],
  [/pass ?(word|wort|phrase)|^pass$| pass$|\bpwd\b|kennwort|contrasena/, 'password'],
  [/e-?mail|\bmail\b|correo/, 'email'],
  [/user|login|account|benutzer|usuario/, 'username'],
  [/\bcvc\b|\bcvv\b|security code/, 'cvc'],
  [/\bexp/, 'expiry'],
  [/\bcard\b|karte|tarjeta|\bpan\b/, 'card'],
  [/\bcode\b|\botp\b|\btotp\b|2fa|mfa|\bpin\b|passcode/, 'oneTimeCode'],
]
/** Where it may go when the page has no field of its kind: sign-in forms call the same thing by many names. */
const ALSO: Partial<Record<FieldKind, readonly FieldKind[]>> = {
  email: ['username', 'unknown'],
  username: ['email', 'unknown', 'name'],
  oneTimeCode: ['unknown'],
}
/** What people call the field of a kind. */
const CALLED: Partial<Record<FieldKind, string>> = {
  card: 'card number',
  oneTimeCode: 'code',
  username: 'user name',
  email: 'email',
  coupon: 'promo code',
}

const VALUE = /^%secret_(\w+)%$/
const wordsOfName = (name: string) => plain(name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll('_', ' '))

/** The variables of the secrets that a step names, which are its values. */
export const secretValues = (step: string): string[] =>
  secretsOfTemplate(step).map((name) => `%${secretVariable(name)}%`)

/** Whether a value is a secret or has one in it. */
export const holdsSecret = (value: string): boolean => /%secret_\w+%/.test(value)

/** The kinds of field that a value may go to, likeliest first; undefined for what is no secret. */
export function kindsOfSecret(value: string): readonly FieldKind[] | undefined {
  const [, name] = VALUE.exec(value) ?? []
  if (name === undefined) return undefined
  const kind = kindOf(name)
  return [kind, ...(ALSO[kind] ?? [])]
}

function kindOf(name: string): FieldKind {
  const words = wordsOfName(name)
  return KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? fieldKind(words)
}

/** The field of "enter the access code %secret_code%", where no word says into what. */
export function fieldOfEntry(step: string): { value: string; field: string } | undefined {
  const [, said = '', value = ''] = ENTRY.exec(step.trim()) ?? []
  const [, name] = VALUE.exec(value) ?? []
  if (name === undefined) return undefined
  return { value, field: said.trim() || (CALLED[kindOf(name)] ?? wordsOfName(name)) }
}
const ENTRY =
  /^(?:type|enter|fill in|use|provide|give|input|apply|redeem)(?: in)?(?: (?:the|my|your|an?))?((?: [\p{L}-]+)*) (%secret_\w+%)[.!]?$/iu
