import type { LanguageModelV4 } from '@ai-sdk/provider'
import { isStepCount, type ToolApprovalStatus, ToolLoopAgent, type ToolSet, tool } from 'ai'
import type { z } from 'zod'
import { AppError } from '../../db/errors.ts'
import type { Workspace } from '../model/workspace.ts'
import { TOOLS } from '../tools/registry.ts'
import type { Tool, ToolContext } from '../tools/tool.ts'
import { instructions } from './instructions.ts'

/** Enough for a question, a few look-ups and an answer; a loop that goes on longer is lost. */
const MAX_STEPS = 8

type AnyTool = Tool<z.ZodType, unknown>

export interface AgentOptions {
  model: LanguageModelV4
  context: ToolContext
  workspace: Workspace
  /** Signs approval requests, so that a client can't forge the history that would run a tool. */
  approvalSecret: string
}

export function createAgent({ model, context, workspace, approvalSecret }: AgentOptions) {
  const entries = Object.values(TOOLS) as AnyTool[]
  return new ToolLoopAgent({
    model,
    instructions: instructions(context.now, workspace),
    tools: Object.fromEntries(entries.map((entry) => [entry.name, asSdkTool(entry, context)])) as ToolSet,
    toolApproval: Object.fromEntries(
      entries.flatMap((entry) => (entry.approval ? [[entry.name, approvalOf(entry, context)]] : [])),
    ),
    experimental_toolApprovalSecret: approvalSecret,
    stopWhen: isStepCount(MAX_STEPS),
  })
}

function asSdkTool(entry: AnyTool, context: ToolContext) {
  return tool({
    description: entry.description,
    inputSchema: entry.input,
    execute: async (input: unknown, { toolCallId: callId }) => {
      try {
        return plainJson(await entry.run({ ...context, callId }, input))
      } catch (error) {
        return { error: explain(error) }
      }
    },
  })
}

/** Asks first, with the plan in words as the reason, when the tool says that this very call needs it. */
function approvalOf(entry: AnyTool, context: ToolContext) {
  return async (
    input: unknown,
    { toolCallId: callId }: { toolCallId: string },
  ): Promise<ToolApprovalStatus | undefined> => {
    try {
      const reason = await entry.approval?.({ ...context, callId }, input)
      return reason === undefined ? undefined : { type: 'user-approval', reason }
    } catch (error) {
      // A request that can't run needs nobody's approval: the tool itself answers with the reason.
      if (error instanceof AppError) return undefined
      throw error
    }
  }
}

function explain(error: unknown) {
  if (error instanceof AppError) return { code: error.code, message: error.message, field: error.field }
  throw error
}

/** Dates become strings here, so that the model, the stream and the stored message hold the same thing. */
const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))
