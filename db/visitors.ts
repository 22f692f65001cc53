import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { type Db, inWorkspace, newId, type Tx } from './client.ts'
import { type Hold, held } from './hold.ts'
import { bursts } from './schema/bursts.ts'
import { sessions } from './schema/sessions.ts'
import { visitors } from './schema/visitors.ts'
import type { Sealer } from './sealing.ts'

/**
 * People of a target who can come back: as many as the usual limit lets visit in an hour, so that nobody has to come
 * twice in one.
 */
export const MAX_RETURNING = 1_000
/** People of a target who are listed at all: as many as its largest burst may sign up. */
const MAX_LISTED = 10_000
/** Analytics SDKs take what comes sooner for the same session. */
export const SESSION_GAP_MINUTES = 30

/** Who visits in a session: somebody of the vault with what was kept of them, or a new person, who has only an id. */
export interface SessionVisitor {
  id: string
  kept?: { sealedPerson: string; sealedStorage: string; visits: number }
}

/** What is written of a visitor. */
export interface SealedVisitor {
  id: string
  /** Was in the vault; forgotten meanwhile, they stay forgotten. */
  returned: boolean
  device: string
  country: string
  sealedPerson: string
  sealedStorage?: string
  /** Was seen signing up. */
  madeAccount: boolean
}

type Session = typeof sessions.$inferSelect
interface Planned {
  persona?: { returning?: boolean; country?: string }
  account?: 'makes' | 'needs'
}
const planOf = (session: Session) => session.plan as Planned

/**
 * Who visits in a session that is being claimed, in its transaction; with its claim the visitor is held, and with its
 * end, whatever that is, free again. The session is of their country from then on.
 */
export async function takeVisitor(
  tx: Tx,
  session: Session,
): Promise<{ visitor: SessionVisitor; country: string }> {
  const { persona } = planOf(session)
  const back = persona?.returning ? await pickVisitor(tx, session) : undefined
  const country = back?.country ?? persona?.country ?? session.country
  if (country !== session.country)
    await tx.update(sessions).set({ country }).where(eq(sessions.id, session.id))
  if (back?.sealedStorage) {
    const { id, sealedPerson, sealedStorage, visits } = back
    await tx
      .update(visitors)
      .set({ sessionId: session.id, attempt: session.attempts })
      .where(eq(visitors.id, id))
    return { visitor: { id, kept: { sealedPerson, sealedStorage, visits } }, country }
  }
  // An attempt that was lost may have noted the account of this same person.
  const [noted] = await tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(and(eq(visitors.sessionId, session.id), eq(visitors.visits, 0)))
  return { visitor: { id: noted?.id ?? newId() }, country }
}

/**
 * Somebody of the planned device class whom no running visit has: whom an earlier attempt of this session had, else
 * one whose last vendor session is over and of the planned country, as far as there is one. A visit that signs up wants
 * somebody without an account, one that logs in somebody with one.
 */
async function pickVisitor(tx: Tx, session: Session) {
  const { account } = planOf(session)
  const isFast = exists(
    tx
      .select({ id: bursts.id })
      .from(bursts)
      .where(and(eq(bursts.id, session.burstId), eq(bursts.pace, 'fast'))),
  )
  const inUse = sql`exists (select 1 from ${sessions} r where r.id = ${visitors.sessionId}
    and r.attempts = ${visitors.attempt} and r.outcome = 'running' and r.id <> ${session.id})`
  const [picked] = await tx
    .select()
    .from(visitors)
    .where(
      and(
        eq(visitors.targetId, session.targetId),
        eq(visitors.device, session.device),
        canReturn,
        account === 'makes' ? isNull(visitors.accountAt) : undefined,
        account === 'needs' ? isNotNull(visitors.accountAt) : undefined,
        sql`not ${inUse}`,
        // A visit by its own clock may be over only later than now; one like it can begin after that.
        or(lte(visitors.lastSeenAt, sql`now()`), isFast),
      ),
    )
    .orderBy(
      desc(sql`coalesce(${visitors.sessionId} = ${session.id}, false)`),
      desc(sql`${visitors.lastSeenAt} < now() - make_interval(mins => ${SESSION_GAP_MINUTES})`),
      desc(sql`${visitors.lastSeenAt} < now()`),
      desc(sql`${visitors.country} = ${planOf(session).persona?.country ?? session.country}`),
      // By chance, yet the same for whoever asks again.
      sql`md5(${visitors.id}::text || ${session.id})`,
    )
    .limit(1)
    .for('update', { skipLocked: true })
  return picked
}

