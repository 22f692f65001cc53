import type { z } from 'zod'
import type { Db } from '../../db/client.ts'

/** Who calls a tool, and from where. Tools get no more than this. */
export interface ToolContext {
  db: Db
  workspaceId: string
  userId: string
  conversationId?: string
  /** Of this very call, where a model makes it: the same for the question and for the run. */
  callId?: string
  now: Date
  /** The person's, IANA; UTC where nobody told. */
  timeZone?: string
}

/** A tool is data plus one function. The function throws AppError; whoever calls decides how to word it. */
export interface Tool<Input extends z.ZodType, Output> {
  name: string
  description: string
  input: Input
  /** What a person must confirm before this very call runs, in words; undefined when nothing. */
  approval?(context: ToolContext, input: z.output<Input>): Promise<string | undefined>
  run(context: ToolContext, input: z.output<Input>): Promise<Output>
}

/** Keeps the input and output types of a tool while checking its shape. */
export const defineTool = <Input extends z.ZodType, Output>(tool: Tool<Input, Output>) => tool
