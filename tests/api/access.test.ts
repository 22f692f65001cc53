import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOOLS } from '../../agent/tools/registry.ts'
import type { Database } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { provenTarget } from '../support/proofs.ts'

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let at: string
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  at = `/api/targets/${(await provenTarget(database, own, 'acme')).id}`
})
afterAll(async () => {
  expect(api.errors).toEqual([])
  await api.close()
  await database.close()
})

const patch = (body: unknown) => api.call(at, { method: 'PATCH', body })
const keep = (name: string, value: string) =>
  api.call(`${at}/secrets`, { method: 'PUT', body: { name, value } })

test.each([
  [{ access: { basicAuth: 'nothing' } }, 'access.basicAuth', 'keeps no secret "nothing"'],
  [{ access: { basicAuth: 'constructor' } }, 'access.basicAuth', 'keeps no secret "constructor"'],
  [{ access: { basicAuth: 'token' } }, 'access.basicAuth', 'is not user:password'],
  [
    { access: { header: { name: 'x-bypass', secret: 'nothing' } } },
    'access.header.secret',
    'keeps no secret',
  ],
  [{ access: { header: { name: 'Host', secret: 'token' } } }, 'access.header.name', 'the name of a header'],
  [{ access: { header: { name: 'a\r\nb', secret: 'token' } } }, 'access.header.name', 'the name of a header'],
  [{ proxies: { DE: 'token' } }, 'proxies.DE', 'is not the address of an http or https proxy'],
  [{ proxies: { DE: 'socks' } }, 'proxies.DE', 'is not the address of an http or https proxy'],
  [{ proxies: { Germany: 'german' } }, 'proxies', 'two-letter country codes'],
])('refuses %j by its field', async (body, field, detail) => {
  await keep('token', 'tok')
  await keep('socks', 'socks5://u:p@proxy.example:1080')
  const { status, json } = await patch(body)
  expect({ status, field: json.field, detail: json.detail }).toEqual({
    status: 400,
    field,
    detail: expect.stringContaining(detail),
  })
})

test('keeps how sessions get in, tells it in the audit log, and no value to anybody', async () => {
  await keep('basicAuth', 'demo:hidden-pass')
  await keep('bypass', 'hidden-token')
  await keep('german', 'http://u:hidden-pass@proxy.example:3128')
  const access = { basicAuth: 'basicAuth', header: { name: 'x-vercel-protection-bypass', secret: 'bypass' } }
  const changed = await patch({ access, proxies: { DE: 'german' } })
  expect(changed).toMatchObject({ status: 200, json: { access, proxies: { DE: 'german' } } })
  expect((await api.call(at)).json).toMatchObject({ access, proxies: { DE: 'german' } })
  const audit = await api.call('/api/audit?limit=5')
  expect(audit.json.items[0]).toMatchObject({
    action: 'target.changed',
    before: { basicAuth: null, accessHeader: null, proxies: [] },
    after: {
      basicAuth: 'basicAuth',
      accessHeader: 'x-vercel-protection-bypass: bypass',
      proxies: ['DE: german'],
    },
  })
  expect(audit.text).not.toContain('hidden')
  const used = await api.call(`${at}/secrets/bypass`, { method: 'DELETE' })
  expect(used).toMatchObject({ status: 409, json: { code: 'conflict', field: 'name' } })
  const typed = await start({ journey: ['type {{secret.bypass}} into the search field'] })
  expect(typed.json.detail).toContain('is typed into no page')

  expect((await patch({ access: {}, proxies: {} })).json).toMatchObject({
    access: { basicAuth: null, header: null },
    proxies: {},
  })
  expect((await api.call(`${at}/secrets/bypass`, { method: 'DELETE' })).status).toBe(204)
})

const start = (request: object) =>
  api.call('/api/bursts', { body: { target: 'acme', sessions: 2, journey: ['x'], ...request } })

test('a burst that names a secret which is not kept is refused wherever it is asked for', async () => {
  await keep('demoEmail', 'vera@acme.example')
  const journey = ['open pricing', 'log in with {{secret.demoEmail}} and {{ secret.demoPassword }}']
  const detail = 'Step 2 types {{secret.demoPassword}}, but acme keeps no secret of that name (it has '
  for (const request of [{}, { dryRun: true }]) {
    const { status, json } = await start({ journey, ...request })
    expect([status, json.code, json.field]).toEqual([400, 'invalid_input', 'journey'])
    expect(json.detail).toContain(detail)
    expect(json.detail).toContain(`PUT ${at}/secrets {"name": "demoPassword", "value": "..."}`)
  }
  const context = { db: database.db, ...own, pageUrl: 'http://localhost', now: new Date() }
  const asked = { target: 'acme', sessions: 100, journey }
  await expect(TOOLS.runBurst.run(context, asked)).rejects.toThrow(detail)
  await expect(TOOLS.runBurst.approval?.(context, asked)).rejects.toThrow(detail)
  const message = {
    role: 'user',
    parts: [{ type: 'text', text: `Run 2 sessions on acme: ${journey.join(' > ')}` }],
  }
  const chat = await api.call('/api/chat', {
    body: { id: (await api.call('/api/conversations', { body: { title: 'x' } })).json.id, message },
  })
  expect(chat.text).toContain('keeps no secret of that name')
  await keep('demoPassword', 'secret enough')
  expect((await start({ journey, dryRun: true })).status).toBe(200)
  expect((await start({ journey })).json).toMatchObject({ journey })
})
