import { FIGURE, SHARE, toPercent } from './numbers.ts'
import { IS, MOSTLY, OF_THEM, PEOPLE } from './shares.ts'
import type { Reading } from './text.ts'

const NEW = '(?:new|first[- ]time|brand[- ]new|fresh)'
const RETURNING = '(?:returning|repeat|recurring|existing)'
const KINDS = `(?:${NEW}|${RETURNING})`

/** Takes the percent of first-time visitors; `adjectives` stood before "sessions". */
export function takeNew(reading: Reading, adjectives: string): number | undefined {
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
