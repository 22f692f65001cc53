import type { LanguageModelV4 } from '@ai-sdk/provider'
import { isStepCount, type ModelMessage, ToolLoopAgent } from 'ai'
import { instructions } from '../chat/instructions.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Case, CaseContext } from './case.ts'
import { needsConfirmation } from './confirmation.ts'
import { stubTools } from './stubs.ts'

export interface CaseOptions {
  now: Date
  /** IANA name of the user's time zone. */
  timeZone: string
}

/** A line out. */
export interface CaseResult {
  id: string | number
  calls: { tool: string; args: Record<string, unknown>; needsConfirmation: boolean }[]
  reply: string
}

/** Plays a conversation against the model with tools that do nothing, and says what its last message led to. */
export async function runCase(
  model: LanguageModelV4,
  { id, turns, context, slash }: Case,
  options: CaseOptions,
): Promise<CaseResult> {
  const workspace = context ?? {}
  const agent = new ToolLoopAgent({
    model,
    instructions: instructions(options.now, describe(workspace, options.timeZone)),
    tools: stubTools(workspace, options.now),
    stopWhen: isStepCount(8),
  })
  const messages: ModelMessage[] = []
  const result: CaseResult = { id, calls: [], reply: '' }
  for (const [index, turn] of turns.entries()) {
    const last = index === turns.length - 1
    messages.push({ role: 'user', content: last && slash ? asCommand(turn) : turn })
    const { steps, text, responseMessages } = await agent.generate({ messages })
    messages.push(...responseMessages)
    if (!last) continue
    result.calls = steps
      .flatMap(({ toolCalls }) => toolCalls)
      .map(({ toolName, input }) => {
        const args = input as Record<string, unknown>
        return { tool: toolName, args, needsConfirmation: needsConfirmation(toolName, args, workspace) }
      })
    result.reply = text
  }
  return result
}

/** Slack sends what follows the command's name. */
function asCommand(text: string): string {
  if (text.trimStart().startsWith('/')) return text
  return /^\s*burst\b/i.test(text) ? `/${text.trimStart()}` : `/burst ${text}`
}

function describe(context: CaseContext, timeZone: string): Workspace {
  return {
    timeZone,
    targets: context.targets?.map(({ name, url, verified }) => ({ name, url, verified })),
    templates: context.templates?.map(({ name, variables }) => ({ name, variables: variables ?? undefined })),
    bursts: context.bursts?.flatMap((burst) =>
      typeof burst === 'string' ? { id: burst } : { id: burst.id, by: burst.by },
    ),
  }
}
