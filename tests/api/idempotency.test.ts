import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, rows } from '../../db/client.ts'
import { claimKey, sweepIdempotencyKeys } from '../../db/idempotency.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

const BURST = { sessions: 3, target: 'demo shop', journey: ['open the pricing page'] }

/** Every POST that creates, with what makes one row of which table. One without a line here fails the last test. */
const CREATING: [path: string, body: unknown, table: string][] = [
  ['/api/bursts', BURST, 'bursts'],
  ['/api/conversations', { title: 'Once' }, 'conversations'],
  ['/api/exports', { format: 'csv', filters: {} }, 'exports'],
  ['/api/invites', { email: 'once@example.com', role: 'member' }, 'invites'],
  ['/api/keys', { name: 'Once', scopes: ['read'] }, 'keys'],
  ['/api/targets', { url: 'https://once.example' }, 'targets'],
  ['/api/views', { name: 'Once', filters: {}, columns: [], shared: true }, 'views'],
  ['/api/workspaces', { name: 'Once' }, 'workspaces'],
]

describe.each(DATABASES)('Idempotency-Key on %s', (kind) => {
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

  const post = (path: string, key: string, body: unknown) =>
    api.call(path, { body, headers: { 'idempotency-key': key } })
  const count = async (table: string) =>
    (
      await rows<{ n: number }>(database.db, sql`select count(*)::int as n from app.${sql.identifier(table)}`)
    )[0]?.n
  /** What the middle of a request leaves behind when its process dies: the key, held. */
  const died = async (key: string, body: unknown) => {
    const requestHash = await hashOf(body)
    const claim = await claimKey(database.db, { ...own, route: 'POST /api/bursts', key, requestHash })
    return { ...claim, later: () => pass('held_until', 61) }
  }
  const hashOf = async (body: unknown) => {
    const asked = new TextEncoder().encode(JSON.stringify(['', JSON.stringify(body)]))
    const digest = await crypto.subtle.digest('SHA-256', asked)
    return Buffer.from(digest).toString('hex')
  }
  const pass = (column: string, seconds: number) =>
    database.db.execute(
      sql`update app.idempotency_keys set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(secs => ${seconds})`,
    )

  const remove = (path: string, id: string) =>
    path === '/api/bursts'
      ? api.call(`${path}/${id}/cancel`, { method: 'POST' })
      : api.call(`${path}/${id}`, { method: 'DELETE' })

  test.each(CREATING)(
    '%s answers the same request again with the same, and makes one',
    async (path, body, table) => {
      const before = (await count(table)) ?? 0
      const key = v7()
      const first = await post(path, key, body)
      const again = await post(path, key, body)
      expect(first.status).toBe(201)
      expect({ status: again.status, type: again.type, text: again.text }).toEqual({
        status: 201,
        type: first.type,
        text: first.text,
      })
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
      expect(await count(table)).toBe(before + 1)
      await remove(path, first.json.id)
    },
  )

  test.each(CREATING)(
    '%s, when its server died before it could answer, is answered by what it made, with no second one',
    async (path, body, table) => {
      const key = v7()
      const first = await post(path, key, body)
      await database.db.execute(
        sql`update app.idempotency_keys set status = null, body = null, held_until = now() where key = ${key}`,
      )
      const before = [await count(table), await count('audit')]
      const again = await post(path, key, body)
      expect([again.status, again.json.id]).toEqual([201, first.json.id])
      expect(again.headers.get('idempotency-replayed')).toBeNull()
      expect([await count(table), await count('audit')]).toEqual(before)
      if (again.json.key) expect((await api.call('/api/me', { token: again.json.key })).status).toBe(200)
      await remove(path, first.json.id)
    },
  )

  test('refuses the key for another body, and takes it elsewhere', async () => {
    const key = v7()
    expect((await post('/api/conversations', key, { title: 'One' })).status).toBe(201)
    expect(await post('/api/conversations', key, { title: 'Two' })).toMatchObject({
      status: 422,
      json: { code: 'key_reused', field: 'idempotency-key' },
    })
    expect((await post('/api/targets', key, { url: `https://${key}.example` })).status).toBe(201)
  })

  test('of 20 at once one makes it; the others get its answer or are asked to wait', async () => {
    const before = (await count('bursts')) ?? 0
    const key = v7()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/api/bursts', key, BURST)))
    expect(await count('bursts')).toBe(before + 1)
    const made = answers.filter(({ status }) => status === 201)
    const waiting = answers.filter(({ status }) => status === 409)
    expect(made.length + waiting.length).toBe(20)
    expect(new Set(made.map(({ json }) => json.id)).size).toBe(1)
    for (const { headers } of waiting) expect(headers.get('retry-after')).toBe('1')
    expect((await post('/api/bursts', key, BURST)).json.id).toBe(made[0]?.json.id)
  })

  test('a refusal frees the key', async () => {
    const key = v7()
    expect((await post('/api/bursts', key, { ...BURST, sessions: 0 })).status).toBe(400)
    expect((await post('/api/bursts', key, { ...BURST, target: 'nowhere' })).status).toBe(422)
    expect((await post('/api/bursts', key, BURST)).status).toBe(201)
  })

  test("another person's key of the same name is another key", async () => {
    const other = await tenant(database, `${v7()}@example.com`)
    const theirs = await apiOn(database, other)
    const key = v7()
    const mine = await post('/api/bursts', key, BURST)
    const their = await theirs.call('/api/bursts', { body: BURST, headers: { 'idempotency-key': key } })
    await theirs.close()
    expect([mine.status, their.status]).toEqual([201, 201])
    expect(their.json.id).not.toBe(mine.json.id)
  })

  test('a try that died before it made anything is taken over, not earlier than it may be dead', async () => {
    const key = v7()
    const { madeId, later } = await died(key, BURST)
    expect((await post('/api/bursts', key, BURST)).status).toBe(409)
    await later()
    const answer = await post('/api/bursts', key, BURST)
    expect(answer).toMatchObject({ status: 201, json: { id: madeId } })
  })

  test('a burst that was recorded before its try died is answered, not recorded again', async () => {
    const key = v7()
    const { madeId, later } = await died(key, BURST)
    await recordedBurst(database, own, BURST, madeId)
    const before = await count('bursts')
    const sessions = await count('sessions')
    await later()
    expect(await post('/api/bursts', key, BURST)).toMatchObject({ status: 201, json: { id: madeId } })
    expect([await count('bursts'), await count('sessions')]).toEqual([before, sessions])
  })

  test('a try that was slow, not dead, makes nothing beside the one that took over', async () => {
    const key = v7()
    const { madeId, later } = await died(key, BURST)
    await later()
    const before = (await count('bursts')) ?? 0
    const [answer] = await Promise.all([
      post('/api/bursts', key, BURST),
      recordedBurst(database, own, BURST, madeId),
    ])
    expect(answer).toMatchObject({ status: 201, json: { id: madeId, sessions: 3 } })
    expect(await count('bursts')).toBe(before + 1)
  })

  test('keeps answers sealed, for 24 hours, and sweeps what is over', async () => {
    const key = v7()
    const first = await post('/api/conversations', key, { title: 'A private title' })
    const stored = await rows<{ body: string }>(
      database.db,
      sql`select body from app.idempotency_keys where key = ${key}`,
    )
    expect(stored[0]?.body).toMatch(/^sealed\./)
    await pass('expires_at', 24 * 3_600 - 60)
    expect((await post('/api/conversations', key, { title: 'A private title' })).text).toBe(first.text)
    await pass('expires_at', 120)
    const anew = await post('/api/conversations', key, { title: 'Another thing' })
    expect(anew.status).toBe(201)
    expect(anew.json.id).not.toBe(first.json.id)
    expect(await sweepIdempotencyKeys(database.db)).toBeGreaterThan(0)
    expect((await post('/api/conversations', key, { title: 'Another thing' })).text).toBe(anew.text)
    expect(await count('idempotency_keys')).toBe(1)
  })

  test('refuses a key that is none', async () => {
    for (const key of ['', 'x'.repeat(256), 'two words'])
      expect(await post('/api/conversations', key, { title: 'x' })).toMatchObject({
        status: 400,
        json: { field: 'idempotency-key' },
      })
  })
})

test('every POST that creates declares Idempotency-Key, and is tried above', async () => {
  const database = await freshDatabase('pglite')
  const api = await apiOn(database)
  const { paths } = (await api.call('/openapi.json')).json as {
    paths: Record<string, { post?: { responses: object; parameters?: { in: string; name: string }[] } }>
  }
  const creating = Object.entries(paths).filter(([, { post }]) => post && '201' in post.responses)
  expect(creating.map(([path]) => path).toSorted()).toEqual(CREATING.map(([path]) => path).toSorted())
  const silent = creating.filter(
    ([, { post }]) => !post?.parameters?.some((one) => one.in === 'header' && one.name === 'Idempotency-Key'),
  )
  expect(silent.map(([path]) => path)).toEqual([])
  await api.close()
  await database.close()
})
