import type { Db } from '../../db/client.ts'
import { countVisitors, type KeptPeople } from '../../db/visitor-list.ts'
import type { PlannedSession } from '../planner/plan.ts'

/** Who a burst's visitors will be. */
export interface PlannedPeople {
  new: number
  returning: number
  /** People of the target's vault whom those who return can be, as it is now; whoever finds nobody free is new. */
  inVault: number
  /** Visits that are to log in, and that nobody of the vault with an account can make: there is nothing to log in with. */
  withoutAccount: number
}

export async function peopleOf(
  db: Db,
  of: { workspaceId: string; targetId: string },
  planned: readonly PlannedSession[],
): Promise<PlannedPeople> {
  const back = planned.filter(({ persona }) => persona.returning)
  const kept = back.length > 0 ? await countVisitors(db, of) : []
  const needy = (list: readonly PlannedSession[]) => list.filter(({ account }) => account === 'needs')
  return {
    new: planned.length - back.length,
    returning: back.length,
    inVault: fitting(back, kept),
    withoutAccount: needy(planned).length - fitting(needy(back), kept),
  }
}

/** Of each device class, as many as there are visits for: with an account, without one, or either. */
export function fitting(back: readonly PlannedSession[], kept: readonly KeptPeople[]): number {
  const devices = [...new Set(kept.map(({ device }) => device))]
  return devices.reduce((sum, device) => {
    const visits = back.filter(({ persona }) => persona.identity.device === device)
    const wanting = (account: PlannedSession['account']) => visits.filter((v) => v.account === account).length
    const there = (hasAccount: boolean) =>
      kept.find((k) => k.device === device && k.hasAccount === hasAccount)?.returning ?? 0
    const [needs, makes] = [Math.min(wanting('needs'), there(true)), Math.min(wanting('makes'), there(false))]
    const either = Math.min(wanting(undefined), there(true) + there(false) - needs - makes)
    return sum + needs + makes + either
  }, 0)
}
