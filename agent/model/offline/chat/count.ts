import { NUMBER, toNumber } from './numbers.ts'
import { MARK, type Reading } from './text.ts'

/** Verbs that start a burst when a number of visitors follows. */
export const RUN_VERB =
  '(?:re-?run|run|send|start|launch|simulate|generate|create|make|do|fire(?: off| up)?|kick off|spin up|drive|push|throw|give me|get me|get|give|have|let|need|want|bring|schedule|plan|preview|dry[- ]run|queue(?: up)?|trigger|execute|begin|set up|put|book|release|pump|deliver)'
export const POLITE =
  "(?:(?:please|pls|plz|hey|hi|hello|ok|okay|so|now|just|can you|could you|would you|will you|can we|could we|i would like(?: you)?(?: to)?|i'd like(?: you)?(?: to)?|i want(?: you)?(?: to)?|i need(?: you)?(?: to)?|we need|we want|we'd like|let's|lets|go ahead and|help me|try to|and|then|also)[ ,!]+)*"
export const NOUN =
  '(?:sessions?|visitors?|visits?|users?|people|ppl|persons?|runs?|browsers?|customers?|shoppers?|buyers?|times|personas?|guests?|humans?|folks|hits|prospects?|leads|students?|readers?|viewers?|fake users?|bots?|heads|clicks)'
const EVENT = '(sign-?ups?|registrations?|purchases?|orders?|checkouts?|conversions?|logins?)'
const ADJECTIVE = `(?:(?!(?:hours?|minutes?|mins?|seconds?|days?|weeks?|percent|of|on|and|to|steps?)\\b)[a-z][a-z-]*,? ){0,4}?`
const NOT_PART = '(?<![\\d.] ?(?:out )?(?:of|in) )(?<![\\w.:/-])'
const SIGNED = `(-?${NUMBER})`
export const COUNT = new RegExp(
  `(?:${POLITE}\\b${RUN_VERB}(?: up)?(?: (?:me|us|a burst of|bursts? of|about|around|roughly|approximately|exactly|like|say|up to|another|some|me about|a batch of|a total of|a wave of))* )?(?:\\b(?:a burst of|about|around|another|with|for|a total of) )?~?${NOT_PART}${SIGNED}(?: more| additional| extra)? ?(?!%|percent)(${ADJECTIVE})(?:${NOUN}|${EVENT})\\b(?: in total)?(?: each)?`,
)
export const BY_DEVICE = new RegExp(
  `(?:${POLITE}\\b${RUN_VERB} )?\\b${SIGNED} (mobile|desktop|tablet)(?: ${NOUN})? (?:and|plus|\\+|&) ${SIGNED} (mobile|desktop|tablet)(?: ${NOUN})?\\b`,
)
export const TIMES = new RegExp(`${NOT_PART}(?:\\b(${NUMBER}) ?[x×](?![\\w.])|(?<![\\w.])[x×] ?(\\d+)\\b)`)
export const AFTER_VERB = new RegExp(
  `${POLITE}\\b${RUN_VERB}(?: (?:another|about|around|up to))? ${SIGNED}(?! ?(?:%|percent|hours?|minutes?|days?|templates?))\\b(?: more)?(?= (?:on|of|at|against|to|for|through|with|from|over|in|who|that|mobile|desktop|tablet)\\b|\\s*(?:[:,.]|$|${MARK}))`,
)
const SETTING = new RegExp(`\\b(?:sessions|count|n|visitors)\\s?[:=]\\s?${SIGNED}`)
export const RANGE = new RegExp(`\\b(?:between )?(\\d+) ?(?:-|to|and|or) ?(\\d+) (?:${ADJECTIVE})${NOUN}\\b`)

/** How many sessions, and what was said with the number. */
interface Count {
  sessions: number
  /** The words between the number and its noun. */
  adjectives: string
  event?: string
  /** "20 mobile and 10 desktop": how many of each. */
  parts?: [string, number][]
}

/** Takes how many sessions a message asks for. */
export function takeCount(reading: Reading): Count | undefined {
  const split = reading.take(BY_DEVICE)
  if (split) {
    const [first, second] = [signed(split[1] ?? ''), signed(split[3] ?? '')]
    return {
      sessions: first + second,
      adjectives: '',
      parts: [
        [split[2] ?? '', first],
        [split[4] ?? '', second],
      ],
    }
  }
  const count = reading.take(COUNT)
  if (count) {
    const value = signed(count[1] ?? '')
    return { sessions: value, adjectives: count[2] ?? '', event: count[3] }
  }
  const times = reading.take(TIMES)
  if (times) return { sessions: toNumber(times[1] ?? times[2] ?? ''), adjectives: '' }
  const plain = reading.take(AFTER_VERB) ?? reading.take(SETTING)
  if (plain) return { sessions: signed(plain[1] ?? ''), adjectives: '' }
  const single = reading.take(
    new RegExp(
      `${POLITE}\\b${RUN_VERB} (?:just |only )?(?:a|an|single) ((?:single |new |${ADJECTIVE}))(?:session|visitor|visit|user|person|customer|shopper)\\b`,
    ),
  )
  return single ? { sessions: 1, adjectives: single[1] ?? '' } : undefined
}

/** Percent per device of "20 mobile and 10 desktop". */
export function partsOf({ sessions, parts = [] }: Count): Record<string, number> {
  return Object.fromEntries(
    parts.map(([device, part]) => [device.toLowerCase(), Math.round((1000 * part) / sessions) / 10]),
  )
}

const signed = (text: string) => (text.startsWith('-') ? -toNumber(text.slice(1)) : toNumber(text))

/** Takes a count told by the one before: "double it". */
export function takeFactor(reading: Reading): number | undefined {
  if (
    reading.take(
      /\b(?:double(?: (?:it|that|the (?:number|count|sessions)))?|twice (?:as many|that|the (?:number|sessions)))\b/,
    )
  )
    return 2
  if (reading.take(/\b(?:triple(?: (?:it|that|the (?:number|count|sessions)))?|three times as many)\b/))
    return 3
  return reading.take(/\b(?:half as many|halve (?:it|that|the (?:number|count|sessions))|half that)\b/)
    ? 0.5
    : undefined
}
