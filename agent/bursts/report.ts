import { type BurstView, getBurst } from '../../db/bursts.ts'
import type { Db } from '../../db/client.ts'
import { countStrays, listReported, type ReportedSession } from '../../db/report.ts'
import { getTarget } from '../../db/targets.ts'
import type { Pace } from '../planner/pace.ts'
import { type BurstRequest, Device, MAX_SESSIONS } from '../planner/request.ts'
import { type Asked, type Population, tally, type Visit } from '../realism/population.ts'
import { type Report, report } from '../realism/report.ts'

/** How real a burst looks, from what its visits did so far. */
export async function reportBurst(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<{ burst: BurstView; report: Report }> {
  const burst = await getBurst(db, { workspaceId, id })
  const of = { workspaceId, burstId: burst.id }
  const found = await listReported(db, { ...of, limit: MAX_SESSIONS })
  const strays = await countStrays(db, of)
  const { journey } = burst
  const pace = dwellOf(burst.pace, found)
  const { preset = 'demo' } = burst.request as BurstRequest
  const population = { pace, preset, journey: journey.length > 0, window: windowOf(burst), strays }
  return { burst, report: report({ ...population, ...peopleOf(found) }) }
}

/** The same for the most recent sessions of a target, whatever bursts they were of: nothing is said of their arrivals. */
export async function reportTarget(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Report> {
  const target = await getTarget(db, { workspaceId, id })
  const of = { workspaceId, targetId: target.id }
  const found = await listReported(db, { ...of, limit: MAX_SESSIONS })
  const strays = await countStrays(db, of)
  const pace = dwellOf(target.demo ? 'fast' : 'natural', found)
  return report({ pace, journey: true, strays, ...peopleOf(found) })
}

/** Who lives by a clock of their own dwells as people do, however fast the visit was. */
const dwellOf = (pace: Pace, found: readonly ReportedSession[]): Pace =>
  found.filter(({ lengthMs }) => lengthMs !== null).every(({ ownClock }) => ownClock) ? 'natural' : pace

/** The window, where arrivals in it were to follow the hours of the day. */
function windowOf({ request, createdAt }: BurstView): Population['window'] {
  const { window, arrivals = 'natural' } = request as BurstRequest
  if (!window || arrivals === 'even') return undefined
  const startsAt = Math.max(Date.parse(window.from), createdAt.getTime())
  const windowMs = Date.parse(window.to) - startsAt
  return windowMs > 0 ? { startsAt, windowMs } : undefined
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'dropped', 'bounced', 'failed'])

function peopleOf(found: readonly ReportedSession[]): Pick<Population, 'visits' | 'asked'> {
  const asked: Asked = {
    sessions: found.length,
    devices: tally(found.map(({ device }) => device)),
    countries: tally(found.map(({ planned }) => planned.country)),
    referrers: tally(found.map(({ referrer }) => referrer ?? 'direct')),
    people: tally(found.map(({ planned }) => (planned.returning ? 'returning' : 'new'))),
    bounced: found.filter(({ intent }) => intent === 'bounced').length,
    completed: found.filter(({ intent }) => intent === 'completed').length,
  }
  return { asked, visits: found.flatMap(visitOf) }
}

/** A session that ended and of which something is known; one that failed before it began tells nothing. */
function visitOf(session: ReportedSession): Visit[] {
  const { outcome, startedAt, lengthMs, pages, referrer, identity, path, stays, accepted, proxied } = session
  if (!ENDED.has(outcome) || startedAt === null || lengthMs === null || pages === null) return []
  return [
    {
      device: Device.parse(session.device),
      os: identity.os,
      country: session.country,
      proxied,
      timeZone: identity.timeZone,
      referrer: referrer ?? undefined,
      returning: session.returning,
      planned: session.planned.returning ? 'returning' : 'new',
      person: session.person ?? undefined,
      outcome: outcome as Visit['outcome'],
      startedAt,
      lengthMs,
      pages,
      dwellMs: stays.filter((ms): ms is number => ms !== null && ms > 0),
      path: ['/', ...path.map((url) => new URL(url).pathname)],
      accepted: Object.entries(accepted ?? {}).flatMap(([sdk, count]) => (count > 0 ? [sdk] : [])),
    },
  ]
}
