import { burstStatus } from './burst-status.ts'
import { cancelBurst } from './cancel-burst.ts'
import { listTargets } from './list-targets.ts'
import { queryLogs } from './query-logs.ts'
import { realismReport } from './realism-report.ts'
import { runBurst } from './run-burst.ts'

/** Every tool there is, by its contract name. */
export const TOOLS = { runBurst, burstStatus, cancelBurst, queryLogs, listTargets, realismReport }
