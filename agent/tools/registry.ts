import { addTarget } from './add-target.ts'
import { burstStatus } from './burst-status.ts'
import { cancelBurst } from './cancel-burst.ts'
import { inviteMember } from './invite-member.ts'
import { listTargets } from './list-targets.ts'
import { logTrends } from './log-trends.ts'
import { queryLogs } from './query-logs.ts'
import { realismReport } from './realism-report.ts'
import { runBurst } from './run-burst.ts'
import { verifyTarget } from './verify-target.ts'

/** Every tool there is, by its contract name. */
export const TOOLS = {
  runBurst,
  burstStatus,
  cancelBurst,
  queryLogs,
  logTrends,
  realismReport,
  listTargets,
  addTarget,
  verifyTarget,
  inviteMember,
}
