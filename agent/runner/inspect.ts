import type { ClaimedInspection } from '../../db/inspections.ts'
import type { SiteReport } from '../../db/schema/doctor.ts'
import type { Browser } from '../browser/port.ts'
import { vendorOf } from '../capture/vendors.ts'
import { hostPort } from './host-port.ts'
import { Look } from './look.ts'

/** Each round lets through the vendors' hosts that the round before was refused: a loader, its script, its sink. */
const MAX_ROUNDS = 3

export interface Inspected {
  report: SiteReport
  hosts: { host: string; vendor: string | null; allowed: boolean }[]
}

/** Visits the target as one labelled visitor, and says what its analytics make of it and what there is to do. */
export async function inspectSite(
  browser: Browser,
  claim: ClaimedInspection,
  signal: AbortSignal,
): Promise<Inspected> {
  const { allow, denied } = claim.capture
  const listed = [hostPort(claim.origin), ...allow]
  const seen = new Set<string>()
  for (let round = 1; ; round++) {
    const look = new Look(claim, listed, signal)
    const fresh = () => [...look.refused].filter((host) => vendorOf(host).allowed && !denied.includes(host))
    const again = () => round < MAX_ROUNDS && fresh().length > 0
    try {
      await look.land(browser)
      if (!again()) await look.stay()
      if (!again()) await look.survey()
    } finally {
      await look.leave()
    }
    for (const host of look.refused) seen.add(host)
    if (!again())
      return { report: look.report(), hosts: [...seen].map((host) => ({ host, ...vendorOf(host) })) }
    listed.push(...fresh())
  }
}
