import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../api/app.ts'
import { type Database, rows } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, tenant } from '../support/databases.ts'
import { type Everything, fillEveryTable } from '../support/everything.ts'

interface Probe {
  /** What the path's {id} names. */
  id?: keyof Everything
  /** What the path's {entry} names. */
  entry?: keyof Everything
  /** What the path's {visitor} names. */
  visitor?: keyof Everything
  body?: (theirs: Everything) => unknown
  /** Ids that the query names. */
  query?: (theirs: Everything) => string
  /** Nothing of a workspace can be named: its answer must hold no id of another. */
  bare?: true
  /** Takes a person, in whichever workspace. */
  personal?: true
}

const say = { role: 'user', parts: [{ type: 'text', text: 'help' }] }

/** How each route is asked about another workspace. A route without a rule here fails the first test. */
const PROBES: Record<string, Probe> = {
  'get /api/session': { bare: true, personal: true },
  'post /api/session': { bare: true, personal: true },
  'delete /api/session': { bare: true, personal: true },
  'get /api/me': { bare: true },
  'patch /api/me': { bare: true, personal: true, body: () => ({ name: 'Me' }) },
  'get /api/workspaces': { bare: true, personal: true },
  'post /api/workspaces': { bare: true, personal: true, body: () => ({ name: 'Second' }) },
  'get /api/workspaces/{id}': { id: 'workspace' },
  'patch /api/workspaces/{id}': { id: 'workspace', body: () => ({ name: 'Stolen' }) },
  'delete /api/workspaces/{id}': { id: 'workspace' },
  'post /api/workspaces/{id}/restore': { id: 'workspace', personal: true },
  'post /api/workspaces/{id}/transfer': {
    id: 'workspace',
    body: (theirs) => ({ userId: theirs.member }),
  },
  'get /api/members': { bare: true },
  'patch /api/members/{id}': { id: 'member', body: () => ({ role: 'member' }) },
  'delete /api/members/{id}': { id: 'member' },
  'get /api/invites': { bare: true },
  'post /api/invites': { bare: true, body: () => ({ email: 'zoe@example.com', role: 'member' }) },
  'post /api/invites/accept': { personal: true, body: () => ({ token: 'x' }) },
  'post /api/invites/look': { personal: true, body: () => ({ token: 'x' }) },
  'delete /api/invites/{id}': { id: 'invite' },
  'get /api/keys': { bare: true },
  'post /api/keys': { bare: true, body: () => ({ name: 'mine', scopes: ['read'] }) },
  'delete /api/keys/{id}': { id: 'key' },
  'get /api/audit': { bare: true },
  'post /api/chat': { body: (theirs) => ({ id: theirs.conversation, message: say }) },
  'get /api/chat/{id}/stream': { id: 'conversation' },
  'post /api/chat/{id}/stop': { id: 'conversation' },
  'get /api/conversations': { bare: true },
  'post /api/conversations': { bare: true, body: () => ({ title: 'mine' }) },
  'get /api/conversations/{id}': { id: 'conversation' },
  'get /api/conversations/{id}/messages': { id: 'conversation' },
  'patch /api/conversations/{id}': { id: 'conversation', body: () => ({ title: 'stolen' }) },
  'delete /api/conversations/{id}': { id: 'conversation' },
  'get /api/targets': { bare: true },
  'post /api/targets': { bare: true, body: () => ({ url: 'https://mine.example' }) },
  'get /api/targets/{id}': { id: 'target' },
  'patch /api/targets/{id}': { id: 'target', body: () => ({ name: 'stolen' }) },
  'delete /api/targets/{id}': { id: 'target' },
  'post /api/targets/{id}/verify': { id: 'target', body: () => ({}) },
  'get /api/targets/{id}/secrets': { id: 'target' },
  'put /api/targets/{id}/secrets': { id: 'target', body: () => ({ name: 'x', value: 'x' }) },
  'delete /api/targets/{id}/secrets/{name}': { id: 'target' },
  'get /api/targets/{id}/doctor': { id: 'target' },
  'post /api/targets/{id}/doctor': { id: 'target', body: () => ({}) },
  'patch /api/targets/{id}/doctor': { id: 'target', body: () => ({ hosts: { 'cdn.example:443': true } }) },
  'get /api/targets/{id}/memory': { id: 'target' },
  'delete /api/targets/{id}/memory': { id: 'target' },
  'get /api/targets/{id}/memory/{entry}': { id: 'target', entry: 'memory' },
  'delete /api/targets/{id}/memory/{entry}': { id: 'target', entry: 'memory' },
  'get /api/targets/{id}/visitors': { id: 'target' },
  'delete /api/targets/{id}/visitors': { id: 'target' },
  'delete /api/targets/{id}/visitors/{visitor}': { id: 'target', visitor: 'visitor' },
  'get /api/bursts': { bare: true },
  'post /api/bursts': {
    bare: true,
    body: () => ({ sessions: 1, target: 'demo shop', journey: ['open the pricing page'] }),
  },
  'get /api/bursts/{id}': { id: 'burst' },
  'delete /api/bursts/{id}': { id: 'burst' },
  'post /api/bursts/{id}/cancel': { id: 'burst', body: () => ({}) },
  'get /api/bursts/{id}/events': { id: 'burst' },
  'get /api/bursts/{id}/receipt': { id: 'burst' },
  'get /api/bursts/{id}/report': { id: 'burst' },
  'get /api/targets/{id}/report': { id: 'target' },
  'get /api/sessions': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/trends': {
    query: (theirs) => `metric=sessions&bucket=day&burst=${theirs.burst}`,
  },
  'get /api/sessions/funnel': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/heatmap': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/lengths': { query: (theirs) => `burst=${theirs.burst}` },
  'get /api/sessions/{id}': { id: 'session' },
  'get /api/sessions/{id}/screenshot': { id: 'session' },
  'get /api/sessions/{id}/attempts/{attempt}/steps/{step}/screenshot': { id: 'session' },
  'get /api/sessions/export': { query: (theirs) => `format=csv&burst=${theirs.burst}` },
  'get /api/exports': { bare: true },
  'post /api/exports': { body: (theirs) => ({ format: 'csv', filters: { burst: theirs.burst } }) },
  'get /api/exports/{id}': { id: 'export' },
  'get /api/exports/{id}/file': { id: 'export', personal: true },
  'delete /api/exports/{id}': { id: 'export' },
  'get /api/views': { bare: true },
  'post /api/views': { bare: true, body: () => ({ name: 'mine' }) },
  'patch /api/views/{id}': { id: 'view', body: () => ({ name: 'stolen' }) },
  'delete /api/views/{id}': { id: 'view' },
  'get /api/events': { query: (theirs) => `topics=burst:${theirs.burst}` },
}

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
