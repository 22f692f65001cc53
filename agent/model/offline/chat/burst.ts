import { BurstRequest, MAX_SESSIONS } from '../../../planner/request.ts'
import { findStep, type Leave, takeFunnel } from './funnel.ts'
import { readJourney } from './journey.ts'
import { takeMix } from './mix.ts'
import { NUMBER, toNumber } from './numbers.ts'
import { takeKnown, takeTarget } from './target.ts'
import { MARK, type Reading, readText, STEP } from './text.ts'
import { takeWindow } from './time.ts'
import type { Workspace } from './workspace.ts'
import type { Clock } from './zone.ts'

/** What a message says about a burst; sessions may still be missing. */
export type Draft = Partial<BurstRequest>
export interface BurstReading {
  draft: Draft
  /** What has to be asked back before a burst can be made of it. */
  question?: string
  /** The count as a change of the one before: "double it", "10 more". */
  factor?: number
}

/** Verbs that start a burst when a number of visitors follows. */
export const RUN_VERB =
  '(?:re-?run|run|send|start|launch|simulate|generate|create|make|do|fire(?: off| up)?|kick off|spin up|drive|push|throw|give me|get me|get|give|have|let|need|want|bring|schedule|plan|preview|dry[- ]run|queue(?: up)?|trigger|execute|begin|set up|put|book|release|pump|deliver)'
const POLITE =
  "(?:(?:please|pls|plz|hey|hi|hello|ok|okay|so|now|just|can you|could you|would you|will you|can we|could we|i would like(?: you)?(?: to)?|i'd like(?: you)?(?: to)?|i want(?: you)?(?: to)?|i need(?: you)?(?: to)?|we need|we want|we'd like|let's|lets|go ahead and|help me|try to|and|then|also)[ ,!]+)*"
const NOUN =
  '(?:sessions?|visitors?|visits?|users?|people|ppl|persons?|runs?|browsers?|customers?|shoppers?|buyers?|times|personas?|guests?|humans?|folks|hits|prospects?|leads|students?|readers?|viewers?|fake users?|bots?|heads|clicks)'
