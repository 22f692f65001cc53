const regions = new Intl.DisplayNames('en', { type: 'region' })

export const countryName = (code: string) => regions.of(code) ?? code

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Codes that the browser names and that are no country of a visitor. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])
const named = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

let known: readonly string[] | undefined

/** Every country that the browser has a name for, by name: no list of ours to grow old. */
export function countries(): readonly string[] {
  known ??= LETTERS.flatMap((a) => LETTERS.map((b) => a + b))
    .filter((code) => named.of(code) !== undefined && !NO_COUNTRY.has(code) && isCurrent(code))
    .toSorted((a, b) => countryName(a).localeCompare(countryName(b), 'en'))
  return known
}

/** The canonical form of a code that was given up names its successor. */
const isCurrent = (code: string) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
