import type { Workspace } from '../../workspace.ts'
import { type LogFilter, takeFilter } from './logs.ts'
import type { Decision, Scene, ToolCall } from './memory.ts'
import { readText } from './text.ts'
import { readTrend } from './trends.ts'
import type { Clock } from './zone.ts'

/** How a message begins that changes what was said before. */
export const LEAD =
  /^\W*(?:and|what about|how about|same|only|just|now|but|also|ok(?:ay)?|then|instead|for|actually|again|repeat|once more|with|make (?:it|that)|change|set|use|no|without|on|from|in|those|these|of those|filter|show (?:only|just|me only|those|these|the same)|sort)\b/i

/** "and yesterday?", "only the failed ones", "as csv": the last question with other filters. */
export function refine(
  message: string,
  last: ToolCall,
  intent: string | undefined,
  { workspace, clock, memory }: Scene,
): Decision | undefined {
  if (
    /^\W*(?:(?:show |give )?(?:me )?)?(?:more|next(?: page)?|the next (?:page|ones?)|older ones|continue|the rest)\W*$/i.test(
      message,
    ) &&
    memory.nextCursor
  )
    return { calls: [{ tool: last.tool, args: { ...last.args, cursor: memory.nextCursor } }] }
  const those = /\b(?:those|these|them|that|it|this|the same)\b/i.test(message)
  if (intent === 'exportLogs' && (those || message.split(/\s+/).length <= 4)) {
    const { metric: _m, bucket: _b, groupBy: _g, cursor: _c, ...filters } = last.args
    return {
      calls: [
        {
          tool: 'exportLogs',
          args: { ...filters, ...takeFilter(readText(message), workspace, clock), format: formatOf(message) },
        },
      ],
    }
  }
  const short = LEAD.test(message) || (!intent && message.split(/\s+/).length <= 5)
  if (!short || (intent && intent !== 'queryLogs' && intent !== 'logTrends')) return undefined
  if (last.tool === 'logTrends' || intent === 'logTrends') return refineTrend(message, last, workspace, clock)
  const filter = takeFilter(readText(message), workspace, clock)
  if (Object.keys(filter).length === 0) return undefined
  return { calls: [{ tool: last.tool, args: { ...without(last.args, filter), ...filter } }] }
}

function refineTrend(
  message: string,
  last: ToolCall,
  workspace: Workspace,
  clock: Clock,
): Decision | undefined {
  const { metric, bucket, ...found } = readTrend(readText(message), workspace, clock)
  const says = (pattern: RegExp) => pattern.test(message)
  const patch = {
    ...(says(/bounc|complet|conver|length|long|duration|pages|events|sessions|visits/i) && { metric }),
    ...(says(/minute|hour|day\b|daily|week/i) && !says(/yesterday|today|last|past/i) && { bucket }),
    ...found,
  }
  if (Object.keys(patch).length === 0) return undefined
  const base = last.tool === 'logTrends' ? last.args : { metric, bucket, ...last.args }
  return { calls: [{ tool: 'logTrends', args: { ...without(base, found), ...patch } }] }
}

/** A new time range replaces the old one whole; a new page starts at its beginning. */
function without(args: Record<string, unknown>, filter: LogFilter): Record<string, unknown> {
  const { cursor: _, ...kept } = args
  if (!filter.from && !filter.to) return kept
  const { from: _from, to: _to, ...rest } = kept
  return rest
}

/** Format of an export: "Excel" opens CSV. */
export function formatOf(message: string): 'csv' | 'jsonl' {
  return /\b(?:jsonl?|ndjson|json lines)\b/i.test(message) ? 'jsonl' : 'csv'
}
