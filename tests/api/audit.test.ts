import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { recordCheck } from '../../db/proofs.ts'
import { addTarget } from '../../db/targets.ts'
import { changeWorkspace } from '../../db/workspaces.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague } from '../support/people.ts'

interface Entry {
  id: string
  action: string
}

/** What others in the workspace are told of: each has its entry, in a test here or beside its own room. */
const TOLD = [
  'patch /api/workspaces/{id}',
  'delete /api/workspaces/{id}',
  'post /api/workspaces',
  'post /api/workspaces/{id}/transfer',
  'post /api/workspaces/{id}/restore',
  'patch /api/members/{id}',
  'delete /api/members/{id}',
  'post /api/invites',
  'delete /api/invites/{id}',
  'post /api/invites/accept',
  'post /api/keys',
  'delete /api/keys/{id}',
  'post /api/targets',
  'patch /api/targets/{id}',
  'delete /api/targets/{id}',
  'put /api/targets/{id}/secrets',
  'delete /api/targets/{id}/secrets/{name}',
  'patch /api/targets/{id}/doctor',
  'delete /api/targets/{id}/memory',
  'delete /api/targets/{id}/memory/{entry}',
  'delete /api/targets/{id}/visitors',
  'delete /api/targets/{id}/visitors/{visitor}',
  'post /api/bursts',
  'delete /api/bursts/{id}',
  'post /api/bursts/{id}/cancel',
  'post /api/exports',
  'delete /api/exports/{id}',
  'post /api/views',
  'patch /api/views/{id}',
  'delete /api/views/{id}',
]
/** What changes nothing for anybody else. */
const UNTOLD: Record<string, string> = {
  'post /api/session': 'a person enters; their own cookie',
  'delete /api/session': 'a person leaves; their own cookie',
  'patch /api/me': "a person's own name, the same in every workspace",
  'post /api/invites/look': 'changes nothing',
  'post /api/chat': "a person's own conversation; its tools record what they change",
  'post /api/chat/{id}/stop': "a person's own conversation",
  'post /api/conversations': "a person's own conversation",
  'patch /api/conversations/{id}': "a person's own conversation",
  'delete /api/conversations/{id}': "a person's own conversation",
  'post /api/targets/{id}/verify': 'asks for a look; what it finds is told when it changes something',
  'post /api/targets/{id}/doctor': 'asks for a look, which changes nothing',
}

