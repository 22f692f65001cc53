import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId, rows } from '../../db/client.ts'
import { acceptInvite, inviteMember } from '../../db/invites.ts'
import { makeKey } from '../../db/keys.ts'
import { changeRole, removeMember, transferWorkspace } from '../../db/members.ts'
import { signIn } from '../../db/people.ts'
import { makeWorkspace, removeWorkspace } from '../../db/workspaces.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, tenant } from '../support/databases.ts'
import { newcomer } from '../support/people.ts'

/** PGlite has one connection, at which all wait in turn: a race there needs few trials. */
const TRIALS = { pglite: 10, postgres: 100 }

/** What became of calls that were made at once: `done`, or the code of the refusal. */
async function outcomes(calls: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(calls)
  return settled
    .map((one) => (one.status === 'fulfilled' ? 'done' : String(one.reason.code ?? one.reason)))
    .toSorted()
}

describe.each(DATABASES)('of what happens at once on %s', (kind) => {
  const trials = TRIALS[kind]
  let database: Database
  let ann: Awaited<ReturnType<typeof newcomer>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    ann = await newcomer(database)
  })
  afterAll(() => database.close())

  const count = async (query: ReturnType<typeof sql>) =>
    (await rows<{ count: number }>(database.db, sql`select count(*)::int as count from ${query}`))[0]?.count

  /** A new workspace with these owners besides its maker. */
  async function ownedBy(...others: { userId: string; email: string }[]) {
    const workspaceId = newId()
    await database.db.execute(sql`insert into app.workspaces (id, name) values (${workspaceId}, 'raced')`)
    for (const { userId } of [ann, ...others])
      await database.db.execute(
        sql`insert into app.members (workspace_id, user_id, role) values (${workspaceId}, ${userId}, 'owner')`,
      )
    return workspaceId
  }
  const owners = (id: string) => count(sql`app.members where workspace_id = ${id} and role = 'owner'`)

  test('twenty first sign-ins of one person make one workspace', async () => {
    for (let trial = 0; trial < trials; trial++) {
      const person = { userId: newId(), email: `new-${trial}@example.com` }
      const all = await Promise.all(Array.from({ length: 20 }, () => signIn(database.db, person)))
      expect(new Set(all.map((memberships) => memberships.map((m) => m.workspaceId).join())).size).toBe(1)
      expect(await count(sql`app.members where user_id = ${person.userId}`)).toBe(1)
      expect(await count(sql`app.audit where user_id = ${person.userId}`)).toBe(1)
    }
  })

  test('an invitation that is accepted four times makes one member', async () => {
    const own = { workspaceId: ann.ownWorkspace, userId: ann.userId }
    for (let trial = 0; trial < trials; trial++) {
      const email = `guest-${trial}@example.com`
      // Every other time by two accounts of one address.
      const guest = await newcomer(database, email)
      const other = trial % 2 ? await newcomer(database, email) : guest
      const { token } = await inviteMember(database.db, { ...own, email, role: 'member' })
      const calls = [guest, other, guest, other].map(({ userId }) =>
        acceptInvite(database.db, { userId, token }),
      )
      expect(await outcomes(calls)).toEqual(['conflict', 'conflict', 'conflict', 'done'])
      const joined = sql`app.members where workspace_id = ${own.workspaceId} and user_id in (${guest.userId}, ${other.userId})`
      expect(await count(joined)).toBe(1)
    }
  })

  test('of two invitations to one address at once, one is open', async () => {
    const own = { workspaceId: ann.ownWorkspace, userId: ann.userId }
    for (let trial = 0; trial < trials; trial++) {
      const email = `twice-${trial}@example.com`
      const invite = () => inviteMember(database.db, { ...own, email, role: 'admin' })
      expect(await outcomes([invite(), invite()])).toEqual(['done', 'done'])
      const open = sql`app.invites where email = ${email} and revoked_at is null`
      expect(await count(open)).toBe(1)
    }
  })

  type Act = (db: Database['db'], workspaceId: string, me: string, other: string) => Promise<unknown>
  test.each<[what: string, refused: string, Act]>([
    ['leave', 'conflict', (db, workspaceId, me) => removeMember(db, { workspaceId, userId: me, id: me })],
    [
      'step down',
      'conflict',
      (db, workspaceId, me) => changeRole(db, { workspaceId, userId: me, id: me, role: 'admin' }),
    ],
    [
      'unmake each other',
      'forbidden',
      (db, workspaceId, me, other) => changeRole(db, { workspaceId, userId: me, id: other, role: 'member' }),
    ],
    [
      'remove each other',
      'not_found',
      (db, workspaceId, me, other) => removeMember(db, { workspaceId, userId: me, id: other }),
    ],
  ])('of two last owners who %s at once, one stays', async (_, refused, act) => {
    const bob = await newcomer(database)
    for (let trial = 0; trial < trials; trial++) {
      const workspaceId = await ownedBy(bob)
      const calls = [
        act(database.db, workspaceId, ann.userId, bob.userId),
        act(database.db, workspaceId, bob.userId, ann.userId),
      ]
      expect(await outcomes(calls)).toEqual(['done', refused].toSorted())
      expect(await owners(workspaceId)).toBe(1)
    }
  })

  test('a workspace that is handed to two at once has one owner', async () => {
    const [bob, eve] = [await newcomer(database), await newcomer(database)]
    for (let trial = 0; trial < trials; trial++) {
      const workspaceId = await ownedBy()
      for (const { userId } of [bob, eve])
        await database.db.execute(
          sql`insert into app.members (workspace_id, user_id, role) values (${workspaceId}, ${userId}, 'member')`,
        )
      const calls = [bob, eve].map(({ userId: to }) =>
        transferWorkspace(database.db, { workspaceId, userId: ann.userId, to }),
      )
      expect(await outcomes(calls)).toEqual(['done', 'forbidden'])
      expect(await owners(workspaceId)).toBe(1)
    }
  })

  test('whoever is removed while they make a key is left with none that lives', async () => {
    const bob = await newcomer(database)
    for (let trial = 0; trial < trials; trial++) {
      const workspaceId = await ownedBy(bob)
      await Promise.allSettled([
        makeKey(database.db, {
          workspaceId,
          userId: bob.userId,
          name: 'x',
          scopes: ['admin'],
          expiresAt: null,
        }),
        removeMember(database.db, { workspaceId, userId: ann.userId, id: bob.userId }),
      ])
      expect(await count(sql`app.keys where workspace_id = ${workspaceId} and revoked_at is null`)).toBe(0)
    }
  })

  test('a burst that starts while its workspace is deleted is refused or cancelled', async () => {
    const own = await tenant(database, 'carl@example.com')
    for (let trial = 0; trial < trials; trial++) {
      await database.db.execute(
        sql`update app.workspaces set deleted_at = null where id = ${own.workspaceId}`,
      )
      await Promise.allSettled([
        recordedBurst(database, own, { sessions: 2 }),
        removeWorkspace(database.db, own),
      ])
      const open = sql`app.sessions where workspace_id = ${own.workspaceId} and outcome in ('scheduled', 'running')`
      expect(await count(open)).toBe(0)
    }
  })

  test('one person owns no more than fifty workspaces, however fast they are made', async () => {
    const { userId } = await newcomer(database)
    const made = await outcomes(
      Array.from({ length: 100 }, () => makeWorkspace(database.db, { userId, name: 'more' })),
    )
    expect(made.filter((outcome) => outcome === 'done')).toHaveLength(49)
    expect(await count(sql`app.members where user_id = ${userId}`)).toBe(50)
  })
})
