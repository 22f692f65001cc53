import { FIGURE, NUMBER, SHARE, toNumber, toPercent } from './numbers.ts'
import { MARK, type Reading } from './text.ts'

/** What "mostly" and "most" count for in a mix, in percent. */
export const MOSTLY = 80

/** Percent per name. */
export type Parts = Record<string, number>

/** Source for words for visitors and their visits. */
export const PEOPLE =
  '(?:sessions|session|visitors?|visits|users?|people|ppl|traffic|customers?|shoppers?|devices?|browsers?|screens?|ones)'
/** Source for what may follow a share: "of the visitors". */
export const OF_THEM = `(?: ?(?:of|from) (?:the |all |these |those |our )?(?:them|${MARK}|whom|which|${PEOPLE}))?(?: ${PEOPLE})?`
/** Source for "should be", "come" and the like. */
export const IS =
  '(?:,? ?(?:should|must|will|to|would)? ?(?:be|are|is|come|comes|coming|being|use|uses|using|visit|visiting|browse|browsing))?'

/** What a mix is made of: devices, countries, referrers. */
export interface Kind {
  item: string
  /** Source for the words that may stand between a share and the item. */
  link: string
  key: (text: string) => string | undefined
  after: string
}

/** Takes "SHARE ITEM", "ITEM SHARE", "N of them ITEM" and "the rest ITEM". */
export function shares(reading: Reading, kind: Kind, sessions: number | undefined): Parts | undefined {
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
export function bare(reading: Reading, kind: Kind, lead: string): Parts | undefined {
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

/** All the percentages together. */
export const sum = (parts: Parts) => Object.values(parts).reduce((total, part) => total + part, 0)
