import { BurstRequest, MAX_SESSIONS } from '../../../planner/request.ts'
import type { Workspace } from '../../workspace.ts'
import { DRY } from './asks.ts'
import { NOUN, POLITE, partsOf, RANGE, RUN_VERB, takeCount, takeFactor } from './count.ts'
import { findStep, type Leave, takeFunnel } from './funnel.ts'
import { readJourney } from './journey.ts'
import { takeMix } from './mix.ts'
import { takeKnown, takeTarget } from './target.ts'
import { type Reading, readText, STEP } from './text.ts'
import { takeWindow } from './time.ts'
import type { Clock } from './zone.ts'

/** What a message says about a burst; sessions may still be missing. */
export type Draft = Partial<BurstRequest>
interface BurstReading {
  draft: Draft
  /** What has to be asked back before a burst can be made of it. */
  question?: string
  /** The count as a change of the one before: "double it", "10 more". */
  factor?: number
}

const FAST =
  /(?:at )?\b(?:(?:a )?fast pace|pace ?[:=]? ?fast|as (?:fast|quick(?:ly)?) as (?:possible|you can|the pages allow)|full speed|max(?:imum)? speed|quickly|(?:run|go|make) (?:it )?fast|fast)\b/
const NATURAL =
  /(?:at )?\b(?:(?:an? )?(?:natural|realistic|human|normal)(?:ly)? (?:pace|speed|timing|tempo)|pace ?[:=]? ?natural|naturally|(?:slowly|like (?:a )?real (?:people|person|humans?|users?|visitors?)))\b/
/** The other preset, in which few finish and about half bounce. */
const TRUE_TO_LIFE =
  /(?:with |at |using |and )?(?:the |an? )?\b(?:true[- ]to[- ]life|life-?like)(?: (?:preset|mix|funnel|population|figures|numbers|rates))?\b/
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

const PLACE = (names: string) => new RegExp(`^(?:the |their )?(?:${names})(?: (?:page|form|step))?$`, 'i')
const CHECKOUT = PLACE('check[- ]?out')
const SIGN_UP = PLACE('sign[- ]?up|registration')

/** Reads everything a message says about a burst. */
export function readBurst(message: string, workspace: Workspace, clock: Clock): BurstReading {
  const reading = readText(message)
  const draft: Draft = {}
  reading.take(BACKGROUND)
  reading.take(PURPOSE)
  if (reading.take(DRY)) draft.dryRun = true
  const seed = reading.take(SEED)
  if (seed) draft.seed = Number(seed[1])
  if (reading.take(TRUE_TO_LIFE)) draft.preset = 'true-to-life'
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
  const journey = journeyOf(reading, count?.event) ?? journeyTo(funnel.leaves)
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

function journeyOf(reading: Reading, event: string | undefined): string[] | undefined {
  reading.take(OPENING)
  const steps = readJourney(reading)
  const single: string[] = event && !/^conversion/i.test(event) ? [event.replace(/s$/i, '')] : []
  return steps.length ? steps : single.length ? single : undefined
}

/** "Most drop off at checkout", when it is all that is said of the visit, is the usual way there, and what they leave undone. */
function journeyTo(leaves: Leave[]): string[] | undefined {
  const where = leaves.length === 1 ? (leaves[0]?.where.trim() ?? '') : ''
  if (CHECKOUT.test(where)) return ['open the pricing page', 'sign up', 'go to checkout', 'complete checkout']
  return SIGN_UP.test(where) ? ['open the pricing page', 'go to the sign-up page', 'sign up'] : undefined
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
