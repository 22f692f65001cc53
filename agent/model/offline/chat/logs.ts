import type { Workspace } from '../../workspace.ts'
import { NUMBER, toNumber } from './numbers.ts'
import { COUNTRY, toCountry } from './places.ts'
import { takeBurst } from './refs.ts'
import { takeTarget } from './target.ts'
import { QUOTE_TOKEN, type Reading } from './text.ts'
import { DURATION, takeRange, toMs } from './time.ts'
import type { Clock } from './zone.ts'

/** The filters of queryLogs, logTrends and exportLogs. */
export interface LogFilter {
  outcome?: string
  device?: string
  country?: string
  target?: string
  burst?: string
  from?: string
  to?: string
  minLengthSeconds?: number
  maxLengthSeconds?: number
  text?: string
  sort?: 'newest' | 'oldest' | 'longest' | 'shortest'
  limit?: number
}

const OUTCOMES: [RegExp, string][] = [
  [
    /\b(?:did(?:n't| not)|do(?:n't| not)|have(?:n't| not)|has(?:n't| not)|never|not|without) (?:finish|complet|convert|make it)(?:ed|e|ing|ion)?(?: to the end)?\b/,
    'dropped',
  ],
  [
    /\b(?:(?:that |which )?(?:have |has |had )?fail(?:ed|ing|s|ures?)?|broken?|breaks?|broke|errors?|errored|crash(?:ed|es)?|went wrong|unsuccessful|problems?)\b/,
    'failed',
  ],
  [/\b(?:that |which )?(?:bounced|bounces?|bouncing)\b(?! rate)/, 'bounced'],
  [
    /\b(?:that |which )?(?:dropped(?:[- ](?:off|out))?|drop(?:ped)?[- ]?(?:offs?|outs?)|abandon(?:ed|s)?|left early|g[ai]ve up|bailed(?: out)?)\b(?! rate)/,
    'dropped',
  ],
  [
    /\b(?:that |which )?(?:completed?|finished|succe(?:ssful|eded|ss)|converted|conversions?|made it (?:through|to the end)|went through)\b(?! rate)/,
    'completed',
  ],
  [/\b(?:that were |which were )?cancell?ed\b/, 'cancelled'],
  [/\b(?:(?:still |currently )?running|in progress|active)\b/, 'running'],
  [/\b(?:scheduled|waiting|pending|queued|upcoming)\b/, 'scheduled'],
]
const DEVICE =
  /\b(?:on |from |via |using )?(?:an? |the )?(mobile|phone|smartphone|iphone|android|desktop|laptop|computer|tablet|ipad)s?(?: (?:devices?|users?|visitors?))?\b/
const LONGER = new RegExp(
  `\\b(?:(?:that |which )?(?:took |lasted |lasting |taking |were |are |with a length )?(?:longer|more|over|above|greater|at least|min(?:imum)?(?: of)?)(?: than)?|>=?) ?${DURATION}(?: or (?:more|longer))?(?: long)?|${DURATION} or (?:more|longer)`,
)
const SHORTER = new RegExp(
  `\\b(?:(?:that |which )?(?:took |lasted |lasting |taking |were |are |with a length )?(?:shorter|less|under|below|fewer|at most|max(?:imum)?(?: of)?|up to|within)(?: than)?|<=?) ?${DURATION}(?: or (?:less|shorter))?(?: long)?|${DURATION} or (?:less|shorter)`,
)
const BETWEEN = new RegExp(
  `\\b(?:that |which )?(?:took |lasted |lasting |taking |were )?between ${NUMBER_GROUP()}(?: ?(s|secs?|seconds?|m|mins?|minutes?|hours?))? (?:and|to) ${NUMBER_GROUP()} ?(s|secs?|seconds?|mins?|minutes?|hours?)\\b(?: long)?`,
)
const TEXT = new RegExp(
  `\\b(?:contain(?:s|ing)?|mention(?:s|ing)?|match(?:es|ing)?|includ(?:es|ing)|say(?:s|ing)?|with(?: the)? (?:word|text|phrase|message|reason)|(?:search(?:ing)?|look(?:ing)?|grep|filter(?:ing)?)(?: (?:the )?(?:logs?|sessions?))? for|(?<=\\b(?:sessions?|logs?|visits?|errors?|failures?) )about)(?: the)?(?: (?:word|text|phrase|string))? (${QUOTE_TOKEN}|(?!(?:sessions?|logs?|the|any|all|my|our|failed|completed)\\b)[\\w./-]+)`,
)
const SORTS: [RegExp, LogFilter['sort']][] = [
  [/\b(?:sort(?:ed)? by )?(?:longest(?: first)?|slowest)\b/, 'longest'],
  [/\b(?:sort(?:ed)? by )?(?:shortest(?: first)?|quickest|fastest)\b/, 'shortest'],
  [/\b(?:sort(?:ed)? by )?(?:newest(?: first)?|latest|most recent|recent)\b/, 'newest'],
  [/\b(?:sort(?:ed)? by )?(?:oldest(?: first)?|earliest)\b/, 'oldest'],
]
const THING = '(?:sessions?|visits?|visitors?|logs?|rows?|entries|records|results|runs|users|people|ones)'
const COUNTED = '(?:[a-z]+ ){0,3}?'
const LIMIT = new RegExp(`\\b(?:limit(?:ed)?(?: to| of|[:=])? ?|top |max(?:imum)? |up to )(${NUMBER})\\b`)
const LAST_N = new RegExp(
  `\\b(first|last|latest|newest|oldest|longest|shortest|slowest|quickest|fastest|most recent|recent) (${NUMBER})(?= (?:${COUNTED})${THING}\\b|\\s*(?:$|[?.,!])| (?:failed|completed|dropped|bounced))`,
)
const N_OF = new RegExp(
  `\\b(${NUMBER})(?= (?:most recent|recent|latest|newest|oldest|longest|shortest|slowest|quickest|fastest|last)\\b| ${COUNTED}${THING}\\b)`,
)
const SINGLE =
  /\b(?:the |my |our )?(longest|shortest|newest|oldest|latest|last|slowest|quickest|fastest|most recent|first)(?: (?:failed|completed|dropped|bounced|mobile|desktop|tablet))? (?:session|visit|visitor|one|failure)\b/

