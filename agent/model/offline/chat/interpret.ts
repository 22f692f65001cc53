import { readBurst } from './burst.ts'
import { decideBurst } from './check.ts'
import { followUp, ordinal } from './follow.ts'
import { type Intent, intentOf } from './intent.ts'
import { readSettings } from './log-settings.ts'
import { takeFilter } from './logs.ts'
import { readArguments } from './manage.ts'
import type { Decision, Scene } from './memory.ts'
import { formatOf } from './refine.ts'
import { takeBurst } from './refs.ts'
import { aboutRow, CAPABILITIES, CONFUSED } from './say.ts'
import { readSlash, settings, slashHelp } from './slash.ts'
import { readText } from './text.ts'
import { readTrend } from './trends.ts'

const THANKS =
  /^\W*(?:thanks?|thank you|thx|cheers|great|perfect|nice|cool|awesome|got it|ok|okay)(?:[\s,.!]+(?:a lot|so much|you|thanks|very much|that'?s all|bye))*\W*$/i
/** Asks to see something; with a filter of the log in it, rows of the log. */
const BROWSES =
  /^\W*(?:(?:please|pls|can you|could you|ok|now|and|so)[ ,]+)*(?:show|list|display|find|pull|give me|get me|let me see|what happened)\b/i
const NEXT_REQUEST =
  /(?:[.?!;]\s+(?:and |then |also )*|,? (?:and|then|and then|and also|plus)(?: please)? )(?=(?:show|list|tell me|export|download|check|cancel|stop|invite|verify|upgrade|downgrade|save|run|start|send|what|how many|how much|which|give me|inspect|add)\b)/i

/** Decides what a message asks for, given what was said before. */
export function interpret(message: string, scene: Scene): Decision {
  const slash = readSlash(message, scene.clock)
  if (slash?.kind === 'mistake') return say(slash.message)
  if (slash?.kind === 'burst') return decideBurst(slash.draft, undefined, scene)
  if (slash?.kind === 'call')
    return slash.tool === 'help' ? say(slashHelp(scene.offered)) : call(slash.tool, slash.args)
  if (slash?.tool) return byFilters(slash.tool, slash.text, scene)
  return interpretChat(slash?.text ?? message, scene)
}

function interpretChat(message: string, scene: Scene): Decision {
  const follow = followUp(message, scene) ?? aboutItem(message, scene)
  if (follow) return follow
  const several = split(message, scene)
  if (several) return several
  const intent = intentOf(readText(message), scene.workspace)
  if (intent) return act(intent, message, scene)
  if (BROWSES.test(message)) {
    const browse = byFilters('queryLogs', message, scene)
    if (Object.keys(browse.calls[0]?.args ?? {}).length > 0) return browse
  }
  return say(THANKS.test(message) ? 'You are welcome.' : CONFUSED)
}

/** Two requests in one message, when each stands on its own and they go to different tools. */
function split(message: string, scene: Scene): Decision | undefined {
  const at = NEXT_REQUEST.exec(readText(message).left === message ? message : '')
  if (!at) return undefined
  const halves = [message.slice(0, at.index), message.slice(at.index + at[0].length)]
  const [first, second] = halves.map((half) => intentOf(readText(half), scene.workspace))
  const [, later = ''] = halves
  if (!first || !second || first === second || first === 'help' || second === 'help') return undefined
  if (
    first === 'runBurst' &&
    (/\b(?:it|its|that|them|results?|status|progress)\b/i.test(later)
      ? second !== 'saveTemplate'
      : /^(?:add|save|check|download|list)\b/i.test(later))
  )
    return undefined
  if (/^(?:queryLogs|logTrends)$/.test(first) && second === 'exportLogs') return undefined
  const decisions = halves.map((half, index) => act(index ? second : first, half, scene))
  if (decisions.some(({ calls }) => calls.length === 0)) return undefined
  return { calls: decisions.flatMap(({ calls }) => calls) }
}

function act(intent: Intent, message: string, scene: Scene): Decision {
  const { workspace, clock } = scene
  switch (intent) {
    case 'help':
      return say(CAPABILITIES)
    case 'runBurst': {
      const { draft, question } = readBurst(message, workspace, clock)
      return decideBurst(draft, question, scene)
    }
    case 'burstStatus':
    case 'cancelBurst':
    case 'realismReport': {
      const burst = takeBurst(readText(message), workspace)
      return call(intent, burst ? { burst } : {})
    }
    case 'queryLogs':
    case 'logTrends':
    case 'exportLogs':
      return byFilters(intent, message, scene)
    default: {
      const { args, ask } = readArguments(intent, readText(message), workspace)
      return ask
        ? { calls: [], say: ask.question, open: { kind: 'tool', tool: intent, args, slot: ask.slot } }
        : call(intent, args)
    }
  }
}

function byFilters(tool: Intent, message: string, { workspace, clock, memory }: Scene): Decision {
  const { pairs, rest } = settings(message)
  const set = readSettings(pairs)
  if (typeof set === 'string') return say(set)
  const reading = readText(rest)
  if (tool === 'logTrends') return call(tool, { ...readTrend(reading, workspace, clock), ...set })
  const filter = takeFilter(reading, workspace, clock)
  const ours = memory.lastTool === 'runBurst' || memory.lastTool === 'burstStatus'
  if (!filter.burst && ours && /\b(?:they|them|those|it|the burst|that burst|this burst)\b/i.test(message))
    filter.burst = 'latest'
  return call(tool, { ...(tool === 'exportLogs' && { format: formatOf(message) }), ...filter, ...set })
}

/** "the second one", about rows that were shown. */
function aboutItem(message: string, { memory }: Scene): Decision | undefined {
  const index =
    memory.items &&
    message.split(/\s+/).length <= 9 &&
    /\b(?:one|row|it)\b|^\W*(?:the )?\w+\W*$/i.test(message)
      ? ordinal(message)
      : undefined
  const row = index === undefined ? undefined : memory.items?.at(index)
  return row && say(aboutRow(row))
}

const say = (text: string): Decision => ({ calls: [], say: text })
const call = (tool: Intent, args: Record<string, unknown>): Decision => ({ calls: [{ tool, args }] })
