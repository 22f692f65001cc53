import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageRoutes } from '../../api/routes/page.ts'
import type { Database } from '../../db/client.ts'
import { openSignIn } from '../../db/sign-ins.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { freshFolder } from '../support/folder.ts'

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
/** `[method, path]` of every documented operation, with ids of nobody. */
let operations: [string, string][]
let cookie: string
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  const { paths } = (await api.call('/openapi.json')).json as { paths: Record<string, object> }
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [string, string] => [
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, () => v7()),
    ]),
  )
  cookie = `sessionburst=${await openSignIn(database.db, own)}`
})
afterAll(async () => {
  await api.close()
  await database.close()
})

const ask = (method: string, path: string, headers: Record<string, string>) =>
  api.fetch(`${api.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: method === 'GET' ? undefined : '{}',
  })

test('every answer is typed, framed by nobody, kept by no cache and closed to other sites', async () => {
  const elsewhere = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  const extra: [string, string][] = [
    ['GET', '/api/nothing'],
    ['POST', '/auth/v1/token'],
    ['GET', '/healthz'],
    ['GET', '/openapi.json'],
  ]
  for (const [method, path] of [...operations, ...extra])
    for (const [asked, headers] of [
      [method, { ...elsewhere, authorization: 'Bearer local-token' }],
      [method, elsewhere],
      ['OPTIONS', elsewhere],
    ] as const) {
      const answer = await ask(asked, path, headers)
      await answer.body?.cancel()
      const at = `${asked} ${path}`
      const open = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect({ at, open }).toEqual({ at, open: [] })
      expect({ at, sniff: answer.headers.get('x-content-type-options') }).toEqual({ at, sniff: 'nosniff' })
      expect({ at, policy: answer.headers.get('content-security-policy') }).toEqual({
        at,
        policy: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      })
      if (path.startsWith('/api/'))
        expect({ at, cache: answer.headers.get('cache-control') }).toEqual({
          at,
          cache: expect.stringMatching(/no-store|no-cache/),
        })
    }
})

test('a cookie alone changes nothing on any route when another site, or nobody, is named as the origin', async () => {
  const writes = operations.filter(([method]) => method !== 'GET')
  expect(writes.length).toBeGreaterThan(9)
  for (const [method, path] of writes)
    for (const origin of [
      'https://evil.example',
      'null',
      '',
      'http://localhost:8787.evil.example',
      undefined,
    ]) {
      const answer = await ask(method, path, { cookie, ...(origin !== undefined && { origin }) })
      const at = `${method} ${path} from ${origin}`
      // The sign-in reads its body first; nothing of it is a person's.
      const refused = path === '/api/session' && method === 'POST' ? [400, 403] : [403]
      expect({ at, refused: refused.includes(answer.status) }).toEqual({ at, refused: true })
    }
})

test('the same cookie from our own page gets past that check on every route', async () => {
  for (const [method, path] of operations.filter(([, path]) => path !== '/api/session')) {
    const answer = await ask(method, path, { cookie, origin: api.url })
    await answer.body?.cancel()
    expect([401, 403]).not.toContain(answer.status)
  }
})

test('the page may ask its own server, and where it signs in when that is elsewhere', async () => {
  const folder = await freshFolder()
  const policy = async (auth?: string) =>
    (await pageRoutes(folder, auth).request('/')).headers.get('content-security-policy')
  expect(await policy()).not.toContain('connect-src')
  expect(await policy('https://abc.supabase.co/')).toContain("connect-src 'self' https://abc.supabase.co;")
  expect(await policy()).toContain("default-src 'self'")
})

test('liveness asks nothing, readiness tells of each part, and neither wants a token', async () => {
  const health = await api.call('/healthz', { token: '' })
  expect({ status: health.status, json: health.json }).toEqual({ status: 200, json: { ok: true } })
  const ready = await api.call('/readyz', { token: '' })
  expect({ status: ready.status, json: ready.json }).toEqual({
    status: 200,
    json: { ok: true, database: 'answers' },
  })
})

test('readiness is refused, without a reason for strangers, when the database is gone', async () => {
  const gone = await freshDatabase('pglite')
  const without = await apiOn(gone, own)
  await without.close()
  await gone.close()
  const answer = await without.call('/readyz')
  expect({ status: answer.status, json: answer.json }).toEqual({
    status: 503,
    json: { ok: false, database: 'does not answer' },
  })
  expect((await without.call('/healthz')).status).toBe(200)
})
