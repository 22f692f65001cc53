import { FIGURE, SHARE, toPercent } from './numbers.ts'
import { MARK, type Reading, STEP } from './text.ts'

/** What "most" counts for when people leave or finish, in percent. */
const MOST = 70

/** A share that leaves, by the words that name the step; resolved once the journey is known. */
export interface Leave {
  percent: number
  where: string
  /** "after X" rather than "at X". */
  after: boolean
}
interface Funnel {
  conversion?: number
  /** What those who finish do, in the user's words ("sign up"). */
  goal?: string
  leaves: Leave[]
}

const WHO = `(?: ?(?:of|from) (?:the |all |these |those )?(?:them|${MARK}|sessions|visitors|users|people|whom))?(?: (?:sessions|visitors|users|people|shoppers|customers|visits))?`
const WILL = '(?: (?:should|will|would|must|to|shall|can|may|that|who))*'
const LEAVE =
  '(?:drop(?:s|ping)?[- ]?(?:off|out)|drop(?:s|ping)?|leav(?:e|es|ing)|abandon(?:s|ing)?|quit(?:s|ting)?|exit(?:s|ing)?|giv(?:e|es|ing) up|bail(?:s|ing)?(?: out)?|churn(?:s|ing)?|stop(?:s|ping)?|get(?:s|ting)? lost|bounc(?:e|es|ing)|disappear(?:s|ing)?|fall(?:s|ing)? off)'
const AT = '(?:at|after|on|before|during|in|once (?:on|at)|from|when they (?:see|reach|get to))'
const END_OF_REF = `(?=\\s*(?:$|[,.;:\\n(!?]|${MARK}|${STEP}|and (?:the|${FIGURE})|but |while |with |over |then ))`
const REF = `((?:the |their |step )?[^,.;:\\n(!?${MARK}${STEP}]{1,50}?)${END_OF_REF}`

const SHARE_LEAVES = new RegExp(
  `(?:,? ?(?:and|but|with|where|while) )?\\b(${SHARE})${WHO}${WILL} ${LEAVE}(?: the (?:site|journey|funnel|page))?(?: (?:right |directly |again )?(?:${AT} |(?<=\\b(?:abandon|leave|quit|exit)(?:s|ing)? )(?=the |their ))${REF})?`,
)
const LEAVE_SHARE = new RegExp(
  `(?:with )?\\b(?:an? )?(?:drop-?off|drop|abandonment|churn)(?: rate)?(?: of)? (${FIGURE}) ${AT} ${REF}`,
)
const AT_SHARE = new RegExp(
  `\\b(?:with )?(?:an? )?(${FIGURE}) (?:drop[- ]?offs?|drop|abandonment|churn|bounce)(?: rate)?(?: ${AT} ${REF})?`,
)
const LOSE = new RegExp(`\\b(?:lose|losing|loses) (?:about )?(${SHARE})${WHO} ${AT} ${REF}`)
const DROP_AT = new RegExp(
  `\\b(?:drop[- ]?off|drop out|leave|abandon) ${AT} ${REF},? ?(?:for|:|=|is|of|by)? ?(${FIGURE})`,
)
const REACH = new RegExp(
  `\\b(?:only |just )?(${SHARE})${WHO}${WILL} (?:make it|get|continue|reach|proceed)(?: it)?(?: (?:past|beyond|through))(?: to)? ${REF}`,
)
const FINISH_WORD =
  '(?:finish(?:es)?|complet(?:e|es|ing)|convert(?:s|ing)?|succeed(?:s)?|(?:make|get|go)(?:s)? (?:it )?(?:all the way )?(?:to|through) the (?:very )?end|reach(?:es)? the end|do the whole (?:thing|journey)|go all the way)'
const FINISH = new RegExp(
  `(?:,? ?(?:and|but|with|where|so that) )?\\b(?:only |just |about )?(${SHARE})${WHO}${WILL} ${FINISH_WORD}(?: (?:the |their |it|this )?(?:whole |entire |full )?(?:journey|funnel|flow|purchase|everything|all steps|steps|it))?`,
)
const CONVERSION = new RegExp(
  `(?:with |at )?\\b(?:an? )?(?:conversion|completion|finish)(?: rate)?(?: of|:|=| at| is| should be)? ?(?:about |around )?(${FIGURE})|(?:with |at )?\\b(?:an? )?(?:about |around )?(${FIGURE}) (?:conversion|completion)s?(?: rate)?|\\bconvert(?:s|ing)? (?:at|to) (${FIGURE})`,
)

