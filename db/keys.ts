import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { type Author, recordChange } from './audit.ts'
import { asSystem, type Db, inWorkspace, newId, type Tx } from './client.ts'
import { AppError } from './errors.ts'
import { knownCursor, knownId, type Page, toPage } from './pages.ts'
import type { Rights, Scope } from './permissions.ts'
import { demandLocked, liveKey, type Who } from './rights.ts'
import { keys } from './schema/keys.ts'
import { members, profiles, workspaces } from './schema/people.ts'
import { hashToken, hex } from './tokens.ts'

const PREFIX = 'sbk_'
const RANDOM_BYTES = 24
const FORM = /^sbk_([0-9a-f]{48})([0-9a-f]{8})$/

/** CRC-32 (IEEE 802.3): tells a mistyped or made-up key from a real one without asking the database. */
function checksum(text: string): string {
  let crc = 0xffffffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (~crc >>> 0).toString(16).padStart(8, '0')
}

/** Whether it begins as a key does. */
export const looksLikeKey = (token: string): boolean => token.startsWith(PREFIX)

/** Whether the token has the form and the checksum of a key; most of what is no key is refused here. */
export function isWellFormedKey(token: string): boolean {
  const [, random, sum] = FORM.exec(token) ?? []
  return random !== undefined && checksum(random) === sum
}

function newToken(): string {
  const random = hex(crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)))
  return `${PREFIX}${random}${checksum(random)}`
}

export type Key = Omit<typeof keys.$inferSelect, 'tokenHash' | 'workspaceId'> & { email: string | null }

const view = {
  id: keys.id,
  name: keys.name,
  userId: keys.userId,
  email: profiles.email,
  lastFour: keys.lastFour,
  scopes: keys.scopes,
  expiresAt: keys.expiresAt,
  lastUsedAt: keys.lastUsedAt,
  revokedAt: keys.revokedAt,
  createdAt: keys.createdAt,
}

const select = (tx: Tx) => tx.select(view).from(keys).leftJoin(profiles, eq(profiles.id, keys.userId))

/** The newest first, revoked and expired ones too. */
export function listKeys(
  db: Db,
  input: { workspaceId: string; cursor?: string; limit: number },
): Promise<Page<Key>> {
  return inWorkspace(db, input.workspaceId, async (tx) => {
    const before = input.cursor ? lt(keys.id, knownCursor(input.cursor)) : undefined
    const found = await select(tx)
      .where(and(eq(keys.workspaceId, input.workspaceId), before))
      .orderBy(desc(keys.id))
      .limit(input.limit + 1)
    return toPage(found, input.limit)
  })
}

/**
 * Makes a key. The token is answered here and can be read nowhere again: with an id that is there already it is the
 * same key, with a new token in place of the one that nobody was shown.
 */
export async function makeKey(
  db: Db,
  input: Author & Who & { name: string; scopes: Scope[]; expiresAt: Date | null; id?: string },
): Promise<{ key: Key; token: string }> {
  const { workspaceId, userId, name, scopes, expiresAt, id = newId() } = input
  if (expiresAt && expiresAt.getTime() <= Date.now())
    throw new AppError('invalid_input', 'Expected a moment in the future.', 'expiresAt')
  const token = newToken()
  const secret = { tokenHash: await hashToken(token), lastFour: token.slice(-4) }
  const itself = and(eq(keys.workspaceId, workspaceId), eq(keys.userId, userId), eq(keys.id, id))
  const key = await inWorkspace(db, workspaceId, async (tx) => {
    await demandLocked(tx, input, 'makeKeys')
    const known = await tx.update(keys).set(secret).where(itself).returning({ id: keys.id })
    if (known.length === 0) {
      await tx.insert(keys).values({ id, workspaceId, userId, name, scopes, expiresAt, ...secret })
      await recordChange(tx, input, {
        action: 'key.made',
        subject: { kind: 'key', id, name },
        after: { scopes, expiresAt: expiresAt?.toISOString() ?? null },
      })
    }
    const [made] = await select(tx).where(eq(keys.id, id))
    return made
  })
  if (!key) throw new Error('A key that was written is there.')
  return { key, token }
}

/** Ends a key: requests with it are refused from now on here, on other instances once NOTIFY told them, in 4 s at most. One that has ended stays ended. */
export async function revokeKey(db: Db, input: Author & Who & { id: string }): Promise<void> {
  const id = knownId(input.id, 'key')
  await inWorkspace(db, input.workspaceId, async (tx) => {
    await demandLocked(tx, input, 'manageKeys')
    const [found] = await tx
      .select({ id: keys.id })
      .from(keys)
      .where(and(eq(keys.workspaceId, input.workspaceId), eq(keys.id, id)))
    if (!found) throw new AppError('not_found', `No key has the id "${id}".`, 'id')
    await endKeys(tx, input, eq(keys.id, id))
  })
}

/** Ends all keys that a person made here: they stop with the membership. */
export const revokeKeysOf = (tx: Tx, author: Author, userId: string): Promise<void> =>
  endKeys(tx, author, eq(keys.userId, userId))

async function endKeys(tx: Tx, author: Author, which: ReturnType<typeof eq>): Promise<void> {
  const ended = await tx
    .update(keys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(keys.workspaceId, author.workspaceId), isNull(keys.revokedAt), which))
    .returning({ id: keys.id, name: keys.name })
  for (const { id, name } of ended)
    await recordChange(tx, author, { action: 'key.revoked', subject: { kind: 'key', id, name } })
}

export interface KeyHolder extends Rights {
  keyId: string
  workspaceId: string
  /** Its maker. */
  userId: string
  scopes: Scope[]
}

/**
 * Whose key it is and what it may do at this moment, or undefined. Runs as `system`: only the key tells the workspace.
 * That it was used is written at most once a minute.
 */
export async function findKey(db: Db, token: string): Promise<KeyHolder | undefined> {
  if (!isWellFormedKey(token)) return undefined
  const tokenHash = await hashToken(token)
  return asSystem(db, async (tx) => {
    const [found] = await tx
      .select({
        keyId: keys.id,
        workspaceId: keys.workspaceId,
        userId: keys.userId,
        scopes: keys.scopes,
        role: members.role,
        stale: sql<boolean>`${keys.lastUsedAt} is null or ${unusedForAMinute}`,
      })
      .from(keys)
      .innerJoin(workspaces, and(eq(workspaces.id, keys.workspaceId), isNull(workspaces.deletedAt)))
      .innerJoin(members, and(eq(members.workspaceId, keys.workspaceId), eq(members.userId, keys.userId)))
      .where(and(eq(keys.tokenHash, tokenHash), liveKey))
    if (!found) return undefined
    const { stale, ...holder } = found
    if (stale)
      await tx
        .update(keys)
        .set({ lastUsedAt: sql`now()` })
        .where(and(eq(keys.id, holder.keyId), or(isNull(keys.lastUsedAt), unusedForAMinute)))
    return holder
  })
}

const unusedForAMinute = sql`${keys.lastUsedAt} < now() - interval '1 minute'`
