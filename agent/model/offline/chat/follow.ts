import { asksForBurst } from './asks.ts'
import { type Draft, readBurst } from './burst.ts'
import { decideBurst } from './check.ts'
import { intentOf } from './intent.ts'
import type { Decision, Memory, Scene } from './memory.ts'
import { NUMBER, toNumber } from './numbers.ts'
import { COUNTRY, toCountry } from './places.ts'
import { LEAD, refine } from './refine.ts'
import { takeTarget } from './target.ts'
import { readText } from './text.ts'

const YES =
  /^\W*(?:yes|yep|yeah|yup|y|sure|ok|okay|k|go|go ahead|go for it|do it|do that|please do|confirm(?:ed)?|approved?|start(?: it)?|run it|launch(?: it)?|start it now|sounds good|looks good|perfect|great|fine|correct|right|exactly|let'?s go|make it so|proceed|ship it|execute it)(?:[\s,.!]+(?:yes|please|pls|then|go ahead|do it|start(?: it)?|run it|launch it|go|now|thanks|that works|let'?s go|sounds good|looks good))*\W*$/i
const NO =
  /^\W*(?:no|nope|nah|n|never ?mind|forget (?:it|that|about it)|leave it|not now|don'?t|do not|cancel that request|stop|no thanks?|no thank you)(?:[\s,.!]+(?:thanks|thank you|please|don'?t|do not|never ?mind|it|that|leave it|stop))*\W*$/i
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const ORDINAL = new RegExp(
  `\\b(?:the )?(${ORDINALS.join('|')}|last)(?: one)?\\b|^\\W*(?:number |no\\.? |#)?(\\d)(?:st|nd|rd|th)?\\W*$`,
  'i',
)
const AGAIN =
  /\b(?:same(?: (?:again|thing|burst|journey|steps|visit|as before|one|run|setup|settings))?|again|once more|one more time|repeat(?: (?:it|that|the last (?:one|burst)))?|re-?run(?: (?:it|that|the last (?:one|burst)))?|(?:make|change|set|turn) (?:it|that|them)|do (?:it|that)|run (?:it|that)|instead|another \d+|another (?:round|batch)|\d+ more|double|triple|twice as many|half as many|halve)\b/i
const SET_NUMBER = new RegExp(
  `\\b(?:make (?:it|that|them)|do|use|try|say|with|let'?s do|actually|rather|to|only|just|no,?|instead|another|take|about|maybe|ok(?:ay)?,?)[ ,]+(${NUMBER})\\b(?! ?(?:%|percent|hours?|minutes?|mins?|days?|am|pm|:|on (?:mobile|desktop|tablet)))|^\\W*(${NUMBER})(?=[,;.] )|^\\W*(${NUMBER})(?: (?:please|pls|sessions?|visitors?|then|instead|of them|more|people|users))*\\W*$`,
  'i',
)

/** Understands a message by what was said before it; undefined when it stands on its own. */
export function followUp(message: string, scene: Scene): Decision | undefined {
  const { memory } = scene
  if (memory.offered && YES.test(message)) return { calls: memory.offered }
  if ((memory.offered || memory.open) && NO.test(message))
    return { calls: [], say: 'All right, nothing is started.' }
  const intent = intentOf(readText(message), scene.workspace)
  if (
    memory.open &&
    (!intent || intent === 'runBurst' || (intent === 'queryLogs' && memory.open.kind === 'burst'))
  ) {
    const answered =
      memory.open.kind === 'burst'
        ? answerBurst(message, memory.open.draft, scene)
        : answerTool(message, memory.open, intent)
    if (answered) return answered
  }
  const burst = memory.burst && againBurst(message, memory.burst.args, intent, scene)
  if (burst) return burst
  return memory.query && refine(message, memory.query, intent, scene)
}

function answerTool(
  message: string,
  open: Extract<Memory['open'], { kind: 'tool' }>,
  intent: string | undefined,
): Decision | undefined {
  if (intent) return undefined
  const reading = readText(message)
  const words = reading
    .quoted(
      reading.left
        .replace(/^\W*(?:call it|name it|it'?s|the|use|to|as|please|let'?s (?:call it|take|go with))\s+/i, '')
        .replace(/(?:,? (?:please|pls|plan|template|thanks))*[.!?\s]*$/i, ''),
    )
    .trim()
  if (!words) return undefined
  const value = open.slot === 'plan' ? /\b(free|pro|team)\b/i.exec(words)?.[1]?.toLowerCase() : words
  return value ? { calls: [{ tool: open.tool, args: { ...open.args, [open.slot]: value } }] } : undefined
}

