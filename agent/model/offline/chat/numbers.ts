const UNITS: Record<string, number> = Object.fromEntries(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`
    .split(/\s+/)
    .map((word, value) => [word, value]),
)
const TENS: Record<string, number> = Object.fromEntries(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, 20 + index * 10]),
)
TENS.fourty = 40
const SCALES: Record<string, number> = { dozen: 12, hundred: 100, thousand: 1000 }
const word = [...Object.keys(UNITS), ...Object.keys(TENS)].sort((a, b) => b.length - a.length).join('|')
const scale = 'dozen|hundred|thousand'

/** Source of a regular expression for a count in digits or words: 30, 1,000, 1.5k, thirty-five, half a dozen. */
export const NUMBER = `(?:half a dozen|(?:a )?couple(?: of)?(?: (?:${scale}))?|(?:a )?(?:${scale})(?:(?: and)? (?:${word}))*|(?:${word})(?:[ -](?:and )?(?:${word}|${scale}))*|\\d+(?:[,_]\\d{3})+|\\d+(?:\\.\\d+)?(?: ?k\\b| thousand| hundred| dozen)?)`

/** The value of a text that matches NUMBER. */
export function toNumber(text: string): number {
  const low = text.toLowerCase().trim()
  if (low === 'half a dozen') return 6
  const digits = /^([\d,_.]+) ?(k|thousand|hundred|dozen)?$/.exec(low.replace(/(?<=\d)[,_](?=\d{3})/g, ''))
  if (digits) return Number(digits[1]) * (digits[2] === 'k' ? 1000 : (SCALES[digits[2] ?? ''] ?? 1))
  let total = 0
  let part = 0
  for (const token of low.replace(/\bcouple(?: of)?\b/, 'two').split(/[\s-]+/)) {
    const factor = SCALES[token]
    if (factor) part = Math.max(1, part) * factor
    else part += UNITS[token] ?? TENS[token] ?? 0
    if (factor === 1000) {
      total += part
      part = 0
    }
  }
  return total + part
}

const PERCENT = `${NUMBER} ?(?:%|percent|per cent|pct)`
const RATIO = `${NUMBER} (?:out of|of|in|of every|out of every) (?:every )?${NUMBER}(?! ?%)`
const FRACTION =
  '(?:roughly |about )?(?:half|(?:a|one) third|two[ -]thirds|(?:a|one) quarter|three[ -]quarters|(?:a|one) fifth|(?:a|one) tenth)'
const QUANTITY =
  'mostly|most|mainly|primarily|largely|predominantly|the majority|a majority|all|only|just|exclusively|every(?:one|body)|none|no one|nobody'

/** Source of a regular expression for a share: 70%, seventy percent, half, 3 of 10, mostly, all, nobody. */
export const SHARE = `(?:${PERCENT}|${RATIO}|${FRACTION}|${QUANTITY})`
/** The same without mere words such as "all" or "only". */
export const FIGURE = `(?:${PERCENT}|${RATIO}|${FRACTION})`

const FRACTIONS: [RegExp, number][] = [
  [/two[ -]thirds/, 67],
  [/three[ -]quarters/, 75],
  [/half/, 50],
  [/third/, 33],
  [/quarter/, 25],
  [/fifth/, 20],
  [/tenth/, 10],
]

/** Percent of a text that matches SHARE; `most` is what "most" counts for. */
export function toPercent(text: string, most: number): number {
  const low = text.toLowerCase().trim()
  const percent = new RegExp(`^(${NUMBER}) ?(?:%|p)`).exec(low)
  if (percent) return toNumber(percent[1] ?? '')
  const ratio = new RegExp(`^(${NUMBER}) (?:out )?(?:of|in)(?: every)? (${NUMBER})$`).exec(low)
  if (ratio) return Math.round((100 * toNumber(ratio[1] ?? '')) / Math.max(1, toNumber(ratio[2] ?? '')))
  const fraction = FRACTIONS.find(([pattern]) => pattern.test(low))
  if (fraction) return fraction[1]
  if (/^(none|no)/.test(low)) return 0
  return /most|mainly|primarily|largely|predominantly|majority/.test(low) ? most : 100
}
