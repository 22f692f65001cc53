import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { claimStep, keepStep } from '../../db/memory.ts'
import { listMemory } from '../../db/memory-entries.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: Parameters<typeof z.fromJSONSchema>[0] }> }>
  requestBody?: unknown
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas?: Record<string, unknown> }
}

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let document: Document
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  document = (await api.call('/openapi.json')).json
})
afterAll(async () => {
  await api.close()
  await database.close()
})

test('documents every route with what it answers', () => {
  expect(document.openapi).toMatch(/^3\.1/)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )
  expect(operations.map(({ name }) => name).toSorted()).toEqual([
    'delete /api/bursts/{id}',
    'delete /api/conversations/{id}',
    'delete /api/exports/{id}',
    'delete /api/invites/{id}',
    'delete /api/keys/{id}',
    'delete /api/members/{id}',
    'delete /api/session',
    'delete /api/targets/{id}',
    'delete /api/targets/{id}/memory',
    'delete /api/targets/{id}/memory/{entry}',
    'delete /api/targets/{id}/secrets/{name}',
    'delete /api/targets/{id}/visitors',
    'delete /api/targets/{id}/visitors/{visitor}',
    'delete /api/views/{id}',
    'delete /api/workspaces/{id}',
    'get /api/audit',
    'get /api/bursts',
    'get /api/bursts/{id}',
    'get /api/bursts/{id}/events',
    'get /api/bursts/{id}/receipt',
    'get /api/bursts/{id}/report',
    'get /api/chat/{id}/stream',
    'get /api/conversations',
    'get /api/conversations/{id}',
    'get /api/conversations/{id}/messages',
    'get /api/events',
    'get /api/exports',
    'get /api/exports/{id}',
    'get /api/exports/{id}/file',
    'get /api/invites',
    'get /api/keys',
    'get /api/me',
    'get /api/members',
    'get /api/session',
    'get /api/sessions',
    'get /api/sessions/export',
    'get /api/sessions/funnel',
    'get /api/sessions/heatmap',
    'get /api/sessions/lengths',
    'get /api/sessions/trends',
    'get /api/sessions/{id}',
    'get /api/sessions/{id}/attempts/{attempt}/steps/{step}/screenshot',
    'get /api/sessions/{id}/screenshot',
    'get /api/targets',
    'get /api/targets/{id}',
    'get /api/targets/{id}/doctor',
    'get /api/targets/{id}/memory',
    'get /api/targets/{id}/memory/{entry}',
    'get /api/targets/{id}/report',
    'get /api/targets/{id}/secrets',
    'get /api/targets/{id}/visitors',
    'get /api/views',
    'get /api/workspaces',
    'get /api/workspaces/{id}',
    'patch /api/conversations/{id}',
    'patch /api/me',
    'patch /api/members/{id}',
    'patch /api/targets/{id}',
    'patch /api/targets/{id}/doctor',
    'patch /api/views/{id}',
    'patch /api/workspaces/{id}',
    'post /api/bursts',
    'post /api/bursts/{id}/cancel',
    'post /api/chat',
    'post /api/chat/{id}/stop',
    'post /api/conversations',
    'post /api/exports',
    'post /api/invites',
    'post /api/invites/accept',
    'post /api/invites/look',
    'post /api/keys',
    'post /api/session',
    'post /api/targets',
    'post /api/targets/{id}/doctor',
    'post /api/targets/{id}/verify',
    'post /api/views',
    'post /api/workspaces',
    'post /api/workspaces/{id}/restore',
    'post /api/workspaces/{id}/transfer',
    'put /api/targets/{id}/secrets',
  ])
  for (const { name, operation } of operations) {
    expect({ name, answers: Object.keys(operation.responses).length > 0 }).toEqual({ name, answers: true })
    if (/^(post|patch) (?!.*(?:cancel|stop|restore|verify))/.test(name))
      expect({ name, body: operation.requestBody }).not.toEqual({ name, body: undefined })
  }
})

/** A step that visits have learnt, and its id. */
async function remembered(): Promise<string> {
  const of = { workspaceId: own.workspaceId, targetId: own.shop.id }
  const key = { ...of, step: 'open docs', pathPattern: '/', viewport: 'mobile' }
  const claim = { key, owner: v7(), failed: 0 }
  await claimStep(database.db, claim)
  const action = { selector: 'xpath=/html[1]', method: 'click', arguments: [], description: 'Docs' }
  await keepStep(database.db, claim, { rounds: [[action]] })
  return (await listMemory(database.db, { ...of, limit: 1 })).items[0]?.id ?? ''
}

