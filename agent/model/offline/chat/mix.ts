import { FIGURE, NUMBER, SHARE, toNumber, toPercent } from './numbers.ts'
import { CODE, COUNTRY, NATIONALITY, toCountry } from './places.ts'
import { MARK, type Reading } from './text.ts'

/** What "mostly" and "most" count for in a mix, in percent. */
export const MOSTLY = 80

/** Percent per name. */
export type Parts = Record<string, number>
export interface Mix {
  devices?: Parts
  countries?: Parts
  referrers?: Parts
  newVisitors?: number
  /** A question that must be answered before the mix can be used. */
  question?: string
}

const PEOPLE =
  '(?:sessions|session|visitors?|visits|users?|people|ppl|traffic|customers?|shoppers?|devices?|browsers?|screens?|ones)'
const OF_THEM = `(?: ?(?:of|from) (?:the |all |these |those |our )?(?:them|${MARK}|whom|which|${PEOPLE}))?(?: ${PEOPLE})?`
const IS =
  '(?:,? ?(?:should|must|will|to|would)? ?(?:be|are|is|come|comes|coming|being|use|uses|using|visit|visiting|browse|browsing))?'

const EVENLY =
  '(?:split |divided |spread |shared )?(?:evenly |equally |half and half |50/50 )?(?:between|across|among)'

interface Kind {
  item: string
  /** Source for the words that may stand between a share and the item. */
  link: string
  key: (text: string) => string | undefined
  after: string
}

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

/** Takes "SHARE ITEM", "ITEM SHARE", "N of them ITEM" and "the rest ITEM". */
function shares(reading: Reading, kind: Kind, sessions: number | undefined): Parts | undefined {
  const parts: Parts = {}
  const add = (item: string | undefined, percent: number) => {
    const key = kind.key(item ?? '')
    if (key) parts[key] = (parts[key] ?? 0) + percent
  }
  const joint = '(?:,? ?(?:and|with|&|\\+|/) )?'
  const before = new RegExp(
    `${joint}\\b(${SHARE})${OF_THEM}${IS},? ?${kind.link}\\b(${kind.item})\\b${kind.after}`,
  )
  const after = new RegExp(
    `${joint}\\b(${kind.item}) ?(?:[:=]|at|is|are)? ?\\(?(${FIGURE}|(?<=[:=] ?)\\d{1,3})\\)?(?!\\w)`,
  )
  const takeBefore = () => {
    for (const match of takeValid(reading, before, kind, 2)) add(match[2], toPercent(match[1] ?? '', MOSTLY))
  }
  const takeAfter = () => {
    for (const match of takeValid(reading, after, kind, 1))
      add(match[1], toPercent(/\d$/.test(match[2] ?? '') ? `${match[2]}%` : (match[2] ?? ''), MOSTLY))
  }
  // "mobile 60% desktop 40%": the name leads, so 60% must not go to desktop.
  const nameLeads = new RegExp(
    `(?<!(?:%|percent|half) (?:on |from |in )?)\\b${kind.item} ?[:=(]? ?${FIGURE}\\)?[, ]+(?:and )?${kind.item} ?[:=(]? ?${FIGURE}`,
  )
  for (const take of reading.has(nameLeads) ? [takeAfter, takeBefore] : [takeBefore, takeAfter]) take()
  if (sessions) {
    const counted = new RegExp(
      `${joint}\\b(${NUMBER})(?: of them)? ${kind.link}(${kind.item})\\b${kind.after}`,
    )
    for (const match of takeValid(reading, counted, kind, 2))
      add(match[2], Math.round((1000 * toNumber(match[1] ?? '')) / sessions) / 10)
  }
  const named = sum(parts)
  if (named === 0 && Object.keys(parts).length === 0) return undefined
  const rest = new RegExp(
    `${joint}\\b(?:the )?(?:rest|remaining|remainder|others?|other half|everyone else|everybody else)(?: ${PEOPLE})?(?: of them)?${IS},? ?${kind.link}(${kind.item})\\b${kind.after}`,
  )
  const [left] = takeValid(reading, rest, kind, 1)
  if (left) add(left[1], Math.max(0, 100 - named))
  return parts
}

/** Like takeAll, leaving alone what only looks like an item of this kind. */
function takeValid(reading: Reading, pattern: RegExp, kind: Kind, group: number): RegExpExecArray[] {
  const probe = new RegExp(pattern.source, 'gi')
  const valid = [...reading.left.matchAll(probe)].every((match) => kind.key(match[group] ?? ''))
  return valid ? reading.takeAll(pattern) : []
}

/** Takes "from Germany and France", "on mobile": no shares, so equal parts. */
function bare(reading: Reading, kind: Kind, lead: string): Parts | undefined {
  const list = `${kind.item}(?:(?: ?, ?(?:and )?| and | & | or |/)(?:the |our )?${kind.item})*`
  const match = reading.take(new RegExp(`\\b${lead}(${list})\\b${kind.after}`))
  if (!match) return undefined
  const keys = [...(match[1] ?? '').matchAll(new RegExp(`(?<!\\w)${kind.item}`, 'gi'))].flatMap(
    ([item]) => kind.key(item.trim()) ?? [],
  )
  const each = Math.floor(100 / Math.max(1, keys.length))
  const parts = Object.fromEntries(keys.map((key) => [key, each]))
  const [first] = keys
  if (first) parts[first] = (parts[first] ?? 0) + 100 - each * keys.length
  return first ? parts : undefined
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

const sum = (parts: Parts) => Object.values(parts).reduce((total, part) => total + part, 0)

const NEW = '(?:new|first[- ]time|brand[- ]new|fresh)'
const RETURNING = '(?:returning|repeat|recurring|existing)'
const KINDS = `(?:${NEW}|${RETURNING})`

function takeNew(reading: Reading, adjectives: string): number | undefined {
  const match = reading.take(
    new RegExp(`(?:and |with )?\\b(${SHARE})${OF_THEM}${IS} ?(${KINDS})(?: ${PEOPLE}| customers)?\\b`),
  )
  if (match) {
    const percent = toPercent(match[1] ?? '', MOSTLY)
    reading.take(
      new RegExp(
        `(?:and |with )?\\b(?:the )?(?:rest|others?|${FIGURE})${OF_THEM}${IS} ?${KINDS}(?: ${PEOPLE})?\\b`,
      ),
    )
    return new RegExp(`^${NEW}$`, 'i').test(match[2] ?? '') ? percent : 100 - percent
  }
  const word =
    new RegExp(`\\b${KINDS}\\b`, 'i').exec(adjectives)?.[0] ??
    reading.take(
      new RegExp(`\\b(?:as |by |only )?(${KINDS}) (?:visitors?|users?|people|customers?)(?: only)?\\b`),
    )?.[1]
  if (!word) return undefined
  return new RegExp(NEW, 'i').test(word) ? 100 : 0
}
