import type { Workspace } from '../../workspace.ts'
import { EMAIL, type Intent, namedTemplate, RHYTHM } from './intent.ts'
import { NUMBER, toNumber } from './numbers.ts'
import { COUNTRY, toCountry } from './places.ts'
import { takeTarget } from './target.ts'
import { QUOTE_TOKEN, type Reading } from './text.ts'

export interface Arguments {
  args: Record<string, unknown>
  /** What has to be asked before the tool can be called, and the argument that the answer is. */
  ask?: { question: string; slot: string }
}
type Variables = Record<string, string>

const NAME_AFTER = new RegExp(
  `\\b(?:called|named|as|name[:=]?|titled|(?:call|name) (?:it|this|that))(?: (?:a |the |an )?(?:new )?template)?(?: (?:called|named))?[: ]+(?:the )?(${QUOTE_TOKEN}|(?!(?:a|an|the|csv|template)\\b)[\\w&.'-]+(?: (?!(?:with|for|and|so|that|using|please|pls|template)\\b)[\\w&.'-]+){0,4})`,
)
const NAME_BESIDE = new RegExp(
  `\\btemplate (?:called |named )?(${QUOTE_TOKEN}|(?!(?:with|for|called|named|from|out|that|using|and|every|at|on|to|of|as|again|now|please)\\b)[\\w&.'-]+)|(?:\\b(?:the|our|my|a|run|use|start|launch|execute|schedule) )((?!(?:the|our|my|a|this|that|new)\\b)(?:${QUOTE_TOKEN}|[\\w&'-]+(?: [\\w&'-]+){0,3}?)) template\\b`,
)
const SETTING = new RegExp(`\\b([A-Za-z_][\\w-]*) ?[=:] ?(${QUOTE_TOKEN}|[^\\s,;]+)`)

/** Reads the arguments of the tools that need little more than a name. */
export function readArguments(tool: Intent, reading: Reading, workspace: Workspace): Arguments {
  switch (tool) {
    case 'changePlan':
      return readPlan(reading)
    case 'saveTemplate':
      return readSave(reading)
    case 'runTemplate':
      return readRun(reading, workspace)
    case 'saveSchedule':
      return readSchedule(reading, workspace)
    case 'listTemplates': {
      const search = reading.take(
        new RegExp(`\\b(?:about|for|matching|containing|named|called|with) (${QUOTE_TOKEN}|[\\w-]+)`),
      )?.[1]
      return {
        args: search && !/^(?:me|us|this|our)$/i.test(search) ? { search: reading.quoted(search) } : {},
      }
    }
    case 'addTarget':
      return readAdd(reading)
    case 'inviteMember':
      return readInvite(reading)
    case 'verifyTarget':
    case 'inspectTarget': {
      const target =
        takeTarget(reading, workspace, true) ??
        reading.take(
          /\b(?:verify|inspect|scan|audit|survey|check)(?: the| our| my)? ((?!(?:it|that|this|them|sdk|tracking|analytics|target|site|ownership|how|if|whether)\b)[\w.-]+(?: [\w-]+)?)/,
        )?.[1]
      return { args: target ? { target } : {} }
    }
    default:
      return { args: {} }
  }
}

function readPlan(reading: Reading): Arguments {
  const plan = /\b(free|pro|team)\b(?! ?(?:up|member|mate|trial))/i.exec(reading.left)?.[1]?.toLowerCase()
  if (plan) return { args: { plan } }
  if (/\bcancel|end\b/i.test(reading.left)) return { args: { plan: 'free' } }
  return { args: {}, ask: { question: 'Which plan: free, pro or team?', slot: 'plan' } }
}

function nameOf(reading: Reading): string | undefined {
  const match = reading.take(NAME_AFTER) ?? reading.take(NAME_BESIDE)
  const name = (match?.[1] ?? match?.[2])?.replace(/[.,!?]+$/, '').trim()
  return name ? reading.quoted(name) : undefined
}

function readSave(reading: Reading): Arguments {
  const prompt = reading.take(/(?::|\bwith (?:the )?(?:prompt|text)|\bprompt ?[:=])\s*([^\uE001]+)$/)?.[1]
  const name = nameOf(reading)
  const args = { ...(name && { name }), ...(prompt && { prompt: reading.quoted(prompt.trim()) }) }
  return name ? { args } : { args, ask: { question: 'What should the template be called?', slot: 'name' } }
}