const EVENT = '(sign-?ups?|registrations?|purchases?|orders?|checkouts?|conversions?|logins?)'
const ADJECTIVE = `(?:(?!(?:hours?|minutes?|mins?|seconds?|days?|weeks?|percent|of|on|and|to|steps?)\\b)[a-z][a-z-]*,? ){0,4}?`
const NOT_PART = '(?<![\\d.] ?(?:out )?(?:of|in) )(?<![\\w.:/-])'
const SIGNED = `(-?${NUMBER})`
const COUNT = new RegExp(
  `(?:${POLITE}\\b${RUN_VERB}(?: up)?(?: (?:me|us|a burst of|bursts? of|about|around|roughly|approximately|exactly|like|say|up to|another|some|me about|a batch of|a total of|a wave of))* )?(?:\\b(?:a burst of|about|around|another|with|for|a total of) )?~?${NOT_PART}${SIGNED}(?: more| additional| extra)? ?(?!%|percent)(${ADJECTIVE})(?:${NOUN}|${EVENT})\\b(?: in total)?(?: each)?`,
)
const BY_DEVICE = new RegExp(
  `(?:${POLITE}\\b${RUN_VERB} )?\\b${SIGNED} (mobile|desktop|tablet)(?: ${NOUN})? (?:and|plus|\\+|&) ${SIGNED} (mobile|desktop|tablet)(?: ${NOUN})?\\b`,
)
const TIMES = new RegExp(`${NOT_PART}(?:\\b(${NUMBER}) ?[x×](?![\\w.])|(?<![\\w.])[x×] ?(\\d+)\\b)`)
const AFTER_VERB = new RegExp(
  `${POLITE}\\b${RUN_VERB}(?: (?:another|about|around|up to))? ${SIGNED}(?! ?(?:%|percent|hours?|minutes?|days?|templates?))\\b(?: more)?(?= (?:on|of|at|against|to|for|through|with|from|over|in|who|that|mobile|desktop|tablet)\\b|\\s*(?:[:,.]|$|${MARK}))`,
)
const SETTING = new RegExp(`\\b(?:sessions|count|n|visitors)\\s?[:=]\\s?${SIGNED}`)
const RANGE = new RegExp(`\\b(?:between )?(\\d+) ?(?:-|to|and|or) ?(\\d+) (?:${ADJECTIVE})${NOUN}\\b`)
const DRY =
  /(?:,? ?(?:as an?|in|do an?|just an?|a|with a|for an?) )?\b(?:dry[- ]?run(?:ning)?(?: mode)?(?: only| first)?(?: of| for)?(?! ?[=:])|preview(?: only)?(?: of)?|(?:but )?(?:don'?t|do not|without) (?:start|run|execut|launch|actually (?:start|run))(?:ing)?(?: (?:it|them|anything|yet))*|what would happen if(?: (?:i|we|you))?|what if (?:i|we)|how would .{0,20}look if(?: (?:i|we))?|plan only|only plan(?: it)?|just plan(?: it)?|plan out)\b/
const FAST =
  /(?:at )?\b(?:(?:a )?fast pace|pace ?[:=]? ?fast|as (?:fast|quick(?:ly)?) as (?:possible|you can|the pages allow)|full speed|max(?:imum)? speed|quickly|(?:run|go|make) (?:it )?fast|fast)\b/
const NATURAL =
  /(?:at )?\b(?:(?:an? )?(?:natural|realistic|human|normal)(?:ly)? (?:pace|speed|timing|tempo)|pace ?[:=]? ?natural|naturally|(?:slowly|like (?:a )?real (?:people|person|humans?|users?|visitors?)))\b/
const SEED = /(?:with |using )?(?:the )?(?:random )?\bseed(?: of| is|[:=])? ?(\d+)/
/** Why the visitors are wanted, and when that is, says nothing about the visit. */
const OCCASION =
  '(?:meeting|demo|presentation|pitch|call|board|investors?|clients?|boss|ceo|stakeholders?|prospects?|webinar|launch|review|workshop|keynote)'
const BACKGROUND = new RegExp(
  `(?<=^|[.!?\\n]\\s*)(?![^.!?\\n]*(?:\\d+ (?:${NOUN})|\\b${RUN_VERB}\\b[^.!?\\n]*${NOUN}|${STEP}|:))[^.!?\\n]*\\b${OCCASION}\\b[^.!?\\n]*[.!?\\n]`,
)
const PURPOSE = new RegExp(
  `\\b(?:for|before|ahead of|because of|as we have|we have) (?:my|our|the|an?|tomorrow's|today's|this|next)[^,.:;\\n]{0,40}?\\b${OCCASION}(?! (?:shop|store|site|page|target))\\b(?: (?:tomorrow|today|tonight|next week|this (?:morning|afternoon|evening)|on \\w+day|at \\d{1,2}(?::\\d\\d)? ?(?:am|pm)?))*`,
)
const OPENING = new RegExp(
  `^[\\s,]*${POLITE}(?:\\b${RUN_VERB}\\b)?(?: (?:a|an|the|some|me|new|another))*(?: (?:burst|test|batch|sessions?|visitors|traffic|users|people))?(?: (?:of|with))?\\b`,
  'i',
)

/** Reads everything a message says about a burst. */
export function readBurst(message: string, workspace: Workspace, clock: Clock): BurstReading {
  const reading = readText(message)
  const draft: Draft = {}
  reading.take(BACKGROUND)
  reading.take(PURPOSE)
  if (reading.take(DRY)) draft.dryRun = true
  const seed = reading.take(SEED)
  if (seed) draft.seed = Number(seed[1])
  if (reading.take(NATURAL)) draft.pace = 'natural'
  else if (reading.take(FAST)) draft.pace = 'fast'
  const known = takeKnown(reading, workspace.targets ?? [])
  const factor = takeFactor(reading)
  const range = reading.take(RANGE)
  const count = takeCount(reading)
  const mix = takeMix(reading, count?.sessions, count?.adjectives ?? '')
  if (count?.parts) mix.devices = partsOf(count)
  const funnel = takeFunnel(reading)
  const window = takeWindow(reading, clock)
  const target = known ?? takeTarget(reading, workspace)
  reading.take(/\b(?:right now|immediately|straight away|at once|right away|asap)\b/)
  const journey = journeyOf(reading, count?.event)
  if (funnel.goal && journey && findStep(funnel.goal, journey) === undefined) journey.push(funnel.goal)
  Object.assign(
    draft,
    defined({
      target,
      sessions: count?.sessions,
      journey,
      devices: mix.devices,
      countries: mix.countries,
      referrers: mix.referrers,
      newVisitors: mix.newVisitors,
      conversion: funnel.conversion,
    }),
  )
  if (window) draft.window = { from: window.from.toISOString(), to: window.to.toISOString() }
  const question = range ? `Between ${range[1]} and ${range[2]}: how many sessions exactly?` : mix.question
  return { draft, factor, question: leavesOf(draft, funnel.leaves) ?? question }
}

interface Count {
  sessions: number
  /** The words between the number and its noun. */
  adjectives: string
  event?: string
  /** "20 mobile and 10 desktop": how many of each. */
  parts?: [string, number][]
}

function takeCount(reading: Reading): Count | undefined {
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

function partsOf({ sessions, parts = [] }: Count): Record<string, number> {
  return Object.fromEntries(
    parts.map(([device, part]) => [device.toLowerCase(), Math.round((1000 * part) / sessions) / 10]),
  )
}

const signed = (text: string) => (text.startsWith('-') ? -toNumber(text.slice(1)) : toNumber(text))

function takeFactor(reading: Reading): number | undefined {
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

function journeyOf(reading: Reading, event: string | undefined): string[] | undefined {
  reading.take(OPENING)
  const steps = readJourney(reading)
  const single: string[] = event && !/^conversion/i.test(event) ? [event.replace(/s$/i, '')] : []
  return steps.length ? steps : single.length ? single : undefined
}

/** Resolves who leaves where; a share without a place, of people who leave, is a conversion. */
function leavesOf(draft: Draft, leaves: Leave[]): string | undefined {
  const last = draft.journey?.length ?? 0
  for (const { percent, where, after } of leaves) {
    const named = where ? findStep(where, draft.journey ?? []) : undefined
    // Nobody drops off who took the last step: who leaves at it stops one before.
    const step = named && named === last && !after ? named - 1 : named
    if (!where || step === 0) {
      draft.conversion ??= 100 - percent
      continue
    }
    if (!step || (last > 0 && step > last))
      return `Which step is "${where.trim()}"? Name the steps of the visit in order.`
    draft.dropOff = [...(draft.dropOff ?? []), { afterStep: step, percent }]
  }
  draft.dropOff?.sort((a, b) => a.afterStep - b.afterStep)
  return undefined
}

/** What keeps a draft from being a burst, as a question or a plain refusal; undefined when nothing does. */
export function missing(draft: Draft): string | undefined {
  if (draft.sessions === undefined) return 'How many sessions?'
  if (!Number.isInteger(draft.sessions) || draft.sessions < 1 || draft.sessions > MAX_SESSIONS)
    return 'A burst has 1 to 10,000 sessions. How many should it be?'
  const checked = BurstRequest.safeParse(draft)
  if (checked.success) return undefined
  const [issue] = checked.error.issues
  return `That does not fit together: ${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'not valid'}. What should it be?`
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}

const QUERY =
  /^\W*(?:(?:please|pls|plz|can you|could you|would you|hey|ok|so|and|now)[ ,]+)*(?:show|list|find|which|what(?!'s? would| would happen| if)|how|why|tell|count|display|export|download|who|where|when|did|were|was|are|is|any|does|do (?:i|we|you)|search|cancel|stop|abort|kill|check|sort|filter|look)\b/
const STARTING = new RegExp(
  `^\\W*${POLITE}(?:(?:re-?)?run|send|start|launch|simulate|generate|create|fire|kick off|spin up|drive|push|throw|trigger|execute|set up|queue|schedule|plan|preview|begin|do|make|need|want|get me|get|give me|bring|pump|release)(?: (?:off|up|me|us|out|an?|some|few|several|many|more|another|new|the|other|lots of|a lot of|a bunch of|a few|real|fake|test|mobile|desktop|tablet|browser|demo|little|bit of))* (?:bursts?|sessions?|visitors?|visits?|traffic|users|people|customers|shoppers|load|it)\\b(?! (?:report|logs?|status|trends?|that failed))`,
)
const VAGUE = new RegExp(
  `^\\W*${POLITE}(?:(?:run|send|start|simulate|generate|launch|get|bring) )?(?:a few|some|several|many|a bunch of|lots of|plenty of|more|a handful of|as many|a number of) ${NOUN}\\b(?= (?:on|to|through|for|at|as|please|pls)\\b|\\s*$)`,
)
const FOUND =
  /\b(?:failed|completed|dropped|bounced|cancelled|longest|shortest|newest|oldest|latest|last|most recent|left|remaining)\b/

/** Whether a message asks for visitors to be sent, rather than about sessions that were. */
export function asksForBurst(reading: Reading): boolean {
  const text = reading.left
  if (reading.has(DRY) && (reading.has(COUNT) || reading.has(TIMES) || reading.has(AFTER_VERB))) return true
  if (new RegExp(QUERY.source, 'i').test(text)) return false
  if (reading.has(VAGUE) && !reading.has(FOUND)) return true
  const count = new RegExp(COUNT.source, 'i').exec(text)
  if (count)
    return (
      !FOUND.test((count[2] ?? '').toLowerCase()) &&
      !/^\W*(?:the |my |our )?(?:last|latest|first|top|newest|oldest|longest|shortest|slowest|quickest|fastest|most recent|recent)\b/i.test(
        text,
      )
    )
  return (
    reading.has(BY_DEVICE) ||
    reading.has(TIMES) ||
    reading.has(AFTER_VERB) ||
    reading.has(STARTING) ||
    reading.has(RANGE)
  )
}
