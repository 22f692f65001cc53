import type { CaseContext } from './case.ts'

/** Sessions a member may start without confirming, unless the workspace says otherwise. */
const APPROVAL_THRESHOLD = 50

/** Whether a call waits for the user's confirmation (contract). */
export function needsConfirmation(
  tool: string,
  args: Record<string, unknown>,
  context: CaseContext,
): boolean {
  if (tool === 'runBurst') return Number(args.sessions) > APPROVAL_THRESHOLD && args.dryRun !== true
  if (tool === 'changePlan' || tool === 'inviteMember') return true
  return tool === 'cancelBurst' && isOthers(args.burst, context)
}

/** Someone else's: the burst that is meant is marked `mine: false`. */
function isOthers(wanted: unknown, { bursts, latestBurst }: CaseContext): boolean {
  const all = [latestBurst, ...(bursts ?? [])].flatMap((burst) =>
    burst && typeof burst !== 'string' ? [burst] : [],
  )
  const burst = wanted === undefined || wanted === 'latest' ? all[0] : all.find(({ id }) => id === wanted)
  return burst?.mine === false
}
