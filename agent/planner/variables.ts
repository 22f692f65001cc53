import { Faker } from '@faker-js/faker'
import { faker as de } from '@faker-js/faker/locale/de'
import { faker as en } from '@faker-js/faker/locale/en'
import { faker as es } from '@faker-js/faker/locale/es'
import { faker as fr } from '@faker-js/faker/locale/fr'
import { faker as it } from '@faker-js/faker/locale/it'
import { faker as nl } from '@faker-js/faker/locale/nl'
import { faker as pt } from '@faker-js/faker/locale/pt_BR'
import { faker as sv } from '@faker-js/faker/locale/sv'
import type { PersonaVariables } from './plan.ts'
import { pick, type Random, random, shuffled } from './random.ts'

/** Whose names a country's visitors bear; English elsewhere. */
const LOCALES: Readonly<Record<string, Faker>> = {
  ...{ DE: de, AT: de, CH: de, FR: fr, LU: fr, BE: nl, NL: nl, IT: it, SE: sv, BR: pt, PT: pt },
  ...{ ES: es, MX: es, AR: es, CL: es, CO: es, PE: es },
}
/** Reserved for documentation (RFC 2606): no mail to them can reach a person. */
const MAIL_HOSTS = ['example.com', 'example.org', 'example.net']
/** Area codes; with 555-0100 to 555-0199 behind them the numbers are reserved for fiction (NANPA). */
const AREA_CODES = ['212', '312', '415', '512', '617', '206', '303', '404', '702', '305']
const [LOWER, UPPER, DIGITS] = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789']
/** No percent sign: it delimits variables in actions. */
const SYMBOLS = '!@#$*?'

/**
 * Makes the variables of a burst's visitors; one call per visitor, in order. `emailPattern` holds `{{n}}` where the
 * addresses differ; all else stays as it would be without.
 */
export function variableMaker(
  seed: number,
  emailPattern?: string | null,
): (number: number, country: string) => PersonaVariables {
  const draw = random(seed, 'variables')
  const randomizer = { next: draw, seed: () => undefined }
  const fakers = new Map<Faker, Faker>()
  const named = (country: string) => {
    const base = LOCALES[country] ?? en
    const made =
      fakers.get(base) ?? new Faker({ locale: [base.rawDefinitions, en.rawDefinitions], randomizer })
    fakers.set(base, made)
    return made
  }
  return (number, country) => {
    const faker = named(country)
    const firstName = faker.person.firstName()
    const lastName = faker.person.lastName()
    const tag = tagOf(seed, number)
    const invented = `${plain(firstName)}.${plain(lastName)}-${tag}@${pick(MAIL_HOSTS, draw)}`
    return {
      email: emailPattern?.replace('{{n}}', tag) ?? invented,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      company: faker.company.name(),
      password: password(draw),
      phone: `+1${pick(AREA_CODES, draw)}55501${String(Math.floor(draw() * 100)).padStart(2, '0')}`,
    }
  }
}

/**
 * No two alike, within a burst or across bursts of different seeds: the tag is seed and number in one figure
 * (a burst has at most 10,000 sessions, so 16,384 numbers a seed).
 */
const tagOf = (seed: number, number: number): string => (seed * 16_384 + number).toString(36)

/** ASCII letters only: some sign-up forms refuse others in an address. */
function plain(name: string): string {
  const ascii = name.replaceAll('ß', 'ss').normalize('NFKD').toLowerCase()
  return ascii.replace(/[^a-z]/g, '') || 'visitor'
}

/** 16 characters with two of each kind at least: passes the usual rules (12 or more; upper, lower, digit, symbol). */
function password(draw: Random): string {
  const some = (from: string, count: number) => Array.from({ length: count }, () => pick([...from], draw))
  const parts = [...some(LOWER, 8), ...some(UPPER, 3), ...some(DIGITS, 3), ...some(SYMBOLS, 2)]
  return shuffled(parts, draw).join('')
}
