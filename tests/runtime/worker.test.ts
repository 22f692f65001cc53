import { rm } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { generateKeyPair } from 'jose'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { pageRoutes } from '../../api/routes/page.ts'
import { listBursts } from '../../db/bursts.ts'
import { rows } from '../../db/client.ts'
import { listMessages } from '../../db/messages.ts'
import { freshPostgres, type Tenant, tenant } from '../support/databases.ts'
import { freshFolder } from '../support/folder.ts'
import { startWorker } from '../support/wrangler.ts'
import { REPLY, startCloud } from './cloud.ts'

const EMAIL = 'ann@example.com'

describe.runIf(inject('postgresUrl'))('in workerd', () => {
  let folder: string
  let database: Awaited<ReturnType<typeof freshPostgres>>
  let cloud: Awaited<ReturnType<typeof startCloud>>
  let worker: Awaited<ReturnType<typeof startWorker>>
  let ann: Tenant
  let token: string
  beforeAll(async () => {
    folder = await freshFolder()
    database = await freshPostgres()
    cloud = await startCloud()
    ann = await tenant(database, EMAIL)
    token = await cloud.token({ userId: ann.userId, email: EMAIL })
    worker = await startWorker(folder, database.url, {
      SUPABASE_URL: cloud.url,
      SUPABASE_PUBLISHABLE_KEY: 'publishable',
      OPENAI_BASE_URL: `${cloud.url}/v1`,
      OPENAI_API_KEY: 'none',
      OPENAI_MODEL: 'scripted',
      APP_SECRETS: 'a secret of thirty-two characters or more',
    })
  })
  afterAll(async () => {
    await worker?.close()
    await cloud?.close()
    await database?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const call = (path: string, init: { body?: unknown; token?: string } = {}) =>
    fetch(`${worker.url}${path}`, {
      method: init.body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${init.token ?? token}`, 'content-type': 'application/json' },
      body: init.body ? JSON.stringify(init.body) : undefined,
    })

  test('says that it lives and that its database answers', async () => {
    expect(await (await fetch(`${worker.url}/healthz`)).json()).toEqual({ ok: true })
    expect(await (await fetch(`${worker.url}/readyz`)).json()).toEqual({ ok: true, database: 'answers' })
  })

  test('lists from PostgreSQL what belongs to the person of the token', async () => {
    const response = await call('/api/targets')
    expect(response.status).toBe(200)
    const { items } = (await response.json()) as { items: { id: string }[] }
    expect(items.map(({ id }) => id).toSorted()).toEqual([ann.shop.id, ann.unverified.id].toSorted())
  })

  test('refuses a token of another key, and none', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const forged = await cloud.token({ userId: ann.userId, email: EMAIL }, privateKey)
    for (const bad of [forged, 'nonsense'])
      expect(await (await call('/api/targets', { token: bad })).json()).toMatchObject({
        status: 401,
        code: 'unauthenticated',
      })
    expect((await fetch(`${worker.url}/api/targets`)).status).toBe(401)
  })

  test('streams a turn of the configured model and keeps both messages', async () => {
    const id = v7()
    const response = await ask(id)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(texts(await response.text())).toEqual(REPLY)
    const stored = await kept(id, 2)
    expect(stored.map(({ role }) => role)).toEqual(['user', 'assistant'])
    expect(JSON.stringify(stored[1]?.parts)).toContain(REPLY.join(''))
  })

  test('streams while the model still talks, and keeps the reply when the reader goes', async () => {
    const id = v7()
    const goOn = cloud.hold()
    const reader = (await ask(id)).body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    while (!seen.includes(REPLY[0])) seen += (await reader?.read())?.value ?? ''
    expect(seen).not.toContain(REPLY[1])
    await reader?.cancel()
    goOn()
    expect(JSON.stringify((await kept(id, 2))[1]?.parts)).toContain(REPLY.join(''))
  })

  test('plans and records a burst, for a runner elsewhere', async () => {
    const request = { target: 'demo shop', sessions: 3, journey: ['open the pricing page'] }
    const response = await call('/api/bursts', { body: request })
    expect(response.status).toBe(201)
    const { items } = await listBursts(database.db, { workspaceId: ann.workspaceId, limit: 10 })
    expect(items).toMatchObject([{ sessions: 3, counts: { scheduled: 3 } }])
  })

  test('follows a burst by looking again, since Hyperdrive has no LISTEN', async () => {
    const request = { target: 'demo shop', sessions: 1, journey: ['open the pricing page'] }
    const { id } = (await (await call('/api/bursts', { body: request })).json()) as { id: string }
    const stream = (await call(`/api/bursts/${id}/events`)).text()
    expect((await call(`/api/bursts/${id}/cancel`, { body: {} })).status).toBe(200)
    expect(await stream).toContain('event: end')
  })

  test('describes itself, serves the page elsewhere, and asks for the keys once', async () => {
    expect(await (await fetch(`${worker.url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' })
    const page = await fetch(`${worker.url}/bursts/1`)
    expect(await page.text()).toContain('<title>The page</title>')
    expect(page.headers.get('content-security-policy')).toBe(await policyOnNode())
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${cloud.url};`)
    expect((await fetch(`${worker.url}/auth/v1/token`)).status).toBe(404)
    const session = await (await fetch(`${worker.url}/api/session`)).json()
    expect(session).toEqual({ signedIn: false, auth: { url: cloud.url, key: 'publishable', mail: 'sent' } })
    expect(cloud.asked.filter((line) => line.endsWith('jwks.json'))).toHaveLength(1)
  })

  test('leaves no connection behind a request', async () => {
    for (let i = 0; i < 30; i++) await (await call('/api/targets')).text()
    const connections = sql`select count(*)::int as open from pg_stat_activity where datname = current_database()`
    // The test's own pool has up to ten.
    await vi.waitUntil(
      async () => ((await rows<{ open: number }>(database.db, connections))[0]?.open ?? 99) <= 10,
    )
  })

  const policyOnNode = async () =>
    (await pageRoutes(folder, cloud.url).request('/')).headers.get('content-security-policy')
  const ask = (id: string) => {
    const message = { role: 'user', parts: [{ type: 'text', text: 'How is it going?' }] }
    return call('/api/chat', { body: { id, message } })
  }
  const texts = (stream: string) =>
    [...stream.matchAll(/"type":"text-delta".*?"delta":"(.*?)"/g)].map(([, text]) => text)
  /** The messages of a conversation, once there are `count`: the last is written when its reply has ended. */
  const kept = (conversationId: string, count: number) =>
    vi.waitUntil(
      async () => {
        const stored = await listMessages(database.db, { ...ann, conversationId, limit: 10 })
        return stored.length >= count && stored
      },
      { timeout: 30_000, interval: 50 },
    )
})
