import { PlanError } from './plan-error.ts'
import { pickWeighted, type Random } from './random.ts'

/** `zone=share,...` and `languages=share,...`; a lone one needs no share. Languages are joined by `+`. */
type Row = readonly [zones: string, languages: string]

/**
 * Time zones from the IANA database (zone1970.tab), weighted by rough population where a country has several;
 * languages as Chrome sends them for the country's usual set-up (CLDR likely subtags, English last where it
 * is common as a second language). Shares are rounded priors.
 */
const COUNTRIES: Readonly<Record<string, Row>> = {
  AE: ['Asia/Dubai', 'en-US+en=60,ar-AE+ar+en=40'],
  AR: ['America/Argentina/Buenos_Aires', 'es-AR+es+en'],
  AT: ['Europe/Vienna', 'de-AT+de+en'],
  AU: ['Australia/Sydney=55,Australia/Brisbane=22,Australia/Perth=12,Australia/Adelaide=11', 'en-AU+en'],
  BE: ['Europe/Brussels', 'nl-BE+nl+en=58,fr-BE+fr+en=42'],
  BR: ['America/Sao_Paulo=92,America/Manaus=8', 'pt-BR+pt+en'],
  CA: [
    'America/Toronto=62,America/Vancouver=15,America/Edmonton=14,America/Halifax=9',
    'en-CA+en=78,fr-CA+fr+en=22',
  ],
  CH: ['Europe/Zurich', 'de-CH+de+en=65,fr-CH+fr+en=27,it-CH+it+en=8'],
  CL: ['America/Santiago', 'es-CL+es+en'],
  CN: ['Asia/Shanghai', 'zh-CN+zh'],
  CO: ['America/Bogota', 'es-CO+es+en'],
  CZ: ['Europe/Prague', 'cs-CZ+cs+en'],
  DE: ['Europe/Berlin', 'de-DE+de+en'],
  DK: ['Europe/Copenhagen', 'da-DK+da+en'],
  EG: ['Africa/Cairo', 'ar-EG+ar+en'],
  ES: ['Europe/Madrid=95,Atlantic/Canary=5', 'es-ES+es+en'],
  FI: ['Europe/Helsinki', 'fi-FI+fi+en'],
  FR: ['Europe/Paris', 'fr-FR+fr+en'],
  GB: ['Europe/London', 'en-GB+en'],
  GR: ['Europe/Athens', 'el-GR+el+en'],
  HK: ['Asia/Hong_Kong', 'zh-HK+zh+en'],
  HU: ['Europe/Budapest', 'hu-HU+hu+en'],
  ID: ['Asia/Jakarta', 'id-ID+id+en'],
  IE: ['Europe/Dublin', 'en-IE+en'],
  IL: ['Asia/Jerusalem', 'he-IL+he+en'],
  IN: ['Asia/Kolkata', 'en-IN+en=75,hi-IN+hi+en=25'],
  IT: ['Europe/Rome', 'it-IT+it+en'],
  JP: ['Asia/Tokyo', 'ja-JP+ja'],
  KE: ['Africa/Nairobi', 'en-KE+en'],
  KR: ['Asia/Seoul', 'ko-KR+ko'],
  LU: ['Europe/Luxembourg', 'fr-LU+fr+en'],
  MX: ['America/Mexico_City=88,America/Tijuana=12', 'es-MX+es+en'],
  MY: ['Asia/Kuala_Lumpur', 'en-MY+en=60,ms-MY+ms+en=40'],
  NG: ['Africa/Lagos', 'en-NG+en'],
  NL: ['Europe/Amsterdam', 'nl-NL+nl+en'],
  NO: ['Europe/Oslo', 'nb-NO+nb+en'],
  NZ: ['Pacific/Auckland', 'en-NZ+en'],
  PE: ['America/Lima', 'es-PE+es+en'],
  PH: ['Asia/Manila', 'en-PH+en'],
  PL: ['Europe/Warsaw', 'pl-PL+pl+en'],
  PT: ['Europe/Lisbon', 'pt-PT+pt+en'],
  RO: ['Europe/Bucharest', 'ro-RO+ro+en'],
  SA: ['Asia/Riyadh', 'ar-SA+ar+en'],
  SE: ['Europe/Stockholm', 'sv-SE+sv+en'],
  SG: ['Asia/Singapore', 'en-SG+en'],
  SK: ['Europe/Bratislava', 'sk-SK+sk+en'],
  TH: ['Asia/Bangkok', 'th-TH+th+en'],
  TR: ['Europe/Istanbul', 'tr-TR+tr+en'],
  TW: ['Asia/Taipei', 'zh-TW+zh+en'],
  UA: ['Europe/Kyiv', 'uk-UA+uk+en'],
  US: ['America/New_York=47,America/Chicago=29,America/Los_Angeles=17,America/Denver=7', 'en-US+en'],
  VN: ['Asia/Ho_Chi_Minh', 'vi-VN+vi+en'],
  ZA: ['Africa/Johannesburg', 'en-ZA+en'],
}

const options = (text: string) =>
  text.split(',').map((part) => {
    const [value = '', share = '1'] = part.split('=')
    return { value, share: Number(share) }
  })

const PLACES = new Map(
  Object.entries(COUNTRIES).map(([code, [zones, languages]]) => [
    code,
    { zones: options(zones), languages: options(languages) },
  ]),
)

/** Time zone and languages of one visitor. Throws PlanError for a country that isn't in the table. */
export function locality(country: string, draw: Random): { timeZone: string; languages: string[] } {
  const place = PLACES.get(country)
  if (!place) throw unsupported(country)
  return {
    timeZone: pickWeighted(place.zones, draw).value,
    languages: pickWeighted(place.languages, draw).value.split('+'),
  }
}

function unsupported(country: string): PlanError {
  return new PlanError('countries', `${country} isn't supported; use one of ${[...PLACES.keys()].join(', ')}`)
}
