import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from '../../api/cli/client.ts'
import { converse } from '../../api/cli/turn.ts'
import { type Database, rows } from '../../db/client.ts'
import { isWellFormedKey } from '../../db/keys.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { gatedModel } from '../support/gated-model.ts'
import { colleague } from '../support/people.ts'
import { openStream, saying } from '../support/streams.ts'

/** Streams are to close within this when what opened them ends. */
const CLOSED_MS = 5_000

describe.each(DATABASES)('API keys on %s', (kind) => {
  const { model, talk } = gatedModel()
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  let other: typeof api
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
    other = await apiOn(database, own, model)
  })
  afterAll(async () => {
    expect([...api.errors, ...other.errors]).toEqual([])
    await other.close()
    await api.close()
    await database.close()
  })

  const make = async (scopes: string[], more: object = {}) => {
    const { status, json } = await api.call('/api/keys', { body: { name: 'CI', scopes, ...more } })
    expect(status).toBe(201)
    return json as { id: string; key: string; lastFour: string; expiresAt: string | null }
  }
  const statusOf = async (token: string, path = '/api/bursts') => (await api.call(path, { token })).status

  test('a key is shown once and kept as a hash alone', async () => {
    const { key, id, lastFour, expiresAt } = await make(['run', 'read'])
    expect(key).toMatch(/^sbk_[0-9a-f]{56}$/)
    expect(key.endsWith(lastFour)).toBe(true)
    expect(Date.parse(expiresAt ?? '') - Date.now()).toBeGreaterThan(364 * 86_400_000)
    const listed = await api.call('/api/keys')
    expect(listed.text).not.toContain(key)
    expect(listed.json.items.find((k: { id: string }) => k.id === id)).toMatchObject({
      name: 'CI',
      lastFour,
      scopes: ['read', 'run'],
      madeBy: { id: own.userId, email: 'ann@example.com' },
      lastUsedAt: null,
      revokedAt: null,
    })
    const stored = await rows(database.db, sql`select k::text as text from app.keys k`)
    const audited = await rows(database.db, sql`select a::text as text from app.audit a`)
    const secret = key.slice('sbk_'.length, -4)
    expect(JSON.stringify([stored, audited])).not.toContain(secret)
  })

  test('what has not the checksum of a key is refused without asking the database', async () => {
    const { key } = await make(['read'])
    expect(isWellFormedKey(key)).toBe(true)
    const wrong = [
      key.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      key.replace(/^sbk_./, (first) => (first === 'sbk_0' ? 'sbk_1' : 'sbk_0')),
      key.slice(0, -1),
      `${key}0`,
      key.toUpperCase(),
      'sbk_',
    ]
    const unplugged = { ...database.db, transaction: () => Promise.reject(new Error('asked')) }
    const cut = { ...api.deps, db: unplugged as unknown as typeof database.db }
    const { createApp } = await import('../../api/app.ts')
    for (const token of wrong) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await createApp(cut).fetch(new Request(`${api.url}/api/bursts`, { headers }))
      expect({ token, status: answer.status }).toEqual({ token, status: 401 })
    }
  })

  test('a key works in its one workspace, for whoever made it', async () => {
    const { key, id } = await make(['read'])
    const { json } = await api.call('/api/me', { token: key })
    expect(json).toMatchObject({
      user: { id: own.userId },
      workspaces: [{ id: own.workspaceId }],
      key: { id, scopes: ['read'] },
    })
    const second = (await api.call('/api/workspaces', { body: { name: 'Second' } })).json.id
    expect(await api.call('/api/me', { token: key, headers: { 'x-workspace': second } })).toMatchObject({
      status: 404,
    })
    expect((await api.call('/api/workspaces', { token: key })).json.items).toMatchObject([
      { id: own.workspaceId },
    ])
  })

  test('a revoked or expired key is refused from the next request on, on every instance', async () => {
    const { key, id } = await make(['admin'])
    expect([await statusOf(key), (await other.call('/api/bursts', { token: key })).status]).toEqual([
      200, 200,
    ])
    expect((await api.call(`/api/keys/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect([await statusOf(key), (await other.call('/api/bursts', { token: key })).status]).toEqual([
      401, 401,
    ])
    expect((await api.call(`/api/keys/${id}`, { method: 'DELETE' })).status).toBe(204)

    const soon = await make(['read'], { expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await statusOf(soon.key)).toBe(200)
    await database.db.execute(sql`update app.keys set expires_at = now() where id = ${soon.id}`)
    expect(await statusOf(soon.key)).toBe(401)
    const past = { name: 'x', scopes: ['read'], expiresAt: new Date(Date.now() - 1000).toISOString() }
    expect(await api.call('/api/keys', { body: past })).toMatchObject({
      status: 400,
      json: { field: 'expiresAt' },
    })
  })

  test('that a key was used is written at most once a minute', async () => {
    const { key, id } = await make(['read'])
    const used = async () => {
      const found = await rows<{ version: string; at: Date }>(
        database.db,
        sql`select xmin::text as version, last_used_at as at from app.keys where id = ${id}`,
      )
      return found[0]
    }
    await Promise.all(Array.from({ length: 20 }, () => statusOf(key)))
    const first = await used()
    expect(first?.at).not.toBeNull()
    await Promise.all(Array.from({ length: 20 }, () => statusOf(key)))
    expect(await used()).toEqual(first)
    await database.db.execute(
      sql`update app.keys set last_used_at = now() - interval '2 minutes' where id = ${id}`,
    )
    await statusOf(key)
    const { json } = await api.call('/api/keys')
    const { lastUsedAt } = json.items.find((k: { id: string }) => k.id === id)
    expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(60_000)
  })

  test('a key has conversations of its own and sees none of its maker', async () => {
    const [one, two] = [await make(['run']), await make(['run'])]
    const mine = (await api.call('/api/conversations', { body: { title: 'private' } })).json.id
    const its = (await api.call('/api/conversations', { body: { title: 'of a key' }, token: one.key })).json
      .id
    const titles = async (token?: string) =>
      (await api.call('/api/conversations', { token })).json.items.map((c: { title: string }) => c.title)
    expect(await titles(one.key)).toEqual(['of a key'])
    expect(await titles(two.key)).toEqual([])
    expect(await titles()).not.toContain('of a key')
    expect(await statusOf(one.key, `/api/conversations/${mine}`)).toBe(404)
    expect(await statusOf(two.key, `/api/conversations/${its}`)).toBe(404)
    expect((await api.call(`/api/conversations/${its}`)).status).toBe(404)
    expect(await statusOf(one.key, `/api/events?topics=conversation:${mine}`)).toBe(404)
  })

  test('a run key counts as confirmed above the threshold; a person is asked', async () => {
    const { key } = await make(['run'])
    const ask = (token: string) =>
      converse(
        new Client(api.url, token, api.fetch),
        'Run 60 sessions on the demo shop: open the pricing page',
        { approve: false, onText: () => {} },
      )
    expect(await ask('local-token')).toMatchObject({ refused: true, burstId: undefined })
    const { burstId } = await ask(key)
    expect(burstId).toBeDefined()
    const { json } = await api.call(`/api/audit?subjectId=${burstId}`)
    expect(json.items).toMatchObject([
      { action: 'burst.started', channel: 'chat', actor: { userId: own.userId, email: 'ann@example.com' } },
    ])
    expect(json.items[0].actor.keyId).not.toBeNull()
  })

  test('every stream ends soon after its key is revoked', async () => {
    const { key, id } = await make(['run'])
    const burst = await recordedBurst(database, own)
    const as = { ...other, token: key }
    const say = { role: 'user', parts: [{ type: 'text', text: 'hello' }] }
    const chat = await openStream(as, '/api/chat', { body: { id: v7(), message: say } })
    const reply = await talk()
    reply.say('secret')
    await chat.until(saying('secret'))
    const streams = [
      chat,
      await openStream(as, `/api/bursts/${burst.id}/events`),
      await openStream(as, '/api/events?topics=bursts,conversations'),
    ]
    for (const stream of streams.slice(1)) await stream.next()
    const revokedAt = Date.now()
    await api.call(`/api/keys/${id}`, { method: 'DELETE' })
    await Promise.all(streams.map((stream) => stream.rest()))
    expect(Date.now() - revokedAt).toBeLessThan(CLOSED_MS)
    reply.end()
  })

  test('with a membership end its streams, its keys and what was invited', async () => {
    const bob = await colleague(database, own, 'admin')
    const his = await apiOn(database, bob)
    const headers = { 'x-workspace': own.workspaceId }
    const { key } = (await his.call('/api/keys', { body: { name: 'bob', scopes: ['admin'] }, headers })).json
    const invited = { email: 'accomplice@example.com', role: 'admin' }
    expect((await his.call('/api/invites', { body: invited, headers })).status).toBe(201)
    expect(await statusOf(key)).toBe(200)
    const streams = await Promise.all([
      openStream({ ...his, token: 'local-token' }, '/api/events?topics=bursts', { headers }),
      openStream({ ...api, token: key }, '/api/events?topics=bursts'),
    ])
    for (const stream of streams) await stream.next()
    const removedAt = Date.now()
    expect((await api.call(`/api/members/${bob.userId}`, { method: 'DELETE' })).status).toBe(204)
    expect([await statusOf(key), (await his.call('/api/bursts', { headers })).status]).toEqual([401, 404])
    await Promise.all(streams.map((stream) => stream.rest()))
    expect(Date.now() - removedAt).toBeLessThan(CLOSED_MS)
    const { json } = await api.call('/api/invites')
    expect(json.items.find((i: { email: string }) => i.email === invited.email)).toMatchObject({
      state: 'revoked',
      invitedBy: null,
    })
    await his.close()
  })
})