function NUMBER_GROUP(): string {
  return `(${NUMBER})`
}

/** Takes every filter that a message names. */
export function takeFilter(reading: Reading, workspace: Workspace, clock: Clock): LogFilter {
  const filter: LogFilter = {}
  const text = reading.take(TEXT)
  if (text) filter.text = reading.quoted(text[1] ?? '').replace(/[.,]$/, '')
  takeLength(reading, filter)
  takeOrder(reading, filter)
  filter.burst = takeBurst(reading, workspace)
  const range = takeRange(reading, clock)
  filter.from = range?.from?.toISOString()
  filter.to = range?.to?.toISOString()
  const place = new RegExp(
    `(?<![\\w-])(?:(?:from|in) )?(?:(${COUNTRY})(?= |$|[?.,!)])|(?:from|in|country[:= ]) ?([A-Z]{2})\\b)`,
  )
  const country = takeCountry(reading, place)
  if (country) filter.country = country
  for (const [pattern, outcome] of OUTCOMES)
    if (!filter.outcome && reading.take(pattern)) filter.outcome = outcome
  const device = reading.take(DEVICE)?.[1]
  if (device)
    filter.device = /desktop|laptop|computer/i.test(device)
      ? 'desktop'
      : /tablet|ipad/i.test(device)
        ? 'tablet'
        : 'mobile'
  filter.target = takeTarget(reading, workspace, true)
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

function takeCountry(reading: Reading, place: RegExp): string | undefined {
  const found = new RegExp(place.source, 'i').exec(reading.left)
  const code =
    found &&
    (found[1]
      ? toCountry(found[1])
      : found[2] === found[2]?.toUpperCase()
        ? toCountry(found[2] ?? '')
        : undefined)
  // "show us the logs": the pronoun, unless a preposition makes it the country.
  if (
    !code ||
    (/^us$/i.test(found?.[1] ?? '') && !/^(?:from|in) /i.test(found?.[0] ?? '') && found?.[1] !== 'US')
  )
    return undefined
  reading.take(place)
  return code
}

function takeLength(reading: Reading, filter: LogFilter): void {
  const between = reading.take(BETWEEN)
  if (between) {
    filter.minLengthSeconds = toMs(between[1], between[2] ?? between[4]) / 1000
    filter.maxLengthSeconds = toMs(between[3], between[4]) / 1000
    return
  }
  const seconds = (match: RegExpExecArray) =>
    toMs(match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]) / 1000
  const longer = reading.take(LONGER)
  if (longer) filter.minLengthSeconds = seconds(longer)
  const shorter = reading.take(SHORTER)
  if (shorter) filter.maxLengthSeconds = seconds(shorter)
}

function takeOrder(reading: Reading, filter: LogFilter): void {
  const limit = reading.take(LIMIT)
  const last = limit ? undefined : reading.take(LAST_N)
  const count = limit?.[1] ?? last?.[2] ?? (last ? undefined : reading.take(N_OF)?.[1])
  if (count) filter.limit = Math.max(1, Math.min(100, toNumber(count)))
  const single = count ? undefined : reading.take(SINGLE)
  if (single) filter.limit = 1
  const word = (last?.[1] ?? single?.[1])?.toLowerCase()
  if (word === 'first') filter.sort = 'oldest'
  else if (word === 'last') filter.sort = 'newest'
  const kept = `${word ?? ''} ${single?.[0] ?? ''}`
  for (const [pattern, sort] of SORTS) {
    if (filter.sort) break
    if (new RegExp(pattern.source, 'i').test(kept)) filter.sort = sort
    else if (!reading.has(/\b(?:latest|most recent|recent) (?:burst|run|batch)\b/) && reading.take(pattern))
      filter.sort = sort
  }
  const [, outcome] =
    OUTCOMES.find(([pattern]) => single && new RegExp(pattern.source, 'i').test(single[0])) ?? []
  if (outcome) filter.outcome = outcome
  const device = /mobile|desktop|tablet/i.exec(single?.[0] ?? '')?.[0]
  if (device) filter.device = device.toLowerCase()
}
