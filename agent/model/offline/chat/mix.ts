import { takeNew } from './newcomers.ts'
import { CODE, COUNTRY, NATIONALITY, toCountry } from './places.ts'
import { bare, type Kind, type Parts, PEOPLE, shares, sum } from './shares.ts'
import type { Reading } from './text.ts'

interface Mix {
  devices?: Parts
  countries?: Parts
  referrers?: Parts
  newVisitors?: number
  /** A question that must be answered before the mix can be used. */
  question?: string
}

const EVENLY =
  '(?:split |divided |spread |shared )?(?:evenly |equally |half and half |50/50 )?(?:between|across|among)|mixing|(?:a )?mix of'

const DEVICE_WORD =
  '(?:mobiles?|phones?|smartphones?|cell ?phones?|iphones?|androids?|desktops?|laptops?|computers?|pcs?|macs?|tablets?|ipads?)'
const DEVICES: Kind = {
  item: `${DEVICE_WORD}(?! (?:menu|nav|navigation|page|app|version|site|shop|store))`,
  link: '(?:on|from|via|with|using|by|in)? ?(?:an? |their |the )?',
  key: (text) =>
    /tablet|ipad/i.test(text)
      ? 'tablet'
      : /desktop|laptop|computer|pc|mac/i.test(text)
        ? 'desktop'
        : 'mobile',
  after: `(?:[ -]${PEOPLE})?`,
}
const COUNTRIES: Kind = {
  item: `(?:${COUNTRY}|${CODE})`,
  link: '(?:from|in|out of|based in|located in)? ?',
  key: toCountry,
  after: `(?: ${PEOPLE})?`,
}
const REFERRER_WORD =
  '(?:google(?: ads)?|bing|duckduckgo|facebook|twitter|x\\.com|linkedin|instagram|tiktok|reddit|youtube|(?:the |our |a )?newsletter|e?-?mails?|direct|product ?hunt|hacker ?news|organic(?: search)?|search|social(?: media)?|(?:paid )?ads|referrals?|partners?)(?! (?:address|for|form|page|field)\\b)'
const REFERRERS: Kind = {
  item: REFERRER_WORD,
  link: '(?:from|via|through|by|referred by|arriving from|coming from)? ?(?:an? |the |our )?',
  key: (text) =>
    text
      .toLowerCase()
      .replace(/^(?:the|our|a) /, '')
      .replace(/^e-?mails?$/, 'email'),
  after: `(?: (?:search|traffic|${PEOPLE}))?`,
}

/** Takes who visits: devices, countries, referrers, new or returning. `adjectives` stood before "sessions". */
export function takeMix(reading: Reading, sessions: number | undefined, adjectives: string): Mix {
  const mix: Mix = { newVisitors: takeNew(reading, adjectives) }
  mix.devices = settle(mix, 'device', devices(reading, sessions, adjectives), restDevice)
  mix.countries = settle(mix, 'country', countries(reading, sessions, adjectives))
  const from =
    shares(reading, REFERRERS, sessions) ??
    bare(reading, REFERRERS, `(?:coming |arriving |referred )?(?:from|via|by|${EVENLY}) (?:the |our )?`)
  mix.referrers = settle(mix, 'referrer', from, () => 'direct')
  if (
    !mix.countries &&
    reading.has(
      /\bfrom (?:across |all over )?(?:europe|asia|africa|the eu|eu|south america|latin america|scandinavia|the dach region|dach|around the world|different countries|several countries)\b|\beuropean\b/,
    )
  )
    mix.question ??= 'Which countries should they come from, with how many percent each?'
  return mix
}

function devices(reading: Reading, sessions: number | undefined, adjectives: string): Parts | undefined {
  const split =
    reading.take(
      new RegExp(
        `(\\d+)\\s?[/:]\\s?(\\d+) (?:split )?(?:between |of )?(${DEVICE_WORD}) ?(?:/|and|to|vs\\.?) ?(${DEVICE_WORD})`,
      ),
    ) ??
    swap(
      reading.take(
        new RegExp(`(${DEVICE_WORD}) ?(?:/|and|to|vs\\.?) ?(${DEVICE_WORD}) (\\d+)\\s?[/:]\\s?(\\d+)`),
      ),
    )
  if (split)
    return {
      [DEVICES.key(split[3] ?? '') ?? '']: Number(split[1]),
      [DEVICES.key(split[4] ?? '') ?? '']: Number(split[2]),
    }
  const only = reading.take(
    new RegExp(
      `\\b(?:only|all|just|exclusively|solely|entirely|purely)(?: on| from| via)? (${DEVICE_WORD})(?:[ -]${PEOPLE})?\\b|\\b(?:on |from |via )?(${DEVICE_WORD})[ -](?:only|exclusively)\\b(?: ${PEOPLE})?`,
    ),
  )
  if (only) return { [DEVICES.key(only[1] ?? only[2] ?? '') ?? '']: 100 }
  const adjective = new RegExp(`\\b${DEVICE_WORD}\\b`, 'i').exec(adjectives)?.[0]
  return (
    shares(reading, DEVICES, sessions) ??
    (adjective ? { [DEVICES.key(adjective) ?? '']: 100 } : undefined) ??
    bare(reading, DEVICES, `(?:on|from|via|using|with|${EVENLY})(?: both)? (?:an? |their |the )?`) ??
    bare(reading, { ...DEVICES, after: '(?=\\s*(?:$|[,.;)]))' }, '(?<=(?:^|[,;(])\\s*)(?:all )?')
  )
}

const swap = (match: RegExpExecArray | undefined) =>
  match && [match[0], match[3], match[4], match[1], match[2]]

function countries(reading: Reading, sessions: number | undefined, adjectives: string): Parts | undefined {
  const adjective = new RegExp(`\\b${NATIONALITY}\\b`, 'i').exec(adjectives)?.[0]
  const code = adjective && toCountry(adjective)
  return (
    shares(reading, COUNTRIES, sessions) ??
    (code ? { [code]: 100 } : undefined) ??
    bare(
      reading,
      { ...COUNTRIES, item: `(?:${COUNTRY}|[A-Z]{2}(?![\\w]))` },
      `(?:only |all |exclusively )?(?:coming |visiting |based )?(?:from|in|${EVENLY})(?: both)? `,
    )
  )
}

/** Gives what is missing to 100 to the rest key; asks where there is none, or too much. */
function settle(
  mix: Mix,
  name: string,
  parts: Parts | undefined,
  rest?: (parts: Parts) => string,
): Parts | undefined {
  if (!parts) return undefined
  const total = sum(parts)
  const named = Object.entries(parts)
    .map(([key, percent]) => `${key} ${percent}%`)
    .join(', ')
  if (total > 100.5)
    mix.question ??= `The ${name} percentages (${named}) add up to more than 100. What should they be?`
  else if (total < 99.5 && rest)
    parts[rest(parts)] = (parts[rest(parts)] ?? 0) + Math.round((100 - total) * 10) / 10
  else if (total < 99.5) mix.question ??= `I have ${named}. Which ${name} should the rest have?`
  return parts
}

const restDevice = (parts: Parts) => ('desktop' in parts ? 'mobile' : 'desktop')

/** Devices that add up to less than 100 leave the rest to desktop, or to mobile when desktop is named. */
export function fillDevices(parts: Parts): Parts {
  return sum(parts) < 99.5
    ? { ...parts, [restDevice(parts)]: (parts[restDevice(parts)] ?? 0) + 100 - sum(parts) }
    : parts
}
