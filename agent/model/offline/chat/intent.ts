import type { Workspace } from '../../workspace.ts'
import { asksForBurst } from './asks.ts'
import { literal, type Reading } from './text.ts'
import { ASKS_TREND } from './trends.ts'

/** The agent's tools, plus help. */
export type Intent =
  | 'runBurst'
  | 'burstStatus'
  | 'cancelBurst'
  | 'queryLogs'
  | 'logTrends'
  | 'exportLogs'
  | 'checkBilling'
  | 'changePlan'
  | 'listTemplates'
  | 'saveTemplate'
  | 'runTemplate'
  | 'listTargets'
  | 'addTarget'
  | 'verifyTarget'
  | 'inspectTarget'
  | 'realismReport'
  | 'saveSchedule'
  | 'listSchedules'
  | 'inviteMember'
  | 'help'

/** A rhythm such as "every Monday at 9", "daily", or a cron line. */
export const RHYTHM =
  /\b(?:(?:every|each) (?:other )?(?:\d+ (?:minutes|hours|days|weeks)|day|weekday|working day|morning|evening|night|afternoon|hour|week|weekend|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?(?:(?:,| and| &)+ (?:mon|tues|wednes|thurs|fri|satur|sun)day)*|daily|nightly|weekly|hourly|monthly|on weekdays|weekdays|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:once|twice|\d+ times) an? (?:day|week|hour|month))(?:(?:,? (?:on|at|in the|from|between|around))? (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midnight|morning|evening|afternoon|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|h|o'?clock)?)(?: (?:am|pm|sharp))?)*|(?:(?:\*(?:\/\d+)?|[\d,-]+(?:\/\d+)?) ){4}(?:\*|[\d,-]+|mon|tue|wed|thu|fri|sat|sun)/i
export const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/

const VENDOR = '(?:posthog|mixpanel|amplitude|ga4|google analytics|segment|plausible|umami|fullstory|hotjar)'
const LIST = '(?:list|show|see|what|which|view|display|any|have|do (?:i|we)|all|find|search)'
const SITE = '(?:targets?|sites?|websites?|shops?|domains?|origins?|urls?)'

const RULES: [Intent, RegExp][] = [
  [
    'listSchedules',
    /\b(?:list|show|see|what|which|view|display|any)\b.{0,30}\b(?:schedules|scheduled (?:templates?|runs?|bursts?|jobs?)|is scheduled|schedule)\b|^(?:my |our |the )?schedules\??$|\bwhat'?s scheduled\b/i,
  ],
  [
    'saveTemplate',
    /\b(?:save|store|keep|remember|turn|make|create|add)\b.{0,60}\btemplate\b|\bsave (?:this|that|it|the (?:burst|conversation|prompt|chat))\b.{0,20}\bas\b|\bnew template\b/i,
  ],
  [
    'runTemplate',
    /\b(?:run|use|start|launch|execute|apply|play|trigger|kick off|fire)\b.{0,60}\btemplate\b/i,
  ],
  [
    'listTemplates',
    new RegExp(
      `\\b${LIST}\\b.{0,40}\\btemplates\\b|^(?:my |our |the )?templates\\??$|\\b(?:have|got|any|is there)\\b.{0,20}\\btemplates?\\b|\\btemplates?\\b.{0,25}\\b(?:have|exist|saved|available|are there)\\b`,
      'i',
    ),
  ],
]
const LATER_RULES: [Intent, RegExp][] = [
  [
    'burstStatus',
    /\b(?:what|how (?:long|much)) (?:did|has) (?:it|that|this|(?:the|my|our) (?:last |latest )?(?:burst|run)) (?:cost|take|taken|spend|spent)\b|\bspent on (?:it|that|(?:the|my|our) (?:last |latest )?(?:burst|run))\b/i,
  ],
  [
    'changePlan',
    /\b(?:upgrade|downgrade)\b|\b(?:switch|change|move|go|put|get|cancel|end)\b.{0,30}\b(?:plan|subscription|(?:to|on|onto|back to) (?:the )?(?:free|pro|team)\b)/i,
  ],
  [
    'checkBilling',
    /\bbilling\b|\binvoices?\b|\bquota\b|\bsubscription\b|\b(?:my|our|the|current|what|which) plan\b|\bplan (?:am|are|do) (?:i|we)\b|\b(?:left|remaining|remain)\b.{0,30}(?:month|period|plan)|\bsessions?\b.{0,30}\b(?:left|remaining|remain|available)\b|\b(?:how much|how many).{0,40}\b(?:left|remaining|paying|pay|owe|cost|allowance)\b|\bhow many\b.{0,30}\b(?:can|could|may) (?:i|we)\b|\busage\b|\b(?:used|consumed|spent) (?:up )?(?:this|so far this) (?:month|period)\b|\bpayments?\b|\b(?:period|month|plan) (?:end|ends|renew|renews|reset|resets)\b|\brenew(?:al|s)?\b|\bcredits?\b/i,
  ],
  [
    'realismReport',
    /\breali(?:sm|stic)\b|\b(?:look|looks|seem|seems|appear) (?:real|human|fake|natural|believable|like (?:a )?(?:real|bot))|\bbelievable\b|\breceipt\b/i,
  ],
  [
    'verifyTarget',
    /\b(?:verify|verif(?:ied|ication)|prove (?:that )?(?:i|we) own|confirm ownership)\b(?!.{0,20}\?$)|\bhow (?:do|can) (?:i|we) verify\b/i,
  ],
  [
    'inspectTarget',
    /\b(?:inspect|doctor|diagnos\w+|survey|audit|examine|scan)\b|\b(?:sdks?|analytics|tracking|posthog|mixpanel|amplitude|snippet)\b.{0,50}\b(?:work\w*|install\w*|set ?up|load\w*|correct\w*|there|present|fir(?:e|es|ing)|ok|detected|found|broken|send\w*)\b|\bcheck\b.{0,25}\b(?:sdk|tracking|analytics|site|posthog|mixpanel|amplitude|setup)\b|\bis\b.{0,30}\b(?:instrumented|tracked|ready for sessions)\b|\bwhich (?:analytics|sdks?|trackers?)\b/i,
  ],
  [
    'inspectTarget',
    new RegExp(
      `\\b(?:what|which)\\b.{0,12}\\b(?:analytics|sdks?|trackers?)\\b|\\b(?:do|does|is|are|has|will|why)\\b.{0,50}\\b(?:${VENDOR}|(?:cookie|consent) (?:banner|notice|dialog))\\b|\\b(?:suggest|propose|recommend)\\b.{0,30}\\b(?:journeys?|flows?)\\b`,
      'i',
    ),
  ],
  [
    'addTarget',
    new RegExp(
      `\\b(?:add|register|connect|create|onboard|include|set up|new)\\b.{0,60}\\b(?:${SITE}|https?:)|\\badd \\S+\\.\\w+`,
      'i',
    ),
  ],
  [
    'listTargets',
    new RegExp(
      `\\b${LIST}\\b.{0,40}\\b(?:targets|sites|websites|shops|domains|urls)\\b|^(?:my |our |the )?(?:targets|sites)\\??$|\\bwhere can (?:i|we|you) (?:run|send)\\b`,
      'i',
    ),
  ],
  ['exportLogs', /\b(?:export|download|csv|excel|xlsx?|spreadsheet|jsonl|ndjson)\b/i],
]
const CANCEL =
  /\b(?:cancel|stop|abort|kill|halt|terminate|call off|pull the plug on|end)\b.{0,40}\b(?:bursts?|runs?|it|that|this|everything|sessions?|all|them|one|running|latest|last|traffic)\b|^\W*(?:please |pls |ok |no,? )?(?:cancel|stop|abort)\b|\bcancel burst\b/i
const STATUS =
  /\bstatus\b|\bprogress\b|\bhow(?:'s|s| is| are| was| did)? (?:it|the|my|our|that|this|things|everything|we|burst|those|they)\b.{0,40}\b(?:going|doing|coming|looking|progressing|go|turn out)\b|\b(?:is|are|was|has|have|did)\b.{0,40}\b(?:done|finished|finish|ready|over|through|complete|completed|still running|running|started|working)\b(?: yet| now| already)?\s*\??$|\bstill running\b|\bhow far\b|\bwhere (?:are|do) (?:we|things)\b|\bwhere (?:is|does) (?:it|the burst|my burst)\b|\bhow many\b.{0,40}\b(?:so far|to go|still (?:running|to go|left)|are done|are running|are finished)\b|\b(?:any )?(?:update|updates|eta)\b|\bwhen (?:will|does|is)\b.{0,30}\b(?:finish|done|over|ready|end)\b|\bwhat(?:'s| is) (?:it|the burst|my burst) doing\b/i
const LOG_WORD =
  /\b(?:logs?|sessions?|visits?|visitors?|failures?|failed|fail|failing|errors?|bounced|bounces?|dropped|drop[- ]?offs?|completed|crash(?:ed|es)?|went wrong|br[eo]aks?|broken?|g[ai]ve up|abandon(?:ed)?|left early|succeeded|finished|converted|rows|recordings?|runs|users|people|journeys)\b|\bwhat happened\b|\bproblems?\b/i
const ASKING =
  /^\W*(?:please |pls |plz |can you |could you |would you |hey,? |ok,? |so |and |now |i want to |i'd like to |i would like to |let me |let's )*(?:show|list|find|which|what|why|who|where|how|tell|count|display|get|give|look|search|pull|fetch|did|does|do|were|was|are|is|any|see|view|filter|sort|open|query|logs?|latest|last|newest|recent|longest|shortest|oldest|failed|top|all|only|every|inspect|grep|explain|errors?|failures?|the)\b/i
const HELP =
  /^\W*(?:help|\?+|what can (?:you|i|we) do\b.*|what (?:do|are) you\b.*|how (?:does (?:this|it) work|do (?:i|you) (?:use|start|begin|work)\b.*)|who are you\b.*|capabilities|examples?|commands|usage|get(?:ting)? started|hi|hello|hey|good (?:morning|afternoon|evening)|yo|can you help(?: me)?|what(?:'s| is) (?:this|sessionburst)|what is possible|what else can you do)\W*$/i

/** Which tool a message is about, or undefined when that is not clear. */
export function intentOf(reading: Reading, workspace: Workspace): Intent | undefined {
  const text = reading.left.trim()
  if (HELP.test(text)) return 'help'
  const head = text.split(/:(?!\/\/)|[\uE002\n]/)[0] ?? ''
  if (EMAIL.test(text) && /\b(?:invite|add|give|onboard|send)\b/i.test(head) && !asksForBurst(reading))
    return 'inviteMember'
  if (/\binvite\b/i.test(head) && !asksForBurst(reading)) return 'inviteMember'
  const early = RULES.find(([, rule]) => rule.test(head))?.[0]
  const templated = namedTemplate(text, workspace)
  const wantsSchedule =
    RHYTHM.test(
      templated
        ? text.replace(new RegExp(literal(templated).replace(/[\s_-]+/g, '[\\s_-]+'), 'i'), '')
        : text,
    ) &&
    (/\b(?:schedule|template|run|start|launch|send)\b/i.test(head) || templated)
  if (wantsSchedule && !ASKS_TREND_ONLY.test(head)) return 'saveSchedule'
  if (/\b(?:pause|resume|unpause|reschedule)\b/i.test(head) && (templated || /\bschedule\b/i.test(text)))
    return 'saveSchedule'
  if (early) return early
  if (templated && /\b(?:run|use|start|launch|execute|apply|fire|kick off|trigger)\b/i.test(head))
    return 'runTemplate'
  if (asksForBurst(reading)) return 'runBurst'
  const later = LATER_RULES.find(([, rule]) => rule.test(head))?.[0]
  if (later) return later
  if (CANCEL.test(head)) return 'cancelBurst'
  if (ASKS_TREND.test(head) && !/\bstatus\b/i.test(head)) return 'logTrends'
  if (STATUS.test(head)) return 'burstStatus'
  return LOG_WORD.test(text) && (ASKING.test(text) || text.split(/\s+/).length <= 8) ? 'queryLogs' : undefined
}

const ASKS_TREND_ONLY = /^\W*(?:show|plot|chart|graph|what|how|list|give|compare|display)\b/i

/** The workspace's template whose name stands in the text. */
export function namedTemplate(text: string, workspace: Workspace): string | undefined {
  const plain = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `
  const fits = (workspace.templates ?? []).filter(({ name }) =>
    plain.includes(
      ` ${name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()} `,
    ),
  )
  return fits.sort((a, b) => b.name.length - a.name.length)[0]?.name
}