const MORE_LEAVE = new RegExp(
  `(?:,? ?(?:and|then|plus) )\\b(?:another )?(${FIGURE})${WHO} (after|at|on|before) ${REF}`,
)
const BUYS = new RegExp(
  `(?:,? ?(?:and|but|with|where|so that) )?\\b(?:only |just |about )?(${FIGURE})${WHO}${WILL} ((?:buy|purchase|order|pay|check ?out|sign ?up|register|subscribe|book|convert|place an order|create an account|start a trial)s?(?: (?:something|it|anything|for it))?)(?=\\s*(?:$|[,.;:\\n)!?]|${MARK}))`,
)

/** Takes how far visitors go. */
export function takeFunnel(reading: Reading): Funnel {
  const funnel: Funnel = { leaves: [] }
  const rate = reading.take(CONVERSION)
  if (rate) funnel.conversion = toPercent(rate[1] ?? rate[2] ?? rate[3] ?? '', MOST)
  const leave = (share: string | undefined, where: string | undefined, said: string, rest = false) => {
    const percent = toPercent(share ?? '', MOST)
    funnel.leaves.push({
      percent: rest ? 100 - percent : percent,
      where: where ?? '',
      after: /\bafter\b/i.test(said),
    })
  }
  for (const match of reading.takeAll(LEAVE_SHARE)) leave(match[1], match[2], match[0])
  for (const match of reading.takeAll(DROP_AT)) leave(match[2], match[1], match[0])
  for (const match of reading.takeAll(LOSE)) leave(match[1], match[2], match[0])
  for (const match of reading.takeAll(REACH)) leave(match[1], match[2], 'after', true)
  for (const pattern of [SHARE_LEAVES, AT_SHARE])
    for (const match of reading.takeAll(pattern))
      leave(match[1], match[2] ?? (/bounc/i.test(match[0]) ? 'step 1' : undefined), match[0])
  if (funnel.leaves.length > 0)
    for (const match of reading.takeAll(MORE_LEAVE)) leave(match[1], match[3], match[0])
  const finish = reading.take(FINISH)
  const buys = finish ? undefined : reading.take(BUYS)
  if (finish ?? buys) funnel.conversion = toPercent((finish ?? buys)?.[1] ?? '', MOST)
  if (buys) funnel.goal = buys[2]
  return funnel
}

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const STOP = new Set('the a an their of to at on in step page form button screen and with our my'.split(' '))
const ALIKE: Record<string, string> = {
  signup: 'sign',
  signing: 'sign',
  register: 'sign',
  registration: 'sign',
  payment: 'pay',
  paying: 'pay',
  basket: 'cart',
  homepage: 'home',
  landing: 'home',
  start: 'home',
}

/** Number of the step (from 1) that the words name, or undefined. */
export function findStep(where: string, journey: string[]): number | undefined {
  const low = where.toLowerCase().trim()
  const number = /\bstep (?:number |no\.? ?|#)?(\d+)|\b(\d+)(?:st|nd|rd|th) step/.exec(low)
  if (number) return Number(number[1] ?? number[2])
  const ordinal =
    /\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final)\b(?: (?:step|page|one))?$/.exec(
      low,
    )?.[1]
  if (ordinal === 'last' || ordinal === 'final') return journey.length || undefined
  if (ordinal) return ORDINALS.indexOf(ordinal) + 1
  const wanted = stems(low).length ? stems(low) : plainStems(low)
  const scores = journey.map((step) => plainStems(step).filter((stem) => wanted.includes(stem)).length)
  const best = Math.max(0, ...scores)
  return best > 0 ? scores.indexOf(best) + 1 : undefined
}

/** Stems of the words that tell one step from another. */
const stems = (text: string) => plainStems(text.replace(/[a-z]+/g, (word) => (STOP.has(word) ? ' ' : word)))

function plainStems(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/check(?:ing)?[ -]out/g, 'checkout')
    .replace(/sign(?:ing)?[ -]?up/g, 'sign')
    .match(/[a-z]{2,}/g)
  return (words ?? []).map((word) => ALIKE[word] ?? word.replace(/(?:ing|ed|es|s|e)$/, '').slice(0, 6))
}
