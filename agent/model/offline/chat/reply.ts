import type { Result } from './conversation.ts'
import { record, text } from './memory.ts'
import { aboutSite } from './reply-site.ts'
import { aboutTrend } from './reply-trend.ts'
import { denied } from './say.ts'
import { showLength, showTime } from './time.ts'

type Row = Record<string, unknown>

/** Says what the tools answered, with no figure that is not in the answers. */
export function replyTo(results: Result[], zone: string): string {
  return results
    .map((result) => (result.denied ? denied(result.tool) : sentence(result.tool, result.value, zone)))
    .join('\n\n')
}

function sentence(tool: string, value: unknown, zone: string): string {
  const answer = record(value)
  if (answer.error) return failure(record(answer.error))
  if (answer.needsConfirmation === true)
    return 'This waits for your confirmation. Say "yes" to go ahead or "no" to leave it.'
  switch (tool) {
    case 'runBurst':
      return aboutBurst(answer, zone)
    case 'burstStatus':
      return aboutStatus(record(answer.burst))
    case 'cancelBurst':
      return `${number(answer.cancelled) === 0 ? 'No session was left to cancel' : `${number(answer.cancelled) ?? 'All'} waiting sessions are cancelled`} in burst ${text(record(answer.burst).id) ?? 'as asked'}.`
    case 'queryLogs':
      return aboutLogs(answer, zone)
    case 'logTrends':
      return answer.series ? aboutTrend(answer, zone) : general(tool, value)
    case 'exportLogs':
      return text(answer.link) ? aboutExport(answer) : general(tool, value)
    case 'listTargets':
      return aboutTargets(rows(answer.items))
    case 'inspectTarget':
      return answer.target ? aboutSite(answer) : general(tool, value)
    default:
      return general(tool, value)
  }
}

const NEXT: Record<string, string> = {
  target_unverified: 'Sessions run only on verified sites.',
  target_unknown: 'Say "list targets" to see yours.',
  quota_exceeded: 'Say "upgrade" to see the plans.',
  window_in_past: 'Give a window that starts now or later.',
}

