import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { type Db, inWorkspace, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { publishChange, TARGETS_TOPIC } from './events.ts'
import { inspections, thirdParties } from './schema/doctor.ts'
import type { Access, ConsentShares } from './schema/targets.ts'
import { getTarget, type Target } from './targets.ts'

/** What a session on the target is told: whom it may reach besides, how it gets in, and how it shows itself. */
export interface Capture {
  /** host:port pairs. */
  allow: string[]
  /** Those of them that the owner has approved: a page of theirs may be a step of a visit, such as a sign-in elsewhere. */
  trusted: string[]
  access: Access
  /** Country -> the secret with the address of its proxy. */
  proxies: Record<string, string>
  /** Those that a person has ruled out. */
  denied: string[]
  /** Whether it says that it is synthetic. */
  label: boolean
  consent: ConsentShares
  /** Whether the newest inspection met a consent banner. */
  banner: boolean
  /** The SDKs that the newest inspection saw. */
  sdks: string[]
}

export interface ThirdParty {
  host: string
  vendor: string | null
  allowed: boolean
  decidedBy: 'rule' | 'owner'
  seenAt: Date
}

/** More hosts than this no page needs; those seen first stay. */
const MAX_THIRD_PARTIES = 100

/** Reads it inside the transaction that claims a session or an inspection. */
export async function captureOf(tx: Tx, { id, label, consent, access, proxies }: Target): Promise<Capture> {
  const hosts = await thirdPartiesOf(tx, id)
  const [newest] = await tx
    .select({ report: inspections.report })
    .from(inspections)
    .where(and(eq(inspections.targetId, id), eq(inspections.state, 'done')))
    .orderBy(desc(inspections.id))
    .limit(1)
  return {
    label,
    consent,
    access,
    proxies,
    trusted: hosts.flatMap(({ host, allowed, decidedBy }) =>
      allowed && decidedBy === 'owner' ? [host] : [],
    ),
    allow: hosts.flatMap(({ host, allowed }) => (allowed ? [host] : [])),
    denied: hosts.flatMap(({ host, allowed, decidedBy }) =>
      !allowed && decidedBy === 'owner' ? [host] : [],
    ),
    banner: (newest?.report?.banners.length ?? 0) > 0,
    sdks: newest?.report?.sdks.map(({ sdk }) => sdk) ?? [],
  }
}

export function thirdPartiesOf(tx: Tx, targetId: string): Promise<ThirdParty[]> {
  return tx
    .select({
      host: thirdParties.host,
      vendor: thirdParties.vendor,
      allowed: thirdParties.allowed,
      decidedBy: thirdParties.decidedBy,
      seenAt: thirdParties.seenAt,
    })
    .from(thirdParties)
    .where(eq(thirdParties.targetId, targetId))
    .orderBy(thirdParties.host)
}

/** Lists hosts that a visit asked for. What a person decided about one of them stays. */
export async function listThirdParties(
  tx: Tx,
  target: { workspaceId: string; targetId: string },
  seen: { host: string; vendor: string | null; allowed: boolean }[],
): Promise<void> {
  const known = await tx.$count(thirdParties, eq(thirdParties.targetId, target.targetId))
  const there = await tx
    .select({ host: thirdParties.host })
    .from(thirdParties)
    .where(
      and(
        eq(thirdParties.targetId, target.targetId),
        inArray(
          thirdParties.host,
          seen.map(({ host }) => host),
        ),
      ),
    )
  const old = seen.filter(({ host }) => there.some((row) => row.host === host))
  const fresh = seen.filter((host) => !old.includes(host)).slice(0, Math.max(0, MAX_THIRD_PARTIES - known))
  if (old.length + fresh.length === 0) return
  await tx
    .insert(thirdParties)
    .values([...old, ...fresh].map((row) => ({ ...target, ...row, decidedBy: 'rule' as const })))
    .onConflictDoUpdate({
      target: [thirdParties.targetId, thirdParties.host],
      set: { seenAt: sql`now()`, vendor: sql`excluded.vendor` },
    })
}

/**
 * Approves third parties or rules them out (host:port -> whether sessions may reach it). Throws `invalid_input` for a
 * host that the doctor did not see or that must not be reached.
 */
export async function decideThirdParties(
  db: Db,
  input: Author & { id: string; hosts: Record<string, boolean> },
): Promise<void> {
  const { workspaceId, hosts } = input
  const { id, name, origin } = await getTarget(db, input)
  await inWorkspace(db, workspaceId, async (tx) => {
    const before = await thirdPartiesOf(tx, id)
    for (const [host, allowed] of Object.entries(hosts)) {
      if (allowed) refuseInward(host, origin)
      const [changed] = await tx
        .update(thirdParties)
        .set({ allowed, decidedBy: 'owner' })
        .where(and(eq(thirdParties.targetId, id), eq(thirdParties.host, host)))
        .returning({ host: thirdParties.host })
      if (!changed)
        throw new AppError(
          'invalid_input',
          `"${host.slice(0, 100)}" is none of the hosts that the doctor saw.`,
          'hosts',
        )
    }
    await publishChange(tx, workspaceId, TARGETS_TOPIC)
    await recordChange(tx, input, {
      action: 'target.third_parties_decided',
      subject: { kind: 'target', id, name },
      before: Object.fromEntries(
        before.flatMap(({ host, allowed }) => (host in hosts ? [[host, allowed]] : [])),
      ),
      after: hosts,
    })
  })
}

/** A page may name any address, also one inside the network of whoever runs this: only the target's own machine is known. */
function refuseInward(host: string, origin: string): void {
  const { hostname } = new URL(`http://${host}`)
  const inward = /^[\d.]+$|^\[|(^|\.)localhost$/.test(hostname)
  if (inward && hostname !== new URL(origin).hostname)
    throw new AppError(
      'invalid_input',
      `${host} is an address and not a name; sessions reach names only.`,
      'hosts',
    )
}
