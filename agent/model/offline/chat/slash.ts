import type { Draft } from './burst.ts'
import type { Intent } from './intent.ts'
import { fillDevices } from './mix.ts'
import { toCountry } from './places.ts'
import { readText } from './text.ts'
import { DURATION, toMs } from './time.ts'
import type { Clock } from './zone.ts'

/** What a slash command asks for: a tool with its arguments, words for the chat, or a mistake to explain. */
type Slash =
  | { kind: 'call'; tool: Intent; args: Record<string, unknown> }
  | { kind: 'burst'; draft: Draft }
  | { kind: 'chat'; text: string; tool?: Intent }
  | { kind: 'mistake'; message: string }

const COMMANDS: [tool: string, command: string][] = [
  ['runBurst', '`/burst run N on TARGET: step > step > step [key=value ...]`'],
  ['burstStatus', '`/burst status`'],
  ['cancelBurst', '`/burst cancel`'],
  ['queryLogs', '`/burst logs [filters]`'],
  ['logTrends', '`/burst trends METRIC by BUCKET`'],
  ['checkBilling', '`/burst billing`'],
  ['runTemplate', '`/burst template list|save|run NAME [var=value ...]`'],
]

/** The commands whose tools are there. */
export const slashHelp = (offered: ReadonlySet<string>) =>
  COMMANDS.flatMap(([tool, command]) => (offered.has(tool) ? [command] : [])).join('\n')

const KEY = /(?:^|\s)([A-Za-z][\w]*)=("[^"]*"|\S+)/g

/** Reads `/burst ...`; undefined when the message is not a slash command. */
export function readSlash(message: string, clock: Clock): Slash | undefined {
  const match =
    /^\s*\/(?:burst\b|(?=(?:run|status|cancel|logs|trends|billing|templates?|help)\b))[ \t]*([\s\S]*)$/i.exec(
      message,
    )
  if (!match) return undefined
  const body = (match[1] ?? '').trim()
  const [word = '', ...others] = body.split(/\s+/)
  const rest = body.slice(word.length).trim()
  switch (word.toLowerCase()) {
    case '':
    case 'help':
      return { kind: 'call', tool: 'help', args: {} }
    case 'run':
      return readRun(body, rest, clock)
    case 'status':
      return others.length > 1 ? { kind: 'chat', text: body } : byId('burstStatus', others[0])
    case 'cancel':
      return others.length > 1 ? { kind: 'chat', text: body } : byId('cancelBurst', others[0])
    case 'logs':
      return { kind: 'chat', text: `show logs ${rest}`, tool: 'queryLogs' }
    case 'trends':
      return { kind: 'chat', text: rest || 'sessions by day', tool: 'logTrends' }
    case 'billing':
      return { kind: 'call', tool: 'checkBilling', args: {} }
    case 'template':
    case 'templates':
      return readTemplate(rest)
    default:
      return { kind: 'chat', text: body }
  }
}

function byId(tool: Intent, id: string | undefined): Slash {
  return { kind: 'call', tool, args: id ? { burst: id } : {} }
}

/** `key=value` pairs of a command, and the command without them. */
export function settings(text: string): { pairs: [string, string][]; rest: string } {
  const pairs = [...text.matchAll(KEY)].map((match): [string, string] => [
    match[1] ?? '',
    (match[2] ?? '').replace(/^"|"$/g, ''),
  ])
  return { pairs, rest: text.replace(KEY, ' ').trim() }
}

function readRun(body: string, rest: string, clock: Clock): Slash {
  const { pairs, rest: words } = settings(rest)
  const match =
    /^(-?[\d,]+k?)(?: sessions?| visitors?)?(?: on (?:the )?("[^"]+"|https?:\/\/[^\s]+?|[^:]+?))?\s*(?:(?::\s|:$|:(?=\D*$))\s*([\s\S]*))?$/i.exec(
      words,
    )
  const steps = match?.[3]
  const plain = match && !/[,;]|\b(?:with|from|over|between|who|tomorrow|and)\b/i.test(match[2] ?? '')
  if (!match || !plain) return { kind: 'chat', text: body }
  const count = match[1] ?? ''
  const draft: Draft = { sessions: Number(count.replace(/[,k]/gi, '')) * (/k$/i.test(count) ? 1000 : 1) }
  if (match[2]) draft.target = match[2].replace(/^"|"$/g, '').trim()
  const journey = steps
    ?.split(/\s*(?:->|→|>)\s*/)
    .map((step) => step.trim().replace(/^"|"$/g, ''))
    .filter(Boolean)
  if (journey?.length) draft.journey = journey
  for (const [key, value] of pairs) {
    const mistake = set(draft, key.toLowerCase(), value, clock)
    if (mistake) return { kind: 'mistake', message: mistake }
  }
  return { kind: 'burst', draft }
}