function failure(error: Row): string {
  const message = text(error.message) ?? 'That did not work.'
  // The message asks already; a second request would only confuse.
  if (/^say \w+|\?\s*$/i.test(message)) return message
  const next =
    NEXT[text(error.code) ?? ''] ??
    (text(error.field)
      ? `Change the ${text(error.field)} and ask again.`
      : 'Change the request and ask again.')
  return `${message.replace(/[.\s]*$/, '.')} ${next}`
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
const rows = (value: unknown): Row[] => (Array.isArray(value) ? value.map(record) : [])
const plural = (count: number | undefined, noun: string) =>
  `${count ?? 'The'} ${noun}${count === 1 ? '' : 's'}`

function counts(value: unknown, order?: string[]): string {
  const all = record(value)
  const keys = order ?? Object.keys(all)
  return keys.flatMap((key) => (number(all[key]) ? [`${number(all[key])} ${key}`] : [])).join(', ')
}

function aboutBurst(answer: Row, zone: string): string {
  const burst = record(answer.burst)
  const target = text(record(burst.target).name) ?? text(burst.target) ?? 'your target'
  const dry = answer.dryRun === true
  const devices = counts(burst.devices)
  const head = dry
    ? `This is a preview, nothing is started: ${plural(number(burst.sessions), 'session')} on ${target}`
    : `Started ${plural(number(burst.sessions), 'session')} on ${target}`
  const [first, last] = [text(burst.firstAt), text(burst.lastAt)]
  const when =
    first && first === last
      ? ' They start at once.'
      : first && last
        ? ` The first arrives at ${showTime(first, zone)}, the last at ${showTime(last, zone)} (${zone}).`
        : ''
  const steps =
    Array.isArray(burst.journey) && burst.journey.length ? ` Steps: ${burst.journey.join(' > ')}.` : ''
  const end = dry ? ' Say "start it" to run it.' : ''
  return `${head}${devices ? ` (${devices})` : ''}.${when}${steps}${comers(record(burst.people))}${cost(record(burst.estimate))}${end}`
}

/** Who comes back, where somebody does, and who has nothing to log in with. */
function comers({ returning, inVault, withoutAccount }: Row): string {
  const [back, kept, strangers] = [number(returning), number(inVault), number(withoutAccount)]
  const locked = strangers
    ? ` ${strangers} are to log in without an account: let them sign up first, let people of a burst that did return, or name a secret of the target.`
    : ''
  if (!back || kept === undefined) return locked
  const there = kept === 1 ? 'is 1 person' : `are ${kept} people`
  return ` ${back} of them come back: there ${there} from earlier visits for that, and who finds nobody free is a new person.${locked}`
}

/** Of a window that lasts days, minutes say nothing. */
const lasting = (minutes: number) =>
  minutes < 120 ? plural(minutes, 'minute') : plural(Math.round(minutes / 60), 'hour')

/** What it will take, where the answer says so. */
function cost({ minutes, modelCalls, browserbaseMinutes }: Row): string {
  const [time, calls] = [number(minutes), number(modelCalls)]
  if (time === undefined || calls === undefined) return ''
  return ` About ${lasting(time)}, ${calls === 0 ? 'no model call' : `about ${plural(calls, 'model call')}`}${lent(browserbaseMinutes)}.`
}

const lent = (minutes: unknown) =>
  number(minutes) ? `, ${plural(number(minutes), 'Browserbase minute')}` : ''

/** What it took, beside what was expected; as yet nothing of a burst that is open. */
function receipt(spent: Row, expected: Row): string | undefined {
  const [time, calls] = [number(spent.minutes), number(spent.modelCalls)]
  if (time === undefined || calls === undefined) return undefined
  const before = cost(expected).trim().replace(/^A/, 'a').replace(/\.$/, '')
  return `It took ${lasting(time)}, ${calls === 0 ? 'no model call' : plural(calls, 'model call')}${lent(spent.browserbaseMinutes)}${before && ` (expected: ${before})`}.`
}

const OUTCOMES = ['scheduled', 'running', 'completed', 'dropped', 'bounced', 'failed', 'cancelled']

function aboutStatus(burst: Row): string {
  const target = text(record(burst.target).name) ?? text(burst.target)
  const head =
    `Burst ${text(burst.id) ?? ''}${target ? ` on ${target}` : ''} is ${text(burst.state) ?? 'known'}`.replace(
      /\s+/g,
      ' ',
    )
  const state = counts(burst.counts, OUTCOMES)
  const reasons = rows(burst.reasons)
    .map((row) => `${String(row.reason)} (${String(row.count)})`)
    .join(', ')
  const stray = number(burst.strayVisits)
  return [
    `${head}${state ? `: ${state}` : ''}${number(burst.sessions) ? ` of ${plural(number(burst.sessions), 'session')}` : ''}.`,
    reasons && `Reasons: ${reasons}.`,
    receipt(record(burst.spent), record(burst.estimate)),
    text(burst.warning),
    stray &&
      `${stray === 1 ? '1 stray visit was' : `${stray} stray visits were`} seen by the vendor without being a session of their own.`,
  ]
    .filter(Boolean)
    .join(' ')
}

const COLUMNS = [
  'number',
  'target',
  'device',
  'country',
  'outcome',
  'reason',
  'startedAt',
  'lengthSeconds',
  'pages',
] as const
const TITLES: Record<string, string> = { number: '#', startedAt: 'started', lengthSeconds: 'length' }

function aboutLogs(answer: Row, zone: string): string {
  const items = rows(answer.items)
  const total = number(answer.total)
  if (items.length === 0) return 'No session matches.'
  const columns = COLUMNS.filter((column) =>
    items.some((item) => item[column] !== undefined && item[column] !== null),
  )
  const cell = (item: Row, column: string) => {
    const value = item[column]
    if (column === 'startedAt' && typeof value === 'string') return showTime(value, zone)
    if (column === 'lengthSeconds' && typeof value === 'number') return showLength(value)
    const shown = typeof value === 'object' ? (text(record(value).name) ?? '') : String(value ?? '')
    return shown.replace(/[|\n]/g, ' ')
  }
  const table = [
    `| ${columns.map((column) => TITLES[column] ?? column).join(' | ')} |`,
    `|${columns.map(() => ' --- |').join('')}`,
    ...items.slice(0, 10).map((item) => `| ${columns.map((column) => cell(item, column)).join(' | ')} |`),
  ].join('\n')
  const head =
    total === undefined
      ? 'These sessions match'
      : total === 1
        ? '1 session matches'
        : `${answer.exact === false ? 'About ' : ''}${total} sessions match`
  const more = text(answer.nextCursor) || items.length > 10 ? '\n\nSay "more" for the next ones.' : ''
  const link = text(answer.link) ? `\n\n[Open in the log](${text(answer.link)})` : ''
  return `${head}:\n\n${table}${more}${link}`
}

const aboutExport = (answer: Row) =>
  `${text(answer.message) ?? 'Here is the export.'}\n\n[Download the file](${text(answer.link)})`

function aboutTargets(items: Row[]): string {
  if (items.length === 0)
    return 'There is no target yet. Say "add https://your-site.example as a target" to add one.'
  return items
    .map(
      (item) =>
        `- ${String(item.name)} (${text(item.origin) ?? text(item.url) ?? ''}), ${item.verified === false ? 'not verified' : 'verified'}`,
    )
    .join('\n')
}

/** Tools whose answers have no wording of their own: a message, a link, or the plain facts. */
function general(tool: string, value: unknown): string {
  if (typeof value === 'string') return value === 'ok' ? `Done: ${tool}.` : value
  const answer = record(value)
  const message = text(answer.message) ?? text(answer.summary)
  const url = text(answer.url)
  if (message || url) return [message, url].filter(Boolean).join(' ')
  const items = rows(answer.items)
  if (items.length)
    return items
      .slice(0, 10)
      .map((item) => `- ${facts(item)}`)
      .join('\n')
  if (Array.isArray(answer.items)) return 'There is nothing yet.'
  return `${facts(answer) || `Done: ${tool}`}.`
}

function facts(row: Row): string {
  return Object.entries(row)
    .filter(
      ([key, value]) => key !== 'id' && value !== null && (typeof value !== 'object' || Array.isArray(value)),
    )
    .map(
      ([key, value]) =>
        `${key.replace(/([A-Z])/g, ' $1').toLowerCase()}: ${Array.isArray(value) ? value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))).join(', ') : String(value)}`,
    )
    .join(', ')
}
