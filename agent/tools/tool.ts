import type { z } from 'zod'
import type { Db } from '../../db/client.ts'

/** Who calls a tool, and from where. Tools get no more than this. */
export interface ToolContext {
  db: Db
  workspaceId: string
  userId: string
  conversationId?: string
  now: Date
}

/** A tool is data plus one function. The function throws AppError; whoever calls decides how to word it. */
export interface Tool<Input extends z.ZodType, Output> {
  name: string
  description: string
  input: Input
  /** True when this very call waits for a person's confirmation. */
  needsApproval?(context: ToolContext, input: z.output<Input>): Promise<boolean>
  run(context: ToolContext, input: z.output<Input>): Promise<Output>
}

/** Keeps the input and output types of a tool while checking its shape. */
export const defineTool = <Input extends z.ZodType, Output>(tool: Tool<Input, Output>) => tool
