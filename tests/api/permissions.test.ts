import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { makeKey } from '../../db/keys.ts'
import { changeRole } from '../../db/members.ts'
import type { Role, Scope } from '../../db/permissions.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague } from '../support/people.ts'

let database: Database
let own: Tenant
let operations: string[]
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  const api = await apiOn(database, own)
  const document = (await api.call('/openapi.json')).json as { paths: Record<string, object> }
  await api.close()
  operations = Object.entries(document.paths)
    .filter(([path]) => path !== '/api/session')
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
})
afterAll(() => database.close())

const join = async (role: Role) => (await colleague(database, own, role)).userId

const PERSONAL = [
  'patch /api/me',
  'post /api/invites/accept',
  'post /api/workspaces',
  'post /api/workspaces/{id}/restore',
]
const OWNERS = ['delete /api/workspaces/{id}', 'post /api/workspaces/{id}/transfer']
const MANAGERS = [
  'delete /api/bursts/{id}',
  'delete /api/invites/{id}',
  'delete /api/keys/{id}',
  'delete /api/members/{id}',
  'delete /api/targets/{id}',
  'delete /api/targets/{id}/memory',
  'delete /api/targets/{id}/memory/{entry}',
  'delete /api/targets/{id}/visitors',
  'delete /api/targets/{id}/visitors/{visitor}',
  'delete /api/targets/{id}/secrets/{name}',
  'get /api/audit',
  'get /api/invites',
  'get /api/keys',
  'get /api/members',
  'get /api/targets/{id}/secrets',
  'patch /api/members/{id}',
  'patch /api/targets/{id}',
  'patch /api/targets/{id}/doctor',
  'patch /api/workspaces/{id}',
  'post /api/invites',
  'post /api/keys',
  'post /api/targets',
  'post /api/targets/{id}/verify',
  'put /api/targets/{id}/secrets',
]
const RUNNERS = [
  'delete /api/conversations/{id}',
  'delete /api/views/{id}',
  'patch /api/conversations/{id}',
  'patch /api/views/{id}',
  'post /api/bursts',
  'post /api/bursts/{id}/cancel',
  'post /api/chat',
  'post /api/chat/{id}/stop',
  'post /api/conversations',
  'post /api/targets/{id}/doctor',
  'post /api/exports',
  'delete /api/exports/{id}',
  'post /api/views',
]

/** Asks every route, with bodies that do nothing, and names those that refuse. */
async function refusals(api: Awaited<ReturnType<typeof apiOn>>, token: string) {
  const refused: string[] = []
  for (const name of operations) {
    const [method = '', path = ''] = name.split(' ')
    const id = path.startsWith('/api/workspaces/') ? own.workspaceId : v7()
    const { status, json } = await api.call(path.replace('{id}', id), {
      method: method.toUpperCase(),
      body: method === 'get' ? undefined : {},
      token,
      headers: {
        origin: api.url,
        ...(path !== '/api/workspaces' && { 'x-workspace': own.workspaceId }),
      },
    })
    expect({ name, broke: status >= 500 || status === 401 }).toEqual({ name, broke: false })
    if (status !== 403) continue
    expect({ name, detail: json.detail }).toEqual({ name, detail: expect.stringMatching(/owner|sign in/) })
    refused.push(name)
  }
  return refused.toSorted()
}

test.each<[Role, string[]]>([
  ['admin', OWNERS],
  ['member', [...OWNERS, ...MANAGERS]],
])('of every route, %s is refused exactly what the role may not', async (role, expected) => {
  const api = await apiOn(database, { userId: await join(role) })
  expect(await refusals(api, 'local-token')).toEqual(expected.toSorted())
  await api.close()
})

test.each<[Scope, string[]]>([
  ['admin', [...PERSONAL, ...OWNERS, 'post /api/keys']],
  ['run', [...PERSONAL, ...OWNERS, ...MANAGERS]],
  ['read', [...PERSONAL, ...OWNERS, ...MANAGERS, ...RUNNERS]],
])(
  'of every route, a key with the scope %s is refused exactly what it was not made for',
  async (scope, expected) => {
    const api = await apiOn(database)
    const maker = { workspaceId: own.workspaceId, userId: own.userId }
    const { token } = await makeKey(database.db, { ...maker, name: 'x', scopes: [scope], expiresAt: null })
    expect(await refusals(api, token)).toEqual(expected.toSorted())
    await api.close()
  },
)

test('tells members alone, and in person, whom to ask', async () => {
  const askers = Object.fromEntries(
    await Promise.all(
      (['admin', 'member'] as const).map(async (role) => {
        const api = await apiOn(database, { userId: await join(role) })
        const { json } = await api.call('/api/me', { headers: { 'x-workspace': own.workspaceId } })
        await api.close()
        return [role, json]
      }),
    ),
  )
  expect(askers.admin.managers).toBeUndefined()
  expect(askers.member.managers[0]).toEqual({ email: 'ann@example.com', name: null, role: 'owner' })
  expect(askers.member.managers.every(({ role }: { role: string }) => role !== 'member')).toBe(true)
  expect(askers.member.managers.length).toBeLessThanOrEqual(5)
})

describe('what concerns owners', () => {
  test('an admin can neither make, unmake nor remove one', async () => {
    const api = await apiOn(database, { userId: await join('admin') })
    const headers = { 'x-workspace': own.workspaceId }
    const path = `/api/members/${own.userId}`
    const member = `/api/members/${await join('member')}`
    const role = (role: Role) => ({ method: 'PATCH', body: { role }, headers })
    expect(await api.call(path, role('admin'))).toMatchObject({ status: 403 })
    expect(await api.call(path, { method: 'DELETE', headers })).toMatchObject({ status: 403 })
    expect(await api.call(member, role('owner'))).toMatchObject({ status: 403 })
    expect(await api.call(member, role('admin'))).toMatchObject({ status: 200, json: { role: 'admin' } })
    expect(await api.call('/api/invites', { body: { email: 'x@example.com', role: 'owner' } })).toMatchObject(
      {
        status: 400,
        json: { field: 'role' },
      },
    )
    await api.close()
  })

  test('a key does no more than its maker may at this moment', async () => {
    const userId = await join('admin')
    const api = await apiOn(database)
    const maker = { workspaceId: own.workspaceId, userId }
    const { token } = await makeKey(database.db, { ...maker, name: 'x', scopes: ['admin'], expiresAt: null })
    expect(await api.call('/api/members', { token })).toMatchObject({ status: 200 })
    const owner = { workspaceId: own.workspaceId, userId: own.userId }
    await changeRole(database.db, { ...owner, id: userId, role: 'member' })
    expect(await api.call('/api/members', { token })).toMatchObject({ status: 403, json: { field: 'role' } })
    expect(await api.call('/api/bursts', { token })).toMatchObject({ status: 200 })
    await api.close()
  })
})
