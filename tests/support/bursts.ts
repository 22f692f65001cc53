import { startBurst } from '../../agent/bursts/start.ts'
import type { BurstRequest } from '../../agent/planner/request.ts'
import type { Database } from '../../db/client.ts'
import type { Tenant } from './databases.ts'

export const JOURNEY = ['open the pricing page', 'sign up']

/** A recorded burst on the demo shop, due at once. */
export async function recordedBurst(
  { db }: Database,
  { workspaceId, userId }: Tenant,
  request: Partial<BurstRequest> = {},
  burstId?: string,
) {
  const asked = { target: 'demo shop', sessions: 3, journey: JOURNEY, seed: 1, ...request }
  return (await startBurst(db, { workspaceId, userId, burstId, now: new Date() }, asked)).burst
}
