import type { TreeNode } from './tree.ts'
import { plain } from './words.ts'

/** What a field asks for, told by its label; `unknown` where no rule knows. */
export type FieldKind =
  | 'email'
  | 'teammate'
  | 'password'
  | 'firstName'
  | 'lastName'
  | 'name'
  | 'username'
  | 'company'
  | 'phone'
  | 'search'
  | 'card'
  | 'expiry'
  | 'month'
  | 'year'
  | 'cvc'
  | 'cardName'
  | 'address'
  | 'address2'
  | 'city'
  | 'zip'
  | 'state'
  | 'country'
  | 'url'
  | 'jobTitle'
  | 'message'
  | 'subject'
  | 'quantity'
  | 'date'
  | 'birthday'
  | 'coupon'
  | 'oneTimeCode'
  | 'title'
  | 'unknown'

/** First match wins, so the particular stands before the general. Labels are plain (lower case, no accents). */
const KINDS: readonly (readonly [RegExp, FieldKind])[] = [
  [/coupon|promo|discount|voucher|gift ?card|referral|gutschein/, 'coupon'],
  [/verification|one.time|6.digit|2fa|otp|security code sent/, 'oneTimeCode'],
  [/name on (the )?card|card ?holder|karteninhaber/, 'cardName'],
  [/card number|credit card|debit card|kartennummer|numero de tarjeta|^card$/, 'card'],
  [/expir\w*.*month|^month$|^mm$/, 'month'],
  [/expir\w*.*year|^year$|^yy(yy)?$/, 'year'],
  [/expir|mm ?\/ ?yy|valid (thru|until)|gultig bis|caducidad/, 'expiry'],
  [/\bcvc\b|\bcvv\b|security code|prufziffer/, 'cvc'],
  [
    /(teammate|colleague|coworker|member|invitee|their|recipient|friend).*e-?mail|e-?mail.*(teammate|colleague|invitee|recipient|friend)/,
    'teammate',
  ],
  [/e-?mail|correo/, 'email'],
  [/password|passwort|kennwort|contrasena|passphrase/, 'password'],
  [/first name|given name|forename|vorname|^nombre$/, 'firstName'],
  [/last name|surname|family name|nachname|apellido/, 'lastName'],
  [/user ?name|login name|benutzername|usuario|handle|nickname/, 'username'],
  [/search|filter|suche|buscar|keyword|stichwort|palabra clave|looking for/, 'search'],
  [/company|organi[sz]ation|business|employer|workspace|team name|firma|unternehmen|empresa/, 'company'],
  [/project|task|title|list name|board|campaign|titel|titulo/, 'title'],
  [/phone|mobile|\btel\b|telefon|\bmovil\b|\bhandy/, 'phone'],
  [/apartment|suite|address (line )?2|unit|floor|adresszusatz/, 'address2'],
  [/\bcity\b|town|\bort\b|stadt|ciudad/, 'city'],
  [/\bzip\b|post(al)? ?code|\bplz\b|postleitzahl|codigo postal/, 'zip'],
  [/country|\bland\b|\bpais\b/, 'country'],
  [/\bstate\b|province|region|county|bundesland|provincia/, 'state'],
  [/address|street|strasse|direccion|adresse/, 'address'],
  [/website|\burl\b|web ?site|homepage|domain/, 'url'],
  [/job|role|position|occupation/, 'jobTitle'],
  [/birth|geburtsdatum|nacimiento/, 'birthday'],
  [/\bdate\b|\bdatum\b|\bfecha\b/, 'date'],
  [/quantity|\bqty\b|seats?|how many|amount|guests|menge|anzahl|cantidad/, 'quantity'],
  [/subject|betreff|asunto/, 'subject'],
  [
    /message|comment|how can we help|tell us|describe|description|question|feedback|details|notes?|instructions|nachricht|mensaje|enquiry|inquiry|bio\b|review/,
    'message',
  ],
  [/name|nombre/, 'name'],
]

/** The kind a label asks for. Placeholders stand in for labels in Stagehand's tree. */
export function fieldKind(label: string): FieldKind {
  const text = plain(label)
  const sample = /^[\w.+-]+@[\w-]+\.\w+$/.test(text) ? 'email' : undefined
  return (
    sample ??
    KINDS.find(([pattern]) => pattern.test(text))?.[1] ??
    (/^[\d ]{12,}$/.test(text) ? 'card' : 'unknown')
  )
}

/** The same for a field of a page: a box for searching says so by its role. */
export const kindOf = ({ role, name }: TreeNode): FieldKind =>
  role === 'searchbox' ? 'search' : fieldKind(name)

/**
 * What is typed for each kind. Persona variables where one fits; card figures are the payment industry's public test
 * card (Stripe, "Testing"), which no processor charges. Kinds left out stay empty: nobody has to fill them.
 */
export const FIELD_VALUES: Readonly<Partial<Record<FieldKind, string>>> = {
  email: '%email%',
  teammate: 'teammate.%email%',
  password: '%password%',
  firstName: '%firstName%',
  lastName: '%lastName%',
  name: '%name%',
  username: '%firstName%%lastName%',
  company: '%company%',
  phone: '%phone%',
  card: '4242 4242 4242 4242',
  expiry: '12/34',
  month: '12',
  year: '2034',
  cvc: '123',
  cardName: '%name%',
  address: '1 Example Street',
  city: 'San Francisco',
  zip: '94105',
  state: 'California',
  country: 'United States',
  url: 'https://www.example.com',
  jobTitle: 'Product manager',
  message: 'Hello, I would like to know more about this. Thank you.',
  subject: 'A question',
  quantity: '1',
  date: '2030-01-15',
  birthday: '1990-01-15',
  title: 'Demo project',
  unknown: 'Demo',
}

/** What a visitor has of their own, so that it need not be said. */
export const PERSONAL: ReadonlySet<string> = new Set(
  'email password firstName lastName name username company phone address city zip country'.split(' '),
)