function readRun(reading: Reading, workspace: Workspace): Arguments {
  const name = namedTemplate(reading.quoted(reading.left), workspace) ?? nameOf(reading)
  if (!name) return { args: {}, ask: { question: 'Which template?', slot: 'name' } }
  const variables = readVariables(reading, workspace, name)
  return { args: { name, ...(Object.keys(variables).length && { variables }) } }
}

function readSchedule(reading: Reading, workspace: Workspace): Arguments {
  const when = reading.take(RHYTHM)?.[0]?.trim()
  const paused = /\bpaused?\b/i.test(reading.left)
    ? true
    : /\b(?:resume|unpause)\b/i.test(reading.left)
      ? false
      : undefined
  const template = namedTemplate(reading.quoted(reading.left), workspace) ?? nameOf(reading)
  const variables = template ? readVariables(reading, workspace, template) : {}
  const args = {
    ...(template && { template }),
    ...(when && { when }),
    ...(Object.keys(variables).length && { variables }),
    ...(paused !== undefined && { paused }),
  }
  if (!template)
    return { args, ask: { question: 'A schedule runs a saved template. Which template?', slot: 'template' } }
  return when
    ? { args }
    : { args, ask: { question: 'When should it run, for example every Monday at 9:00?', slot: 'when' } }
}

const COUNT_LIKE = /^(?:n|count|number|sessions?|visitors?|users?|size|amount|num|how_?many)$/i
const TARGET_LIKE = /^(?:target|site|shop|website|url|store)$/i

/** `key=value` pairs, and values that stand beside the name of one of the template's variables. */
function readVariables(reading: Reading, workspace: Workspace, name: string): Variables {
  const variables: Variables = {}
  for (const match of reading.takeAll(SETTING))
    if (match[1]) variables[match[1]] = reading.quoted(match[2] ?? '')
  const known = workspace.templates?.find((template) => template.name === name)?.variables ?? []
  for (const variable of known) {
    const value = variables[variable] ?? beside(reading, variable, workspace)
    if (value !== undefined) variables[variable] = value
  }
  return variables
}

function beside(reading: Reading, variable: string, workspace: Workspace): string | undefined {
  const spoken = variable.replace(/[_-]+/g, '[ _-]?')
  if (COUNT_LIKE.test(variable)) {
    const count = reading.take(
      new RegExp(
        `\\b(?:${spoken}(?: of| as| to| is)? (${NUMBER})|(${NUMBER}) (?:sessions?|visitors?|users?|people|times)|with (${NUMBER})\\b)`,
      ),
    )
    return count && String(toNumber(count[1] ?? count[2] ?? count[3] ?? ''))
  }
  if (TARGET_LIKE.test(variable)) return takeTarget(reading, workspace, true)
  if (/country/i.test(variable))
    return toCountry(reading.take(new RegExp(`(?:from|in|for) (${COUNTRY})`))?.[1] ?? '')
  if (/device/i.test(variable)) return reading.take(/\b(mobile|desktop|tablet)\b/)?.[1]?.toLowerCase()
  const value = reading.take(
    new RegExp(`\\b${spoken}(?: of| as| to| is| set to)? (${QUOTE_TOKEN}|[\\w./-]+)`),
  )?.[1]
  return value && reading.quoted(value)
}

function readAdd(reading: Reading): Arguments {
  const url = reading
    .take(/(https?:\/\/[^\s,;]+|(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:\/[^\s,;]*)?)/)?.[1]
    ?.replace(/[.,!?]+$/, '')
  const name = reading.take(
    new RegExp(
      `\\b(?:called|named|name[:=]?|call it|as)(?: (?:a |our )?(?:new )?(?:target|site)\\b)?(?: (?:called|named))? ?(${QUOTE_TOKEN}|(?!(?:a|an|our|new|target)\\b)[\\w&'-]+(?: (?!(?:and|please|pls|to)\\b)[\\w&'-]+){0,3})`,
    ),
  )?.[1]
  if (!url)
    return {
      args: name ? { name: reading.quoted(name) } : {},
      ask: { question: 'What is the URL of the site?', slot: 'url' },
    }
  return { args: { url, ...(name && { name: reading.quoted(name) }) } }
}

function readInvite(reading: Reading): Arguments {
  const email = EMAIL.exec(reading.left)?.[0]?.replace(/\.$/, '')
  const role = /\badmin(?:istrator)?\b/i.test(reading.left.replace(email ?? '', '')) ? 'admin' : 'member'
  return email
    ? { args: { email, role } }
    : { args: { role }, ask: { question: 'Which e-mail address?', slot: 'email' } }
}