/** Which visitor of which target: a sealed value opens nowhere else. */
const place = (of: { workspaceId: string; targetId: string; id: string }, what: 'person' | 'storage') => [
  `visitor's ${what}`,
  of.workspaceId,
  of.targetId,
  of.id,
]
export const places = (of: Parameters<typeof place>[0]) => ({
  person: place(of, 'person'),
  storage: place(of, 'storage'),
})

/** What was kept of a visitor, as it was given. Throws SealError. */
export async function openVisitor(
  sealer: Sealer,
  of: { workspaceId: string; targetId: string; id: string },
  kept: NonNullable<SessionVisitor['kept']>,
): Promise<{ person: unknown; storage: unknown }> {
  const { person, storage } = places(of)
  return {
    person: JSON.parse(await sealer.open(kept.sealedPerson, person)),
    storage: JSON.parse(await sealer.open(kept.sealedStorage, storage)),
  }
}

/** Notes that a visitor made an account, as soon as it is made: what becomes of the visit, it is there to be cleaned up. */
export function noteAccount(db: Db, hold: Hold, visitor: SealedVisitor): Promise<void> {
  return inWorkspace(db, hold.workspaceId, async (tx) => {
    const [session] = await tx.select().from(sessions).where(held(hold))
    if (session) await keepVisitor(tx, session, { ...visitor, sealedStorage: undefined }, 0)
  })
}

/** Writes what is known of a visitor in the transaction of a session's end; `visits` counts it. */
export async function keepVisitor(
  tx: Tx,
  session: Pick<Session, 'id' | 'workspaceId' | 'targetId' | 'attempts' | 'endedAt'>,
  visitor: SealedVisitor,
  visits = 1,
): Promise<void> {
  const { id, returned, madeAccount, device, country, sealedPerson, sealedStorage } = visitor
  const { workspaceId, targetId } = session
  const seen = {
    // By the clock of the visit, which may be ahead.
    ...(sealedStorage !== undefined && { sealedStorage, lastSeenAt: session.endedAt ?? sql`now()` }),
    sessionId: session.id,
    attempt: session.attempts,
  }
  const changed = {
    ...seen,
    sealedPerson,
    visits: sql`${visitors.visits} + ${visits}`,
    ...(madeAccount && { accountAt: sql`coalesce(${visitors.accountAt}, now())` }),
  }
  if (returned) {
    await tx.update(visitors).set(changed).where(eq(visitors.id, id))
    return
  }
  const made = { ...seen, id, workspaceId, targetId, device, country, sealedPerson, visits }
  await tx
    .insert(visitors)
    .values({ ...made, accountAt: madeAccount ? sql`now()` : null })
    .onConflictDoUpdate({ target: visitors.id, set: changed })
  await makeRoom(tx, targetId)
}

/** Lets go of who was seen longest ago, beyond what a target keeps; one with an account stays on the list of those. */
async function makeRoom(tx: Tx, targetId: string): Promise<void> {
  const old = await lockBeyond(tx, MAX_RETURNING, and(eq(visitors.targetId, targetId), canReturn))
  const gone = await lockBeyond(tx, MAX_LISTED, eq(visitors.targetId, targetId))
  const listed = old.filter(({ accountAt }) => accountAt)
  const unknown = old.filter(({ accountAt }) => !accountAt)
  const ids = (some: typeof old) => some.map(({ id }) => id)
  if (listed.length > 0)
    await tx
      .update(visitors)
      .set({ sealedStorage: null })
      .where(inArray(visitors.id, ids(listed)))
  const forgotten = ids([...unknown, ...gone])
  if (forgotten.length > 0) await tx.delete(visitors).where(inArray(visitors.id, forgotten))
}

const canReturn = isNotNull(visitors.sealedStorage)

/** All but the newest `kept`; whom another transaction has in hand is left to it, so that no two wait for each other. */
function lockBeyond(tx: Tx, kept: number, among: SQL | undefined) {
  const beyond = tx
    .select({ id: visitors.id })
    .from(visitors)
    .where(among)
    .orderBy(desc(visitors.lastSeenAt), asc(visitors.id))
    .offset(kept)
  return tx
    .select({ id: visitors.id, accountAt: visitors.accountAt })
    .from(visitors)
    .where(inArray(visitors.id, beyond))
    .for('update', { skipLocked: true })
}
