import type { Workspace } from '../../workspace.ts'
import { toCountry } from './places.ts'
import { literal, MARK, QUOTE_TOKEN, type Reading, STEP } from './text.ts'
import { STEP_VERB } from './verbs.ts'

type Target = NonNullable<Workspace['targets']>[number]

const ARTICLE = '(?:(?:the|our|my|your|this|that) )?'
const LEAD = `(?:\\b(?:on|onto|against|at|to|for|in|of|through|across|into|target(?:ing)?|site|website)[: ]+)?\\b${ARTICLE}`
const URL_LIKE =
  '(?:https?://[^\\s,;)\\uE001-\\uE003]+|(?:localhost|\\d+\\.\\d+\\.\\d+\\.\\d+)(?::\\d+)?(?:/[^\\s,;)]*)?|(?:[a-z0-9-]+\\.)+(?:com|org|net|io|dev|app|shop|store|example|test|local|co|ai|de|uk|eu|us|fr|nl|site|online|cloud|tech|xyz|info)(?::\\d+)?(?:/[^\\s,;)\\uE001-\\uE003]*)?)(?![\\w@])'
const WITH_LEAD = new RegExp(
  `\\b(?:on|onto|against|at|to|for|of|through|across|into|target(?:ing)?|site|website)[: ]+${ARTICLE}(?<![@\\w])(${URL_LIKE})`,
)
const ALONE = new RegExp(`(?<![@\\w./-])(${URL_LIKE})`)
const NAME = `((?:[\\w&'.-]+|${QUOTE_TOKEN})(?: (?!(?:with|who|that|and|over|from|between|where|which|doing|to|for|in|at|on|until|starting|using|via|by|as|but|then|please|pls|tomorrow|today|yesterday|every|each|now|right|again|only|is|are|was|do|does|did|send|${STEP_VERB})\\b)[\\w&'.-]+){0,3})`
const END = `(?=\\s*(?:$|[,.:;!?\\n(]|${MARK}|${STEP}|(?:with|who|that|and|over|from|between|where|which|doing|to|for|in|at|on|until|starting|using|via|by|as|but|then|please|pls|tomorrow|today|yesterday|every|each|now|right|again|only|is|are|was|do|does|did|send|${STEP_VERB})\\b))`
const CLICKED =
  '(?<!\\b(?:click|clicks|clicking|tap|taps|press|hover|land|lands|log|sign|based|focus|later|go|goes|come|get|back|depending|out|page|button|link|form|item|product|products) )'
const ON_NAME = new RegExp(
  `${CLICKED}\\b(?:on|against|targeting|target[:=]?|site[:=]|website[:=]) ${ARTICLE}${NAME}${END}`,
)
const TO_NAME = new RegExp(
  `(?<=${MARK} ?(?:people |users |visitors |sessions )?)(?:to|at|for|through|across|into|in) ${ARTICLE}${NAME}${END}`,
)
const NOT_A_NAME =
  /^(?:mobile|desktop|tablet|phone|phones|iphone|android|me|us|it|them|average|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekdays?|day|days|home ?page|landing page|checkout|cart|time|top|all|both|a|an|each|fast|hold|demand|purpose|step|steps|\d.*)\b|\b(?:page|pages|button|form|link|section|devices?|browsers?|phones?|flow|funnel|journey|test|demo|meeting|presentation|call)$/i

/** Takes the site a message is about. A name or URL of the workspace is given as the workspace writes it. */
export function takeTarget(reading: Reading, workspace: Workspace, lax = false): string | undefined {
  const known = takeKnown(reading, workspace.targets ?? [])
  if (known) return known
  const url = reading.take(WITH_LEAD)?.[1] ?? takeLoneUrl(reading)
  if (url) return tidyUrl(url)
  for (const pattern of lax ? [ON_NAME, TO_NAME, IN_NAME] : [ON_NAME, TO_NAME]) {
    const match = new RegExp(pattern.source, 'i').exec(reading.left)
    const name = match?.[1]
      ?.replace(/[.'-]+$/, '')
      .replace(/ (?:one|site|website|target)$/i, '')
      .trim()
    if (!match || !name || NOT_A_NAME.test(name) || toCountry(name)) continue
    const short = byPart(name, workspace.targets ?? [])
    const strong = /^(?:on|against|target|site|website|to)/i.test(match[0])
    if (!short && workspace.targets && !strong) continue
    reading.take(pattern)
    return short?.name ?? reading.quoted(name)
  }
  return undefined
}

const IN_NAME = new RegExp(`\\b(?:in|for|at|from|of) ${ARTICLE}${NAME}${END}`)

/** Takes the name of one of the workspace's targets. */
export function takeKnown(reading: Reading, targets: Target[]): string | undefined {
  for (const target of [...targets].sort((a, b) => b.name.length - a.name.length)) {
    const name = target.name
      .trim()
      .split(/[\s_-]+/)
      .map(literal)
      .join('[\\s_-]*')
    if (
      name &&
      reading.take(
        new RegExp(
          `${LEAD}(?<![\\w/.-])["'“]?${name}["'”]?(?![\\w/-])(?!\\.\\w)(?: (?:site|website|target)\\b)?`,
        ),
      )
    )
      return target.name
  }
  return undefined
}

/** A URL inside a step ("open https://shop.example/pricing") names the site and stays part of the step. */
function takeLoneUrl(reading: Reading): string | undefined {
  const url = new RegExp(ALONE.source, 'i').exec(reading.left)
  if (!url) return undefined
  const before = reading.left.slice(0, url.index)
  if (/\b(?:open|visit|go to|load|browse|see|view) (?:the )?$/i.test(before)) return url[1]
  reading.take(ALONE)
  return url[1]
}

function tidyUrl(url: string): string {
  const clean = url.replace(/[.,;:!?'")]+$/, '')
  if (!/^https?:\/\//i.test(clean)) return clean.replace(/\/$/, '')
  return URL.canParse(clean) ? new URL(clean).origin : clean
}

/** The one target that "the shop" can mean. */
function byPart(name: string, targets: Target[]): Target | undefined {
  const wanted = words(name)
  const fits = targets.filter((target) => {
    const own = words(`${target.name} ${target.url}`)
    return wanted.length > 0 && wanted.every((word) => own.includes(word))
  })
  return fits.length === 1 ? fits[0] : undefined
}

/** The workspace's target that a name or URL means. */
export function findTarget(nameOrUrl: string, targets: Target[]): Target | undefined {
  const plain = (text: string) => words(text).join(' ')
  const host = (text: string) =>
    text
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, '')
      .replace(/^www\./, '')
  return (
    targets.find((target) => plain(target.name) === plain(nameOrUrl)) ??
    targets.find((target) => host(target.url) === host(nameOrUrl)) ??
    byPart(nameOrUrl, targets)
  )
}

const words = (text: string) =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).filter(
    (word) => !/^(?:https?|www|site|website|the)$/.test(word),
  )