describe.each(DATABASES)('the audit log on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    expect(api.errors).toEqual([])
    await api.close()
    await database.close()
  })

  const read = async (query = '') => {
    const { status, json } = await api.call(`/api/audit${query}`)
    expect(status).toBe(200)
    return json as { items: Entry[]; nextCursor: string | null }
  }

  test('every change says who, what, before, after and from where', async () => {
    const bob = await colleague(database, own, 'member')
    const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }
    const member = `/api/members/${bob.userId}`
    const workspace = `/api/workspaces/${own.workspaceId}`
    const target = `/api/targets/${(await api.call('/api/targets')).json.items[0].id}`
    const calls: [action: string, path: string, method: string, body?: unknown][] = [
      ['member.role', member, 'PATCH', { role: 'admin' }],
      ['member.removed', member, 'DELETE'],
      ['workspace.changed', workspace, 'PATCH', { name: 'Acme' }],
      ['invite.made', '/api/invites', 'POST', { email: 'zoe@example.com', role: 'member' }],
      ['key.made', '/api/keys', 'POST', { name: 'CI', scopes: ['read'] }],
      ['target.added', '/api/targets', 'POST', { url: 'https://mine.example' }],
      ['target.secret_kept', `${target}/secrets`, 'PUT', { name: 'password', value: 'x' }],
      ['target.secret_removed', `${target}/secrets/password`, 'DELETE'],
      ['target.memory_cleared', `${target}/memory`, 'DELETE'],
      ['target.visitors_forgotten', `${target}/visitors`, 'DELETE'],
      ['view.shared', '/api/views', 'POST', { name: 'Failed', filters: {}, columns: [], shared: true }],
      ['export.started', '/api/exports', 'POST', { format: 'csv', filters: {} }],
    ]
    for (const [action, path, method, body] of calls) {
      expect((await api.call(path, { method, body, headers })).status).toBeLessThan(300)
      expect((await read('?limit=1')).items).toMatchObject([
        {
          action,
          actor: { userId: own.userId, email: 'ann@example.com', keyId: null },
          channel: 'terminal',
          // What a client claims comes before what the proxy says.
          address: '203.0.113.9',
        },
      ])
    }
    expect((await read(`?subjectId=${bob.userId}&action=member.role`)).items).toMatchObject([
      {
        subject: { kind: 'member', id: bob.userId, name: bob.email },
        before: { role: 'member' },
        after: { role: 'admin' },
      },
    ])
    const asked = { sessions: 1, target: 'demo shop', journey: ['open the pricing page'] }
    const burst = (await api.call('/api/bursts', { body: asked })).json.id
    await api.call(`/api/bursts/${burst}/cancel`, { body: {} })
    const told = (await read(`?subject=burst&subjectId=${burst}`)).items
    expect(told.map(({ action }) => action)).toEqual(['burst.cancelled', 'burst.started'])
  })

  test('a target that is proven, and one that no longer is, stand there as done by the product', async () => {
    const { workspaceId } = own
    const added = await addTarget(database.db, { ...own, origin: 'https://proven.example', name: 'Proven' })
    const check = { workspaceId, id: added.id, origin: added.origin, startedAt: new Date() }
    await recordCheck(database.db, check, { way: 'file' })
    await recordCheck(database.db, check, { way: 'file' })
    for (let miss = 0; miss < 5; miss++) await recordCheck(database.db, check, { reason: 'not there' })
    const told = (await read(`?subjectId=${added.id}`)).items
    expect(told).toMatchObject([
      { action: 'target.unverified', channel: 'product', after: { reason: 'not there' } },
      { action: 'target.verified', channel: 'product', after: { by: 'file' } },
      { action: 'target.added' },
    ])
  })

  test('every route that changes something is told, or has a reason not to be', async () => {
    const { paths } = (await api.call('/openapi.json')).json as { paths: Record<string, object> }
    const changing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).flatMap((method) => (method === 'get' ? [] : [`${method} ${path}`])),
    )
    expect(changing.toSorted()).toEqual([...TOLD, ...Object.keys(UNTOLD)].toSorted())
  })

  test('a change that is refused leaves no entry, and no change is there without its entry', async () => {
    const before = (await read()).items
    await api.call(`/api/members/${own.userId}`, { method: 'DELETE' })
    await api.call('/api/targets', { body: { url: 'https://mine.example' } })
    // An entry that can not be written undoes the change that it tells of.
    const unwritable = { workspaceId: own.workspaceId, userId: own.userId, address: '\u0000' }
    await expect(changeWorkspace(database.db, { ...unwritable, name: 'Never' })).rejects.toThrow()
    expect((await api.call(`/api/workspaces/${own.workspaceId}`)).json.name).toBe('Acme')
    expect((await read()).items).toEqual(before)
  })

  test('is read in pages and by what is looked for', async () => {
    const all = (await read('?limit=200')).items.map(({ id }) => id)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof read>> = await read(`?limit=3${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
    expect(all.length).toBeGreaterThan(6)
    const invites = (await read('?action=invite.made')).items
    expect(invites.length).toBeGreaterThan(0)
    expect(new Set(invites.map(({ action }) => action))).toEqual(new Set(['invite.made']))
    expect((await read(`?userId=${own.userId}&from=2020-01-01T00:00:00Z`)).items.length).toBeGreaterThan(0)
    expect((await read('?to=2020-01-01T00:00:00Z')).items).toEqual([])
    expect(await api.call('/api/audit?userId=x')).toMatchObject({ status: 400, json: { field: 'userId' } })
  })
})
