import { FIGURE, SHARE, toPercent } from './numbers.ts'
import { MARK, type Reading, STEP } from './text.ts'

/** What "most" counts for when people leave or finish, in percent. */
export const MOST = 70

/** A share that leaves, by the words that name the step; resolved once the journey is known. */
export interface Leave {
  percent: number
  where: string
}
export interface Funnel {
  conversion?: number
  leaves: Leave[]
}
export interface DropOff {
  afterStep: number
  percent: number
}

const WHO = `(?: ?(?:of|from) (?:the |all |these |those )?(?:them|${MARK}|sessions|visitors|users|people|whom))?(?: (?:sessions|visitors|users|people|shoppers|customers|visits))?`
const WILL = '(?: (?:should|will|would|must|to|shall|can|may|that|who))*'
const LEAVE =
  '(?:drop(?:s|ping)?[- ]?(?:off|out)|drop(?:s|ping)?|leav(?:e|es|ing)|abandon(?:s|ing)?|quit(?:s|ting)?|exit(?:s|ing)?|giv(?:e|es|ing) up|bail(?:s|ing)?(?: out)?|churn(?:s|ing)?|stop(?:s|ping)?|get(?:s|ting)? lost|bounc(?:e|es|ing)|disappear(?:s|ing)?|fall(?:s|ing)? off)'
const AT = '(?:at|after|on|before|during|in|once (?:on|at)|from|when they (?:see|reach|get to))'
const END_OF_REF = `(?=\\s*(?:$|[,.;:\\n(!?]|${MARK}|${STEP}|and (?:the|${FIGURE})|but |while |with |over |then ))`
const REF = `((?:the |their |step )?[^,.;:\\n(!?${MARK}${STEP}]{1,50}?)${END_OF_REF}`

const SHARE_LEAVES = new RegExp(
  `(?:,? ?(?:and|but|with|where|while) )?\\b(${SHARE})${WHO}${WILL} ${LEAVE}(?: the (?:site|journey|funnel))?(?: (?:right |directly |again )?${AT} ${REF})?`,
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

/** Takes how far visitors go. */
export function takeFunnel(reading: Reading): Funnel {
  const funnel: Funnel = { leaves: [] }
  const rate = reading.take(CONVERSION)
  if (rate) funnel.conversion = toPercent(rate[1] ?? rate[2] ?? rate[3] ?? '', MOST)
  const leave = (percent: string | undefined, where: string | undefined) =>
    funnel.leaves.push({ percent: toPercent(percent ?? '', MOST), where: where ?? '' })
  for (const match of reading.takeAll(LEAVE_SHARE)) leave(match[1], match[2])
  for (const match of reading.takeAll(DROP_AT)) leave(match[2], match[1])
  for (const match of reading.takeAll(LOSE)) leave(match[1], match[2])
  for (const match of reading.takeAll(REACH))
    funnel.leaves.push({ percent: 100 - toPercent(match[1] ?? '', MOST), where: match[2] ?? '' })
  for (const match of reading.takeAll(SHARE_LEAVES)) {
    if (match[2] || !/bounc/i.test(match[0])) leave(match[1], match[2])
    else leave(match[1], 'step 1')
  }
  for (const match of reading.takeAll(AT_SHARE))
    leave(match[1], match[2] ?? (/bounce/i.test(match[0]) ? 'step 1' : ''))
  const finish = reading.take(FINISH)
  if (finish) funnel.conversion = toPercent(finish[1] ?? '', MOST)
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
  const wanted = stems(low)
  const scores = journey.map((step) => stems(step).filter((stem) => wanted.includes(stem)).length)
  const best = Math.max(0, ...scores)
  return best > 0 ? scores.indexOf(best) + 1 : undefined
}

function stems(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/check(?:ing)?[ -]out/g, 'checkout')
      .replace(/sign(?:ing)?[ -]?up/g, 'sign')
      .match(/[a-z]{2,}/g) ?? []
  return words
    .filter((word) => !STOP.has(word))
    .map((word) => ALIKE[word] ?? word.replace(/(?:ing|ed|es|s|e)$/, '').slice(0, 6))
}
