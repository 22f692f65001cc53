import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { type Database, inWorkspace, newId, rows } from '../../db/client.ts'
import { startQueue } from '../../db/queue.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { fillEveryTable } from '../support/everything.ts'

/** The verbs that may run across workspaces, and nothing else. A new one belongs here with its reason. */
const SYSTEM_VERBS = [
  "budgets.ts sweepBudgets: budgets are no tenant's",
  'claims.ts enqueueDue: a runner serves every workspace',
  'claims.ts releaseLeases: a runner serves every workspace',
  'events.ts isKept: what was swept is swept for all workspaces alike',
  'events.ts sweepEvents: retention serves every workspace',
  'export-jobs.ts enqueueExports: a runner serves every workspace',
  'export-jobs.ts expireExports: retention serves every workspace',
  'export-jobs.ts releaseExports: a runner serves every workspace',
  'exports.ts followLink: only the link tells the workspace',
  'idempotency.ts freeHeldKeys: those of a process that is gone, in every workspace',
  'idempotency.ts sweepIdempotencyKeys: retention serves every workspace',
  'inspections.ts enqueueInspections: a runner serves every workspace',
  'invites.ts acceptInvite: only the token tells the workspace',
  'invites.ts lookAtInvite: only the token tells the workspace',
  'keys.ts findKey: only the key tells the workspace',
  'objects.ts endErasures: retention serves every workspace',
  'objects.ts listErasures: retention serves every workspace',
  'people.ts listMemberships: before a request is in a workspace',
  'people.ts listWorkspaceIds: the embedded start gives each its demo shop',
  'people.ts rememberWorkspace: a person switches between their workspaces',
  'people.ts renameProfile: a person is the same in every workspace',
  'people.ts signIn: a newcomer has no workspace yet',
  'proofs.ts takeDueChecks: a prover serves every workspace',
  'retention.ts expireSessions: retention serves every workspace',
  'retention.ts expireVisitors: retention serves every workspace',
  'rollups.ts foldDeltas: a runner serves every workspace',
  'sign-ins.ts closeSignIn: a cookie belongs to a person',
  'sign-ins.ts closeSignIns: cookies belong to a person',
  'sign-ins.ts findSignIn: before a request is in a workspace',
  'sign-ins.ts openSignIn: before a request is in a workspace',
  'sign-ins.ts proofHolds: cookies and tokens belong to a person',
  'sign-ins.ts renewSignIn: before a request is in a workspace',
  'sign-ins.ts slideSignIn: before a request is in a workspace',
  'target-secrets.ts resealTargetSecrets: a new secret seals for every workspace',
  'turns.ts listAbandonedTurns: a dead producer wrote for every workspace',
  'turns.ts sweepTurns: retention serves every workspace',
  'visitor-reseal.ts resealVisitors: a new secret seals for every workspace',
  'workspaces.ts eraseWorkspaces: retention serves every workspace',
  'workspaces.ts listWorkspaces: a person has several',
  'workspaces.ts makeWorkspace: it is not there yet',
  'workspaces.ts restoreWorkspace: nobody is in a deleted workspace',
]

