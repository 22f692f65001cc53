import type { z } from 'zod'
import type { Origin } from '../../db/audit.ts'
import type { Db } from '../../db/client.ts'
import type { Permission } from '../../db/permissions.ts'
import { demandNow } from '../../db/rights.ts'
import type { MailInvite } from '../invites/invite.ts'
import type { Places } from '../planner/lent-places.ts'

/** Who calls a tool, and from where. Tools get no more than this. */
export interface ToolContext extends Origin {
  db: Db
  workspaceId: string
  userId: string
  conversationId?: string
  /** Of this very call, where a model makes it: the same for the question and for the run. */
  callId?: string
  /** Where people open the product, for links. */
  pageUrl: string
  /** Absent where no mail can be sent. */
  mailInvite?: MailInvite
  /** Where Browserbase lends the browsers: how many, how fast. */
  lent?: Places
  now: Date
  /** The person's, IANA; UTC where nobody told. */
  timeZone?: string
}

/** A tool is data plus one function. The function throws AppError; whoever calls decides how to word it. */
export interface Tool<Input extends z.ZodType, Output> {
  name: string
  description: string
  input: Input
  /** What the caller must be allowed to. */
  permission: Permission
  /** What a person must confirm before this very call runs, in words; undefined when nothing. */
  approval?(context: ToolContext, input: z.output<Input>): Promise<string | undefined>
  run(context: ToolContext, input: z.output<Input>): Promise<Output>
}

/**
 * A tool that does nothing for those who may not, whoever calls it. What they may is read at each call: a reply goes
 * on for minutes, and a membership may end meanwhile.
 */
export const defineTool = <Input extends z.ZodType, Output>({
  approval,
  run,
  ...tool
}: Tool<Input, Output>): Tool<Input, Output> => ({
  ...tool,
  approval:
    approval &&
    (async (context, input) => {
      await demandNow(context.db, context, tool.permission)
      // A key that may do it counts as confirmed: nobody sits there to be asked.
      return context.keyId ? undefined : approval(context, input)
    }),
  async run(context, input) {
    await demandNow(context.db, context, tool.permission)
    return run(context, input)
  },
})