const amount = (value: string) => Number(value.replace(/%$/, ''))
const parts = (value: string): [string, number][] =>
  value.split(',').map((part) => {
    const [name = '', percent = '100'] = part.split(':')
    return [name.trim(), amount(percent)]
  })

/** Sets one `key=value` of a run command; answers what is wrong with it, if anything. */
function set(draft: Draft, key: string, value: string, clock: Clock): string | undefined {
  if (key === 'mobile' || key === 'desktop' || key === 'tablet')
    draft.devices = fillDevices({ ...draft.devices, [key]: amount(value) })
  else if (key === 'device' || key === 'devices')
    draft.devices = fillDevices(Object.fromEntries(parts(value)))
  else if (key === 'country' || key === 'countries')
    draft.countries = Object.fromEntries(
      parts(value).map(([name, percent]) => [
        toCountry(name.toUpperCase()) ?? toCountry(name) ?? name,
        percent,
      ]),
    )
  else if (key === 'referrer' || key === 'referrers') draft.referrers = Object.fromEntries(parts(value))
  else if (key === 'new' || key === 'newvisitors') draft.newVisitors = amount(value)
  else if (key === 'conversion') draft.conversion = amount(value)
  else if (key === 'dropoff')
    draft.dropOff = parts(value).map(([step, percent]) => ({ afterStep: Number(step), percent }))
  else if (key === 'pace' && (value === 'natural' || value === 'fast')) draft.pace = value
  else if (key === 'seed') draft.seed = Number(value)
  else if (key === 'dryrun' || key === 'dry' || key === 'preview')
    draft.dryRun = /^(?:true|yes|1)$/i.test(value)
  else if (key === 'window' || key === 'over') return setWindow(draft, value, clock)
  else if (key === 'from' || key === 'to')
    draft.window = {
      from: draft.window?.from ?? clock.now.toISOString(),
      to: draft.window?.to ?? clock.now.toISOString(),
      [key]: value,
    }
  else
    return `I do not know ${key}=${value}. Settings are devices, countries, referrers, new, conversion, dropOff, window, from, to, pace (natural or fast), seed and dryRun.`
  return undefined
}

function setWindow(draft: Draft, value: string, clock: Clock): string | undefined {
  const [from = '', to = ''] = value.split(/\/|\.\./)
  if (to && !Number.isNaN(Date.parse(from)) && !Number.isNaN(Date.parse(to))) {
    draft.window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
    return undefined
  }
  const length = new RegExp(`^${DURATION}$`, 'i').exec(value)
  if (!length)
    return `window=${value} is not a length of time such as 2h, nor two ISO 8601 times with a slash between them.`
  const end = new Date(clock.now.getTime() + toMs(length[1], length[2], length[3]))
  draft.window = { from: clock.now.toISOString(), to: end.toISOString() }
  return undefined
}

function readTemplate(rest: string): Slash {
  const [word = '', ...others] = rest.split(/\s+/)
  const tail = others.join(' ')
  if (!word || /^list$/i.test(word))
    return { kind: 'call', tool: 'listTemplates', args: tail ? { search: tail } : {} }
  const { pairs, rest: name } = settings(tail)
  const bare = readText(name).quoted(name).replace(/^"|"$/g, '').trim()
  if (!bare)
    return { kind: 'mistake', message: `Name the template: \`/burst template ${word.toLowerCase()} NAME\`.` }
  if (/^run$/i.test(word))
    return {
      kind: 'call',
      tool: 'runTemplate',
      args: { name: bare, ...(pairs.length && { variables: Object.fromEntries(pairs) }) },
    }
  if (!/^save$/i.test(word))
    return {
      kind: 'mistake',
      message: 'Templates can be listed, saved and run: `/burst template list|save|run NAME`.',
    }
  const [title = '', prompt] = bare.split(/:\s+/, 2)
  const given = pairs.find(([key]) => key === 'prompt')?.[1] ?? prompt
  return { kind: 'call', tool: 'saveTemplate', args: { name: title, ...(given && { prompt: given }) } }
}
