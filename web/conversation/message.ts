import type { UIMessage } from 'ai'
import type { BurstPlan, BurstRequest, LogPage, Trend } from '../client.ts'

/** What a tool answers when the request can't be done; the agent says the same in words. */
export interface Refusal {
  error: { code: string; message: string; field?: string }
}
type LogFilters = Record<string, string | number>

/** The tools whose calls are drawn. */
type Tools = {
  runBurst: {
    input: BurstRequest
    output: { burst: BurstPlan & { id: string } } | { dryRun: true; burst: BurstPlan } | Refusal
  }
  cancelBurst: { input: { burst?: string }; output: unknown }
  logTrends: { input: LogFilters; output: (Trend & { pointsLeftOut?: number }) | Refusal }
  queryLogs: { input: LogFilters; output: LogPage | Refusal }
}

/** How a reply ended that did not come to its end. */
interface Ending {
  state: 'stopped' | 'failed' | 'interrupted'
  text: string
}

export type ChatMessage = UIMessage<unknown, { turn: Ending }, Tools>
export type ChatPart = ChatMessage['parts'][number]
export type ToolPart<Name extends keyof Tools> = Extract<ChatPart, { type: `tool-${Name}` }>

export const textOf = ({ parts }: ChatMessage): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('')

/** Why this reply broke off, unless someone stopped it. */
export const failureOf = (message: ChatMessage | undefined): Error | undefined => {
  const ending = message?.parts.find((part) => part.type === 'data-turn')?.data
  return ending && ending.state !== 'stopped' ? new Error(ending.text) : undefined
}

/** Whether the agent waits for a person to approve something in this message. */
export const waitsForApproval = (message: ChatMessage | undefined): boolean =>
  message?.parts.some((part) => 'state' in part && part.state === 'approval-requested') ?? false
