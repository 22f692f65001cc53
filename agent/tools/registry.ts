import { burstStatus } from './burst-status.ts'
import { cancelBurst } from './cancel-burst.ts'
import { inspectTarget } from './inspect-target.ts'
import { listTargets } from './list-targets.ts'
import { queryLogs } from './query-logs.ts'
import { runBurst } from './run-burst.ts'

/** Every tool there is, by its contract name. */
export const TOOLS = { runBurst, burstStatus, cancelBurst, queryLogs, listTargets, inspectTarget }