test('answers what it documents', async () => {
  const burst = await recordedBurst(database, own, { sessions: 2 })
  const { items } = (await api.call(`/api/sessions?burst=${burst.id}`)).json
  const say = { role: 'user', parts: [{ type: 'text', text: 'help' }] }
  const conversation = v7()
  const entry = await remembered()
  await api.call('/api/chat', { body: { id: conversation, message: say } })
  const asked = { sessions: 2, target: 'demo shop', journey: ['open the pricing page'] }
  const calls: [route: string, path: string, body?: unknown][] = [
    ['get /api/me', '/api/me'],
    ['get /api/session', '/api/session'],
    ['get /api/targets', '/api/targets'],
    ['get /api/targets/{id}', `/api/targets/${own.shop.id}`],
    ['get /api/targets/{id}/memory', `/api/targets/${own.shop.id}/memory`],
    ['get /api/targets/{id}/memory/{entry}', `/api/targets/${own.shop.id}/memory/${entry}`],
    ['post /api/targets', '/api/targets', { url: 'https://new.example' }],
    ['get /api/targets/{id}/doctor', `/api/targets/${own.shop.id}/doctor`],
    ['post /api/targets/{id}/doctor', `/api/targets/${own.shop.id}/doctor`, {}],
    ['get /api/bursts/{id}/receipt', `/api/bursts/${burst.id}/receipt`],
    ['post /api/targets/{id}/verify', `/api/targets/${own.shop.id}/verify`, {}],
    ['get /api/targets/{id}/secrets', `/api/targets/${own.shop.id}/secrets`],
    ['get /api/bursts', '/api/bursts'],
    ['get /api/bursts/{id}', `/api/bursts/${burst.id}`],
    ['get /api/bursts/{id}/report', `/api/bursts/${burst.id}/report`],
    ['get /api/targets/{id}/report', `/api/targets/${own.shop.id}/report`],
    ['post /api/bursts', '/api/bursts', asked],
    ['post /api/bursts', '/api/bursts', { ...asked, dryRun: true }],
    ['post /api/bursts/{id}/cancel', `/api/bursts/${burst.id}/cancel`, {}],
    ['get /api/sessions', '/api/sessions?sort=longest&limit=1'],
    ['get /api/sessions/trends', '/api/sessions/trends?metric=bounceRate&bucket=day&groupBy=target'],
    ['get /api/sessions/heatmap', '/api/sessions/heatmap?timeZone=Europe/Berlin'],
    ['get /api/sessions/funnel', '/api/sessions/funnel'],
    ['get /api/sessions/lengths', '/api/sessions/lengths?device=mobile'],
    ['get /api/sessions/{id}', `/api/sessions/${items[0].id}`],
    ['get /api/conversations', '/api/conversations'],
    ['get /api/conversations/{id}', `/api/conversations/${conversation}`],
    ['get /api/conversations/{id}/messages', `/api/conversations/${conversation}/messages`],
    ['get /api/bursts/{id}', `/api/bursts/${v7()}`],
    ['get /api/workspaces', '/api/workspaces'],
    ['get /api/workspaces/{id}', `/api/workspaces/${own.workspaceId}`],
    ['post /api/workspaces', '/api/workspaces', { name: 'Second' }],
    ['post /api/invites', '/api/invites', { email: 'zoe@example.com', role: 'admin' }],
    ['post /api/invites/accept', '/api/invites/accept', { token: 'none' }],
    ['post /api/invites/look', '/api/invites/look', { token: 'none' }],
    ['post /api/keys', '/api/keys', { name: 'CI', scopes: ['read'] }],
    ['get /api/members', '/api/members'],
    ['get /api/invites', '/api/invites'],
    ['get /api/keys', '/api/keys'],
    ['get /api/audit', '/api/audit'],
    ['post /api/exports', '/api/exports', { format: 'csv', filters: { device: 'mobile' } }],
    ['get /api/exports', '/api/exports'],
    ['post /api/views', '/api/views', { name: 'Mobile', filters: { device: 'mobile', sort: 'longest' } }],
    ['post /api/views', '/api/views', { name: 'Mobile' }],
    ['get /api/views', '/api/views'],
  ]
  for (const [route, path, body] of calls) {
    const [method = '', name = ''] = route.split(' ')
    const { status, type, json } = await api.call(path, { body })
    const schema = document.paths[name]?.[method]?.responses[status]?.content?.[type ?? '']?.schema
    expect({ route, status, documented: schema !== undefined }).toEqual({ route, status, documented: true })
    const parsed = z
      .fromJSONSchema({ ...(schema as object), components: document.components } as never)
      .safeParse(json)
    expect({ route, wrong: parsed.error?.issues ?? [] }).toEqual({ route, wrong: [] })
  }
})
