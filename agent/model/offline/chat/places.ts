import { literal } from './text.ts'

const ADJECTIVES: Record<string, string> = {
  german: 'DE',
  french: 'FR',
  british: 'GB',
  english: 'GB',
  american: 'US',
  spanish: 'ES',
  italian: 'IT',
  dutch: 'NL',
  swiss: 'CH',
  austrian: 'AT',
  belgian: 'BE',
  polish: 'PL',
  swedish: 'SE',
  norwegian: 'NO',
  danish: 'DK',
  finnish: 'FI',
  irish: 'IE',
  portuguese: 'PT',
  brazilian: 'BR',
  mexican: 'MX',
  canadian: 'CA',
  australian: 'AU',
  japanese: 'JP',
  chinese: 'CN',
  korean: 'KR',
  indian: 'IN',
  turkish: 'TR',
  greek: 'GR',
  czech: 'CZ',
  ukrainian: 'UA',
}
const ALIASES: Record<string, string> = {
  usa: 'US',
  'u.s.': 'US',
  'u.s.a.': 'US',
  america: 'US',
  'the states': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  britain: 'GB',
  'great britain': 'GB',
  england: 'GB',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  korea: 'KR',
  'south korea': 'KR',
  russia: 'RU',
  vietnam: 'VN',
}
/** Two-letter codes that are also everyday words; read as codes only in capitals. */
const WORDS = new Set('IN IT IS TO AT BE NO SO ME MY AM AS DO BY PM ID TV SC US'.split(' '))

const names = countryNames()
const codes = new Set(names.values())

function countryNames(): Map<string, string> {
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const found = new Map<string, string>()
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    // Withdrawn codes (FX, DD) share their name with the present one and are not their own canonical form.
    const present = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
    const name = present && !/^(AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X.|ZZ|UK)$/.test(code) && display.of(code)
    if (name && name !== code) found.set(name.toLowerCase(), code)
  }
  for (const [name, code] of Object.entries(ALIASES)) found.set(name, code)
  return found
}

const byLength = (a: string, b: string) => b.length - a.length

/** Source of a regular expression for a country by name, alias or adjective; codes are separate, see CODE. */
export const COUNTRY = `(?:the )?(?:${[...names.keys(), 'us', ...Object.keys(ADJECTIVES).map((a) => `${a}s?`)]
  .sort(byLength)
  .map((n) => (n.endsWith('s?') ? n : literal(n)))
  .join('|')})(?![\\w])`
/** Source for adjectives only: German, French. */
export const NATIONALITY = `(?:${Object.keys(ADJECTIVES).sort(byLength).join('|')})`
/** Source of a two-letter code; check with toCountry. */
export const CODE = '[A-Za-z]{2}(?![\\w])'

/** ISO code of a country's name, adjective or code, or undefined. */
export function toCountry(text: string): string | undefined {
  const low = text.toLowerCase().replace(/^the /, '').trim()
  if (low === 'us' || low === 'uk') return low === 'us' ? 'US' : 'GB'
  const named = names.get(low) ?? ADJECTIVES[low] ?? ADJECTIVES[low.replace(/s$/, '')]
  if (named) return named
  const code = low.toUpperCase()
  if (!codes.has(code)) return undefined
  return WORDS.has(code) && text.trim() !== code ? undefined : code
}
