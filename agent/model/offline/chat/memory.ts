import type { Workspace } from '../../workspace.ts'
import type { Draft } from './burst.ts'
import type { Turn } from './conversation.ts'
import type { Clock } from './zone.ts'

/** A question that the last reply asked, and what its answer completes. */
type Open =
  | { kind: 'burst'; draft: Draft }
  | { kind: 'tool'; tool: string; args: Record<string, unknown>; slot: string }

export interface ToolCall {
  tool: string
  args: Record<string, unknown>
}
/** What the interpreter makes of a message: calls, or words. */
export interface Decision {
  calls: ToolCall[]
  say?: string
  open?: Open
}

/** What earlier turns leave for the ones that follow. */
export interface Memory {
  open?: Open
  burst?: { args: Draft; id?: string }
  /** Calls that wait for a yes: a preview that can be started, or what was not confirmed. */
  offered?: ToolCall[]
  query?: ToolCall
  nextCursor?: string
  /** Rows or targets shown last, for "the second one". */
  items?: Record<string, unknown>[]
  lastTool?: string
}

/** What a message is understood with. */
export interface Scene {
  workspace: Workspace
  clock: Clock
  memory: Memory
  /** Names of the tools there are. */
  offered: ReadonlySet<string>
}

const QUERIES = new Set(['queryLogs', 'logTrends', 'exportLogs'])

/** Adds a turn that is over: what was really called and answered counts, not what would be decided today. */
export function remember(memory: Memory, turn: Turn, decision: Decision): Memory {
  const next: Memory = { ...memory, open: undefined, offered: undefined }
  if (turn.calls.length === 0) next.open = decision.open
  for (const call of turn.calls) {
    const result = turn.results.find(({ id }) => id === call.id)
    const answer = record(result?.value)
    next.lastTool = call.tool
    if (call.tool === 'runBurst') {
      next.burst = { args: call.args as Draft, id: text(record(answer.burst).id) ?? next.burst?.id }
      const { target: _, ...noTarget } = call.args as Draft
      if (answer.error)
        next.open = {
          kind: 'burst',
          draft: record(answer.error).field === 'target' ? noTarget : (call.args as Draft),
        }
    }
    if (!result || waits(call, answer, result.denied))
      next.offered = [...(next.offered ?? []), { tool: call.tool, args: started(call.args) }]
    if (QUERIES.has(call.tool)) next.query = { tool: call.tool, args: call.args }
    if (call.tool === 'queryLogs') next.nextCursor = text(answer.nextCursor)
    if (Array.isArray(answer.items)) next.items = answer.items.map(record)
  }
  return next
}

function waits(call: ToolCall, answer: Record<string, unknown>, denied: boolean): boolean {
  if (denied || answer.needsConfirmation === true) return true
  return call.tool === 'runBurst' && call.args.dryRun === true && !answer.error
}

function started({ dryRun: _, ...args }: Record<string, unknown>): Record<string, unknown> {
  return args
}

/** A value as a record, empty when it is none. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

/** A value as a text, undefined when it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
