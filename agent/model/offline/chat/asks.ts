import { AFTER_VERB, BY_DEVICE, COUNT, NOUN, POLITE, RANGE, TIMES } from './count.ts'
import type { Reading } from './text.ts'

/** Says that a burst is only to be planned. */
export const DRY =
  /(?:,? ?(?:as an?|in|do an?|just an?|a|with a|for an?) )?\b(?:dry[- ]?run(?:ning)?(?: mode)?(?: only| first)?(?: of| for)?(?! ?=| ?: ?(?:true|false|yes|no)\b)|preview(?: only)?(?: of)?|(?:but )?(?:don'?t|do not|without) (?:start|run|execut|launch|actually (?:start|run))(?:ing)?(?: (?:it|them|anything|yet))*|what would happen if(?: (?:i|we|you))?|what if (?:i|we)|how would .{0,20}look if(?: (?:i|we))?|plan only|only plan(?: it)?|pretend(?: to)?|(?:i )?(?:only|just) (?:want|need)(?: to see)? (?:the|a) (?:plan|preview)|(?:only|just) show(?: me)? (?:the|a) (?:plan|preview)|simulation only|just plan(?: it)?|plan out)\b/
const QUERY =
  /^\W*(?:(?:please|pls|plz|can you|could you|would you|hey|ok|so|and|now)[ ,]+)*(?:show|list|find|which|what(?!'s? would| would happen| if)|how|why|tell|count|display|export|download|who|where|when|did|were|was|are|is|any|does|do (?:i|we|you)|search|cancel|stop|abort|kill|check|sort|filter|look)\b/
const STARTING = new RegExp(
  `^\\W*${POLITE}(?:(?:re-?)?run|send|start|launch|simulate|generate|create|fire|kick off|spin up|drive|push|throw|trigger|execute|set up|queue|schedule|plan|preview|begin|do|make|need|want|get me|get|give me|bring|pump|release)(?: (?:off|up|me|us|out|an?|some|few|several|many|more|another|new|the|other|lots of|a lot of|a bunch of|a few|real|fake|test|mobile|desktop|tablet|browser|demo|little|bit of))* (?:bursts?|sessions?|visitors?|visits?|traffic|users|people|customers|shoppers|load|it)\\b(?! (?:report|logs?|status|trends?|that failed))`,
)
const VAGUE = new RegExp(
  `^\\W*${POLITE}(?:(?:run|send|start|simulate|generate|launch|get|bring) )?(?:a few|some|several|many|a bunch of|lots of|plenty of|more|a handful of|as many|a number of) ${NOUN}\\b(?= (?:on|to|through|for|at|as|please|pls)\\b|\\s*$)`,
)
const FOUND =
  /\b(?:failed|completed|dropped|bounced|cancelled|longest|shortest|newest|oldest|latest|last|most recent|left|remaining)\b/

/** Whether a message asks for visitors to be sent, rather than about sessions that were. */
export function asksForBurst(reading: Reading): boolean {
  const text = reading.left
  if (reading.has(DRY) && (reading.has(COUNT) || reading.has(TIMES) || reading.has(AFTER_VERB))) return true
  if (new RegExp(QUERY.source, 'i').test(text)) return false
  if (reading.has(VAGUE) && !reading.has(FOUND)) return true
  const count = new RegExp(COUNT.source, 'i').exec(text)
  if (count)
    return (
      !FOUND.test((count[2] ?? '').toLowerCase()) &&
      !/^\W*(?:the |my |our )?(?:last|latest|first|top|newest|oldest|longest|shortest|slowest|quickest|fastest|most recent|recent)\b/i.test(
        text,
      )
    )
  return (
    reading.has(BY_DEVICE) ||
    reading.has(TIMES) ||
    reading.has(AFTER_VERB) ||
    reading.has(STARTING) ||
    reading.has(RANGE)
  )
}
