import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { changeWorkspace } from '../../db/workspaces.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague } from '../support/people.ts'

interface Entry {
  id: string
  action: string
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
    const calls: [action: string, path: string, method: string, body?: unknown][] = [
      ['member.role', member, 'PATCH', { role: 'admin' }],
      ['member.removed', member, 'DELETE'],
      ['workspace.changed', workspace, 'PATCH', { name: 'Acme' }],
      ['invite.made', '/api/invites', 'POST', { email: 'zoe@example.com', role: 'member' }],
      ['key.made', '/api/keys', 'POST', { name: 'CI', scopes: ['read'] }],
      ['target.added', '/api/targets', 'POST', { url: 'https://mine.example' }],
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
