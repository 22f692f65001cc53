import { approvalThreshold } from '../../db/people.ts'
import { previewBurst, startBurst } from '../bursts/start.ts'
import { BurstRequest } from '../planner/request.ts'
import { defineTool } from './tool.ts'

export const runBurst = defineTool({
  name: 'runBurst',
  description:
    "Run a number of real browser sessions on one of the workspace's own verified targets. Plans and records them, and returns at once; runners do the visits. Use dryRun to show the plan only.",
  input: BurstRequest,
  async needsApproval({ db, workspaceId }, input) {
    return !input.dryRun && input.sessions > (await approvalThreshold(db, workspaceId))
  },
  async run(context, { dryRun, ...request }) {
    if (dryRun) return { dryRun: true as const, burst: await previewBurst(context.db, context, request) }
    const { burst, plan } = await startBurst(context.db, context, request)
    return { burst: { id: burst.id, ...plan } }
  },
})