test('the database is reached through its two fences alone, and across workspaces from db/ alone', () => {
  const root = new URL('../../', import.meta.url)
  const found = ['db', 'agent', 'api'].flatMap((room) =>
    readdirSync(new URL(room, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({
        file: `${room}/${file}`,
        text: readFileSync(new URL(`${room}/${file}`, root), 'utf8'),
      })),
  )
  const those = (pattern: RegExp) => found.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
  expect(those(/\.transaction\(/)).toEqual(['db/client.ts'])
  // Liveness reads no table; budgets go through a function that shows none.
  expect(those(/\bdb\s*\.(execute|select|insert|update|delete|\$)|\brows(<[^(]*>)?\(\s*db,/)).toEqual([
    'db/budgets.ts',
    'api/readiness.ts',
  ])
  expect(those(/\basSystem\b/).filter((file) => !file.startsWith('db/'))).toEqual([])
})

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

  const count = async (table: string, tx: Parameters<typeof rows>[0] = database.db) => {
    const name = sql`${sql.identifier('app')}.${sql.identifier(table)}`
    const [found] = await rows<{ count: number }>(tx, sql`select count(*)::int as count from ${name}`)
    return found?.count ?? 0
  }

  test('every table has row-level security', async () => {
    expect((await tables()).filter((table) => !table.secured)).toEqual([])
  })

  test('every table holds something of a workspace, or of its people', async () => {
    const empty = []
    for (const { name } of await tables()) if ((await count(name)) === 0) empty.push(name)
    expect(empty).toEqual([])
  })

  test('a query without any where sees everything of its own workspace and nothing from another', async () => {
    for (const { name } of await tables()) {
      const mine = await inWorkspace(database.db, own.workspaceId, (tx) => count(name, tx))
      // Of no workspace: the role of requests sees none at all.
      expect({ name, sees: mine > 0 }).toEqual({ name, sees: !['sign_ins', 'budgets'].includes(name) })
      const stranger = newId()
      const theirs = await inWorkspace(database.db, stranger, (tx) => count(name, tx))
      expect({ name, theirs }).toEqual({ name, theirs: 0 })
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

  test('nobody can change or remove what the audit log says', async () => {
    for (const [change, role] of [
      [sql`update app.audit set action = 'x'`, 'app'],
      [sql`delete from app.audit`, 'app'],
      [sql`update app.audit set action = 'x'`, 'system'],
      [sql`delete from app.audit`, 'system'],
    ] as const) {
      const tried = database.db.transaction(async (tx) => {
        await tx.execute(sql`set local role ${sql.identifier(role)}`)
        await tx.execute(sql`select set_config('app.workspace', ${own.workspaceId}, true)`)
        await tx.execute(change)
      })
      await expect(tried).rejects.toMatchObject({ cause: { message: expect.stringContaining('denied') } })
    }
  })

  test('nothing is granted to the roles that Supabase exposes', async () => {
    for (const role of ['anon', 'authenticated'])
      await database.db.execute(
        sql.raw(
          `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$`,
        ),
      )
    // The queue makes its own schema when it starts.
    const boss = await startQueue(database.createBoss())
    await boss.stop({ graceful: false })
    const ours = sql`n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'`
    const reachable = await rows(
      database.db,
      sql`select r.rolname, n.nspname, c.relname from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
          where r.rolname in ('anon', 'authenticated') and ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'S')
          and (has_schema_privilege(r.oid, n.oid, 'usage, create')
            or case when c.relkind = 'S' then has_sequence_privilege(r.oid, c.oid, 'usage, select, update')
                 else has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger')
                   or has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references') end)`,
    )
    expect(reachable).toEqual([])
    const schemas = await rows<{ name: string; open: boolean; holds: number }>(
      database.db,
      sql`select n.nspname as name, has_schema_privilege('authenticated', n.oid, 'usage, create') as open,
          (select count(*)::int from pg_class c where c.relnamespace = n.oid)
            + (select count(*)::int from pg_proc p where p.pronamespace = n.oid) as holds
          from pg_namespace n where ${ours} order by 1`,
    )
    expect(schemas.map(({ name }) => name)).toEqual(['app', 'drizzle', 'pgboss', 'public'])
    // Supabase shows `public` to the browser: there is nothing in it.
    expect(
      schemas.filter(({ open, name, holds }) => (open && name !== 'public') || (name === 'public' && holds)),
    ).toEqual([])
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

  test('a table that is added later is granted to them no more than these', async () => {
    await database.db.execute(sql`create table app.added_later (id int)`)
    const [later] = await rows<{ reachable: boolean }>(
      database.db,
      sql`select has_table_privilege('anon', 'app.added_later', 'select') as reachable`,
    )
    await database.db.execute(sql`drop table app.added_later`)
    expect(later?.reachable).toBe(false)
  })
})