/** Completes the burst that a question was about. */
function answerBurst(message: string, open: Draft, scene: Scene): Decision | undefined {
  const { draft, question } = readBurst(message, scene.workspace, scene.clock)
  const fresh = draft.sessions !== undefined && draft.journey && open.sessions !== undefined
  if (fresh) return undefined
  const patch: Draft = { ...draft }
  const number = SET_NUMBER.exec(message.trim())
  if (patch.sessions === undefined && number) patch.sessions = toNumber(number.slice(1).find(Boolean) ?? '')
  const choices = (scene.workspace.targets ?? []).filter(({ verified }) => verified !== false)
  const picked = ordinal(message)
  if (!patch.target && !open.target && open.sessions !== undefined) {
    const chosen =
      picked === undefined ? takeTarget(readText(`on ${message}`), scene.workspace) : choices.at(picked)?.name
    if (chosen) return decideBurst({ ...open, target: chosen }, undefined, { ...scene, memory: {} })
  }
  const place = open.countries && !patch.countries && restCountry(message)
  if (place && open.countries)
    patch.countries =
      place in open.countries ? open.countries : { ...open.countries, [place]: 100 - total(open.countries) }
  if (Object.keys(patch).length === 0)
    return YES.test(message) || !intentless(message) ? decideBurst(open, question, scene) : undefined
  return decideBurst({ ...open, ...patch }, question, scene)
}

const intentless = (message: string) => !/\b(?:yes|ok|sure|number|sessions?)\b/i.test(message)
const total = (parts: Record<string, number>) => Object.values(parts).reduce((sum, part) => sum + part, 0)
const restCountry = (message: string) =>
  toCountry(new RegExp(COUNTRY, 'i').exec(message)?.[0] ?? /\b[A-Z]{2}\b/.exec(message)?.[0] ?? '')

/** Place of an ordinal in a list, from 0; -1 is the last. */
export function ordinal(message: string): number | undefined {
  const match = ORDINAL.exec(message)
  if (!match) return undefined
  if (match[2]) return Number(match[2]) - 1
  return match[1]?.toLowerCase() === 'last' ? -1 : ORDINALS.indexOf((match[1] ?? '').toLowerCase())
}

/** "make it 10", "same again but mobile only": the last burst with what the message changes. */
function againBurst(
  message: string,
  last: Draft,
  intent: string | undefined,
  scene: Scene,
): Decision | undefined {
  const { workspace, clock, memory } = scene
  if (intent && intent !== 'runBurst' && !(intent === 'queryLogs' && AGAIN.test(message))) return undefined
  const elliptic =
    AGAIN.test(message) || (memory.lastTool === 'runBurst' && LEAD.test(message) && !ownBurst(message, scene))
  const bare = memory.lastTool === 'runBurst' && new RegExp(`^\\W*${NUMBER}\\W*$`, 'i').test(message)
  if (!elliptic && !bare) return undefined
  const { draft, question, factor } = readBurst(message, workspace, clock)
  const number = SET_NUMBER.exec(message.trim())
  const patch: Draft = { ...draft }
  if (patch.sessions === undefined && number) patch.sessions = toNumber(number.slice(1).find(Boolean) ?? '')
  if (factor && last.sessions) patch.sessions = Math.round(last.sessions * factor)
  if (patch.journey && !/\b(?:then|steps?|journey|visit|open|sign|go)\b|[>→]/i.test(message))
    delete patch.journey
  const kept: Draft = { ...last }
  if (last.window && Date.parse(last.window.from) < clock.now.getTime()) delete kept.window
  if (patch.journey && !patch.dropOff) delete kept.dropOff
  if (/\b(?:run|start|launch|do) (?:it|that)\b|\bfor real\b/i.test(message) && !patch.dryRun)
    delete kept.dryRun
  if (Object.keys(patch).length === 0 && !AGAIN.test(message)) return undefined
  return decideBurst({ ...kept, ...patch }, question, { ...scene, memory: {} })
}

function ownBurst(message: string, scene: Scene): boolean {
  const { draft } = readBurst(message, scene.workspace, scene.clock)
  return asksForBurst(readText(message)) && draft.sessions !== undefined && draft.journey !== undefined
}
