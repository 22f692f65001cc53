import { approvalThreshold } from '../../db/people.ts'
import { describePlan } from '../bursts/describe.ts'
import { previewBurst, startBurst } from '../bursts/start.ts'
import { BurstRequest } from '../planner/request.ts'
import { defineTool } from './tool.ts'

export const runBurst = defineTool({
  name: 'runBurst',
  description:
    "Run a number of real browser sessions on one of the workspace's own verified targets. Plans and records them, and returns at once; runners do the visits. Use dryRun to show the plan only.",
  input: BurstRequest,
  permission: 'runBursts',
  async approval(context, input) {
    if (input.dryRun || input.sessions <= (await approvalThreshold(context.db, context.workspaceId)))
      return undefined
    return describePlan(await previewBurst(context.db, context, seeded(input, context.callId)))
  },
  async run(context, input) {
    const { dryRun, ...request } = seeded(input, context.callId)
    if (dryRun) return { dryRun: true as const, burst: await previewBurst(context.db, context, request) }
    const { burst, plan } = await startBurst(context.db, context, request)
    return { burst: { id: burst.id, ...plan } }
  },
})

/** A seed that belongs to the call, so that the plan which was approved is the plan that runs. */
function seeded(input: BurstRequest, callId: string | undefined): BurstRequest {
  return callId === undefined || input.seed !== undefined ? input : { ...input, seed: fnv1a(callId) }
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo): spreads unique call ids over the seeds there are. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}
