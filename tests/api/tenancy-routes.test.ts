import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../api/app.ts'
import { type Database, rows } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, tenant } from '../support/databases.ts'
import { type Everything, fillEveryTable } from '../support/everything.ts'
import { PROBES } from '../support/tenancy-probes.ts'

const operations = Object.entries(PROBES).map(([name, probe]) => {
  const [method = '', path = ''] = name.split(' ')
  return { name, method: method.toUpperCase(), path, probe }
})

describe.each(DATABASES)('routes and other workspaces on %s', (kind) => {
  let database: Database
  let api: Awaited<ReturnType<typeof apiOn>>
  let theirs: Everything
  beforeAll(async () => {
    database = await freshDatabase(kind)
    const own = await tenant(database)
    await fillEveryTable(database, own)
    theirs = await fillEveryTable(database, await tenant(database, 'bob@example.com'))
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    expect(api.errors).toEqual([])
    await api.close()
    await database.close()
  })

  /** Everything of the other workspace that a route could change. */
  const state = () =>
    rows(
      database.db,
      sql`select (select json_agg(w) from app.workspaces w where id = ${theirs.workspace}) as workspaces,
          (select json_agg(m) from app.members m where workspace_id = ${theirs.workspace}) as members,
          (select json_agg(i) from app.invites i where workspace_id = ${theirs.workspace}) as invites,
          (select json_agg(k) from app.keys k where workspace_id = ${theirs.workspace}) as keys,
          (select json_agg(t) from app.targets t where workspace_id = ${theirs.workspace}) as targets,
          (select json_agg(m) from app.memory m where workspace_id = ${theirs.workspace}) as memory,
          (select json_agg(v) from app.visitors v where workspace_id = ${theirs.workspace}) as visitors,
          (select json_agg(b) from app.bursts b where workspace_id = ${theirs.workspace}) as bursts,
          (select json_agg(s) from app.sessions s where workspace_id = ${theirs.workspace}) as sessions,
          (select json_agg(c) from app.conversations c where workspace_id = ${theirs.workspace}) as conversations,
          (select json_agg(e) from app.exports e where workspace_id = ${theirs.workspace}) as exports,
          (select json_agg(v) from app.views v where workspace_id = ${theirs.workspace}) as views,
          (select count(*) from app.messages where workspace_id = ${theirs.workspace}) as messages,
          (select count(*) from app.audit where workspace_id = ${theirs.workspace}) as audit`,
    )

  const ask = (
    { method, path, probe }: (typeof operations)[number],
    options: { id?: string; headers?: Record<string, string> } = {},
  ) => {
    const query = probe.query ? `?${probe.query(theirs)}` : ''
    const id = options.id ?? (probe.id ? theirs[probe.id] : '')
    const entry = probe.entry ? theirs[probe.entry] : ''
    const visitor = probe.visitor ? theirs[probe.visitor] : ''
    const named = path
      .replace('{id}', id)
      .replace('{entry}', entry)
      .replace('{visitor}', visitor)
      .replace(/\{(attempt|step)\}/g, '1')
    return api.call(`${named}${query}`, {
      method,
      body: probe.body?.(theirs),
      // As the page asks: who comes from elsewhere is refused before anything is looked at.
      headers: { origin: api.url, ...options.headers },
    })
  }

  test('every route is documented, and every documented one has a rule here', async () => {
    const document = (await api.call('/openapi.json')).json as { paths: Record<string, object> }
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    const served = createApp(api.deps)
      .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(documented.toSorted()).toEqual([...new Set(served)].toSorted())
    expect(documented.toSorted()).toEqual(Object.keys(PROBES).toSorted())
    for (const { name, path, probe } of operations)
      expect({ name, names: probe.id !== undefined }).toEqual({ name, names: path.includes('{id}') })
  })

  test.each(operations.filter(({ probe }) => probe.id ?? probe.query ?? !probe.bare))(
    '$name answers ids of another workspace as if they did not exist',
    async (operation) => {
      const before = await state()
      expect(await ask(operation)).toMatchObject({ status: 404, json: { code: 'not_found' } })
      expect(await state()).toEqual(before)
    },
  )

  test.each(operations.filter(({ probe }) => probe.id))(
    '$name answers an id that is none in the same way',
    async (operation) => {
      for (const id of [v7(), 'x', '%00', "'", '..%2f'])
        expect(await ask(operation, { id })).toMatchObject({ status: 404 })
    },
  )

  test.each(operations.filter(({ probe }) => !probe.personal && probe.id !== 'workspace'))(
    '$name answers nobody in a workspace that is not theirs',
    async (operation) => {
      const headers = { 'x-workspace': theirs.workspace }
      const before = await state()
      expect(await ask(operation, { headers })).toMatchObject({ status: 404, json: { field: 'workspace' } })
      expect(await state()).toEqual(before)
    },
  )

  test.each(operations.filter(({ probe }) => probe.bare))(
    '$name tells nothing of another workspace',
    async (operation) => {
      const { status, text } = await ask(operation)
      expect(status).toBeLessThan(500)
      for (const id of Object.values(theirs)) expect(text).not.toContain(id)
    },
  )

  test('a member of another workspace can not be made the owner of this one', async () => {
    const { json } = await api.call('/api/me')
    const path = `/api/workspaces/${json.workspace.id}/transfer`
    expect(await api.call(path, { body: { userId: theirs.member } })).toMatchObject({ status: 404 })
  })
})

test('a route that api/rules.ts does not list answers nobody', async () => {
  const database = await freshDatabase('pglite')
  const api = await apiOn(database, await tenant(database))
  const app = createApp(api.deps)
  let reached = false
  app.get('/api/forgotten', (c) => {
    reached = true
    return c.text('secret')
  })
  const headers = { authorization: 'Bearer local-token' }
  const answer = await app.fetch(new Request(`${api.url}/api/forgotten`, { headers }))
  expect([answer.status, reached]).toEqual([500, false])
  expect(String(api.errors)).toContain('no rule for GET /api/forgotten')
  await api.close()
  await database.close()
})
