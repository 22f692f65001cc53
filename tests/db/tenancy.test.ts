import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelBurst, getBurst } from '../../db/bursts.ts'
import { claimSession } from '../../db/claims.ts'
import { type Database, inWorkspace, newId, rows } from '../../db/client.ts'
import { openConversation } from '../../db/conversations.ts'
import { recordStep } from '../../db/course.ts'
import { claimStep, keepStep } from '../../db/memory.ts'
import { querySessions } from '../../db/sessions.ts'
import { openSignIn } from '../../db/sign-ins.ts'
import { beginTurn, keepTurn } from '../../db/turns.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

/** The verbs that may run across workspaces, and nothing else. A new one belongs here with its reason. */
const SYSTEM_VERBS = [
  'claims.ts enqueueDue: a runner serves every workspace',
  'claims.ts releaseLeases: a runner serves every workspace',
  'events.ts isKept: what was swept is swept for all workspaces alike',
  'events.ts sweepEvents: retention serves every workspace',
  'people.ts listMemberships: before a request is in a workspace',
  'people.ts listWorkspaceIds: the embedded start gives each its demo shop',
  'people.ts rememberWorkspace: a person switches between their workspaces',
  'people.ts signIn: a newcomer has no workspace yet',
  'sign-ins.ts closeSignIn: a cookie belongs to a person',
  'sign-ins.ts findSignIn: before a request is in a workspace',
  'sign-ins.ts openSignIn: before a request is in a workspace',
  'turns.ts listAbandonedTurns: a dead producer wrote for every workspace',
  'turns.ts sweepTurns: retention serves every workspace',
]

test('only the listed verbs run across workspaces', () => {
  const folder = new URL('../../db/', import.meta.url)
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'client.ts')
    .flatMap((file) => {
      const functions = readFileSync(new URL(file, folder), 'utf8').split(/\n(?=export (?:async )?function )/)
      return functions
        .filter((text) => text.includes('asSystem('))
        .map((text) => `${file} ${/function (\w+)/.exec(text)?.[1]}`)
    })
  expect(found.toSorted()).toEqual(SYSTEM_VERBS.map((verb) => verb.split(':')[0]))
})

describe.each(DATABASES)('tenancy on %s', (kind) => {
  let database: Database
  let own: Tenant
  let foreign: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    foreign = await tenant(database, 'bob@example.com')
    await fillEveryTable(database, own)
  })
  afterAll(() => database.close())

  const tables = () =>
    rows<{ name: string; secured: boolean }>(
      database.db,
      sql`select c.relname as name, c.relrowsecurity as secured from pg_class c
          join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind in ('r', 'p')`,
    )

  test('every table has row-level security', async () => {
    expect((await tables()).filter((table) => !table.secured)).toEqual([])
  })

  test('a query without any where, in another workspace, sees nothing of this one', async () => {
    // A browser's sign-in belongs to no workspace: the role of requests sees none at all.
    const [signIn] = await inWorkspace(database.db, own.workspaceId, (tx) =>
      rows<{ mine: number }>(tx, sql`select count(*)::int as mine from app.sign_ins`),
    )
    expect(signIn?.mine).toBe(0)
    for (const { name } of (await tables()).filter((table) => table.name !== 'sign_ins')) {
      const count = (workspaceId: string) =>
        inWorkspace(database.db, workspaceId, (tx) =>
          rows<{ mine: number }>(
            tx,
            name === 'profiles' || name === 'workspaces'
              ? sql`select count(*)::int as mine from ${sql.identifier('app')}.${sql.identifier(name)} where id in (${own.workspaceId}::uuid, ${own.userId}::uuid)`
              : sql`select count(*)::int as mine from ${sql.identifier('app')}.${sql.identifier(name)} where workspace_id = ${own.workspaceId}`,
          ),
        )
      expect({ name, seen: (await count(own.workspaceId))[0]?.mine }).not.toEqual({ name, seen: 0 })
      expect({ name, seen: (await count(foreign.workspaceId))[0]?.mine }).toEqual({ name, seen: 0 })
    }
  })

  test('a row of another workspace can be neither written nor changed', async () => {
    await expect(
      inWorkspace(database.db, foreign.workspaceId, (tx) =>
        tx.execute(
          sql`insert into app.events (workspace_id, topic, data) values (${own.workspaceId}, 'x', '{}')`,
        ),
      ),
    ).rejects.toThrow()
    const stolen = await inWorkspace(database.db, foreign.workspaceId, (tx) =>
      rows(tx, sql`update app.bursts set workspace_id = ${foreign.workspaceId} returning id`),
    )
    expect(stolen).toEqual([])
  })

  test("another workspace's burst is not there, for reading and for cancelling", async () => {
    const burst = await getBurst(database.db, { workspaceId: own.workspaceId, id: 'latest' })
    const stranger = { workspaceId: foreign.workspaceId, id: burst.id }
    await expect(getBurst(database.db, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelBurst(database.db, stranger)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nothing is granted to the roles that Supabase exposes', async () => {
    const granted = await rows(
      database.db,
      sql`select grantee, table_name from information_schema.role_table_grants
          where table_schema = 'app' and grantee not in ('app', 'system', current_user)`,
    )
    expect(granted).toEqual([])
    const [schema] = await rows<{ acl: string }>(
      database.db,
      sql`select coalesce(nspacl::text, '') as acl from pg_namespace where nspname = 'app'`,
    )
    expect(schema?.acl).not.toMatch(/[{,]=|anon|authenticated/)
  })
})

async function fillEveryTable(database: Database, own: Tenant): Promise<void> {
  const { db } = database
  const { workspaceId, userId } = own
  const burst = await recordedBurst(database, own, { sessions: 1 })
  const query = { workspaceId, filters: {}, sort: 'newest', limit: 1 } as const
  const [session] = (await querySessions(db, query)).items
  const claimed = await claimSession(db, { workspaceId, sessionId: session?.id ?? '', runner: newId() })
  const hold = { workspaceId, sessionId: claimed?.id ?? '', attempt: 1 }
  const at = { startedAt: new Date(), endedAt: new Date() }
  await recordStep(db, hold, { number: 1, text: 'x', ok: true, actions: [], url: 'http://localhost/', ...at })
  const key = { workspaceId, targetId: burst.targetId, step: 'x', pathPattern: '/', viewport: 'mobile' }
  const claim = { key, owner: newId(), failed: 0 }
  await claimStep(db, claim)
  await keepStep(db, claim, { rounds: [] })
  const { id } = await openConversation(db, { workspaceId, userId, title: 'x' })
  await openSignIn(db, { userId })
  const turn = { workspaceId, userId, conversationId: id, id: newId() }
  await beginTurn(db, { ...turn, incoming: { message: { id: newId(), role: 'user', parts: [] } } })
  await keepTurn(db, { ...turn, frame: { number: 0, data: [] } })
}
