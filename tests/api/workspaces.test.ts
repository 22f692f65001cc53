import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { type Database, rows } from '../../db/client.ts'
import { listErasures } from '../../db/objects.ts'
import { eraseWorkspaces } from '../../db/workspaces.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { fillEveryTable } from '../support/everything.ts'
import { colleague } from '../support/people.ts'

type Api = Awaited<ReturnType<typeof apiOn>>

describe.each(DATABASES)('workspaces on %s', (kind) => {
  let database: Database
  let own: Tenant
  let bob: Awaited<ReturnType<typeof colleague>>
  let api: Api
  let his: Api
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    bob = await colleague(database, own, 'admin')
    api = await apiOn(database, own)
    his = await apiOn(database, bob)
  })
  afterAll(async () => {
    expect([...api.errors, ...his.errors]).toEqual([])
    await api.close()
    await his.close()
    await database.close()
  })

  const list = async (of: Api) =>
    (await of.call('/api/workspaces')).json.items as { id: string; name: string; deletedAt: string | null }[]
  const path = () => `/api/workspaces/${own.workspaceId}`
  const here = () => ({ 'x-workspace': own.workspaceId })

  test('a person has several; the one that is named counts, else the last used', async () => {
    const made = await api.call('/api/workspaces', { body: { name: ' Second ' } })
    expect(made).toMatchObject({ status: 201, json: { name: 'Second', role: 'owner', deletedAt: null } })
    const headers = { 'x-workspace': made.json.id }
    // What was only made is not switched to.
    expect((await api.call('/api/me')).json.workspace.id).toBe(own.workspaceId)
    expect((await api.call('/api/me', { headers })).json.workspace).toMatchObject({ name: 'Second' })
    expect((await api.call('/api/me')).json.workspace.id).toBe(made.json.id)
    expect((await api.call(`/api/me?workspace=${own.workspaceId}`)).json.workspace.id).toBe(own.workspaceId)
    const shops = await api.call('/api/targets', { headers })
    expect(shops.json.items).toMatchObject([{ name: 'Demo shop', verified: true }])
    await api.call('/api/me', { headers: here() })
    expect((await list(api)).map(({ id }) => id)).toEqual([own.workspaceId, made.json.id])
  })

  test('is renamed, with its threshold, by those who manage it', async () => {
    const change = { method: 'PATCH', body: { name: 'Acme', approvalThreshold: 5 } }
    expect(await his.call(path(), change)).toMatchObject({ status: 200, json: change.body })
    expect(await api.call(path(), { method: 'PATCH', body: {} })).toMatchObject({ status: 400 })
    expect(await api.call(path(), { method: 'PATCH', body: { name: ' ' } })).toMatchObject({
      status: 400,
      json: { field: 'name' },
    })
    expect((await api.call(path())).json).toMatchObject({ name: 'Acme', approvalThreshold: 5, role: 'owner' })
  })

  test('a deleted one is gone for everybody, with what runs in it, until an owner restores it', async () => {
    const burst = await recordedBurst(database, own)
    expect((await api.call(path(), { method: 'DELETE' })).status).toBe(204)
    for (const of of [api, his]) {
      expect(await of.call(path())).toMatchObject({ status: 404 })
      expect(await of.call('/api/bursts', { headers: here() })).toMatchObject({ status: 404 })
      expect(await of.call(path(), { method: 'PATCH', body: { name: 'x' } })).toMatchObject({ status: 404 })
      expect(await of.call(path(), { method: 'DELETE' })).toMatchObject({ status: 404 })
    }
    expect((await list(his)).map(({ id }) => id)).toEqual([bob.ownWorkspace])
    const left = (await list(api)).find(({ id }) => id === own.workspaceId)
    expect(left).toMatchObject({ name: 'Acme', deletedAt: expect.any(String), erasedAt: expect.any(String) })
    expect(await his.call(`${path()}/restore`, { method: 'POST' })).toMatchObject({ status: 404 })
    expect(await eraseWorkspaces(database.db)).toBe(0)

    const restored = await api.call(`${path()}/restore`, { method: 'POST' })
    expect(restored).toMatchObject({ status: 200, json: { name: 'Acme', deletedAt: null } })
    expect(await api.call(`${path()}/restore`, { method: 'POST' })).toMatchObject({ status: 404 })
    expect(await his.call('/api/bursts', { headers: here() })).toMatchObject({ status: 200 })
    const seen = await getBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(seen.state).toBe('cancelled')
  })

  test('whoever deletes their only one gets a new one with their next request', async () => {
    expect((await his.call(`/api/workspaces/${bob.ownWorkspace}`, { method: 'DELETE' })).status).toBe(204)
    expect((await his.call(`/api/members/${bob.userId}`, { method: 'DELETE', headers: here() })).status).toBe(
      204,
    )
    const me = await his.call('/api/me')
    expect(me).toMatchObject({ status: 200, json: { workspaces: [{ role: 'owner' }] } })
    expect(me.json.workspace.id).not.toBe(bob.ownWorkspace)
    const targets = await his.call('/api/targets')
    expect(targets.json.items).toMatchObject([{ name: 'Demo shop' }])
  })

  test('an owner hands it over and stays as an admin; the last one can not leave before', async () => {
    const eve = await colleague(database, own, 'member')
    const leave = { method: 'DELETE', headers: here() }
    expect(await api.call(`/api/members/${own.userId}`, leave)).toMatchObject({
      status: 409,
      json: { detail: expect.stringMatching(/last owner/) },
    })
    const handed = await api.call(`${path()}/transfer`, { body: { userId: eve.userId } })
    expect(handed).toMatchObject({ status: 200, json: { role: 'admin' } })
    const { json } = await api.call('/api/members', { headers: here() })
    expect(json.items.map((m: { id: string; role: string }) => [m.id, m.role]).toSorted()).toEqual(
      [
        [own.userId, 'admin'],
        [eve.userId, 'owner'],
      ].toSorted(),
    )
    expect(json.items.find((m: { id: string }) => m.id === eve.userId)).toMatchObject({
      email: eve.email,
      joinedAt: expect.any(String),
      lastSeenAt: null,
    })
    expect((await api.call(`/api/members/${own.userId}`, leave)).status).toBe(204)
    expect(await api.call(path())).toMatchObject({ status: 404 })
  })

  test('is erased with everything in it once its thirty days are over, and no other is', async () => {
    const [gone, kept] = [
      await tenant(database, 'gus@example.com'),
      await tenant(database, 'kim@example.com'),
    ]
    for (const of of [gone, kept]) await fillEveryTable(database, of)
    await database.db.execute(
      sql`update app.workspaces set deleted_at = now() - interval '29 days' where id = ${kept.workspaceId}`,
    )
    await database.db.execute(
      sql`update app.workspaces set deleted_at = now() - interval '31 days' where id = ${gone.workspaceId}`,
    )
    expect(await eraseWorkspaces(database.db)).toBe(1)
    expect(await eraseWorkspaces(database.db)).toBe(0)
    // Its objects in storage follow.
    const due = await listErasures(database.db, { settled: false })
    expect(due.map(({ keys }) => keys)).toContainEqual([`${gone.workspaceId}/`])
    const tables = await rows<{ name: string }>(
      database.db,
      sql`select table_name as name from information_schema.columns
          where table_schema = 'app' and column_name = 'workspace_id' and table_name <> 'erasures'`,
    )
    for (const { name } of tables) {
      const [left] = await rows<{ gone: number; kept: number }>(
        database.db,
        sql`select count(*) filter (where workspace_id = ${gone.workspaceId})::int as gone,
            count(*) filter (where workspace_id = ${kept.workspaceId})::int as kept
            from ${sql.identifier('app')}.${sql.identifier(name)}`,
      )
      expect({ name, gone: left?.gone, kept: (left?.kept ?? 0) > 0 }).toEqual({ name, gone: 0, kept: true })
    }
  })
})
