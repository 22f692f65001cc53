import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type BriefCache, createBriefCache } from '../../api/brief-cache.ts'
import type { Database } from '../../db/client.ts'
import { makeKey, revokeKey } from '../../db/keys.ts'
import { changeRole, removeMember } from '../../db/members.ts'
import { closeSignIn, closeSignIns, openSignIn } from '../../db/sign-ins.ts'
import { removeWorkspace } from '../../db/workspaces.ts'
import { apiOn, JWT_SECRET } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague } from '../support/people.ts'

describe.each(DATABASES)('what the door remembers on %s', (kind) => {
  let database: Database
  let own: Tenant
  let known: BriefCache
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    known = await createBriefCache(database)
    api = await apiOn(database, own, undefined, { known })
  })
  afterAll(async () => {
    await api.close()
    await known.close()
    await database.close()
  })
  const tokenOf = (userId: string, email: string) =>
    new SignJWT({ email, session_id: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setAudience('authenticated')
      .setIssuedAt(Math.floor(Date.now() / 1000) - 60)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(JWT_SECRET))
  const status = async (headers: Record<string, string>, path = '/api/bursts') =>
    (await api.fetch(`${api.url}${path}`, { headers })).status
  const bearer = (token: string) => ({ authorization: `Bearer ${token}`, 'x-workspace': own.workspaceId })
  /** The verbs are called past the API, as by another instance: only NOTIFY tells. */
  const soon = (headers: Record<string, string>, expected: number, path?: string) =>
    vi.waitUntil(async () => (await status(headers, path)) === expected, { timeout: 1_500, interval: 5 })

  test('asks once for many requests of the same person', async () => {
    const { userId, email } = await colleague(database, own, 'member')
    const token = await tokenOf(userId, email)
    await status(bearer(token))
    const { misses } = known.counts
    for (let i = 0; i < 10; i++) expect(await status(bearer(token))).toBe(200)
    // The first visit to a workspace is a change of its own, of when they were last seen.
    expect(known.counts.misses - misses).toBeLessThanOrEqual(2)
  })

  test('a key that is revoked elsewhere is refused as soon as that is told', async () => {
    const { key, token } = await makeKey(database.db, {
      ...own,
      name: 'x',
      scopes: ['read'],
      expiresAt: null,
    })
    expect(await status(bearer(token))).toBe(200)
    await revokeKey(database.db, { ...own, id: key.id })
    await soon(bearer(token), 401)
  })

  test('so are a membership, a role, a sign-in and a token that end elsewhere', async () => {
    const { userId, email } = await colleague(database, own, 'admin')
    const token = bearer(await tokenOf(userId, email))
    expect(await status(token, '/api/members')).toBe(200)
    await changeRole(database.db, { ...own, id: userId, role: 'member' })
    await soon(token, 403, '/api/members')

    const secret = await openSignIn(database.db, { userId })
    const cookie = { cookie: `sessionburst=${secret}`, 'x-workspace': own.workspaceId }
    expect(await status(cookie)).toBe(200)
    await closeSignIn(database.db, secret)
    await soon(cookie, 401)

    expect(await status(token)).toBe(200)
    await removeMember(database.db, { ...own, id: userId })
    await soon(token, 404)
    await closeSignIns(database.db, { userId })
    await soon(token, 401)
  })

  test('a workspace that is deleted elsewhere lets nobody in', async () => {
    const second = await tenant(database, 'dan@example.com')
    const token = {
      ...bearer(await tokenOf(second.userId, 'dan@example.com')),
      'x-workspace': second.workspaceId,
    }
    expect(await status(token)).toBe(200)
    await removeWorkspace(database.db, second)
    await soon(token, 404)
  })

  test('a change that is made here holds here from the next request on', async () => {
    const owner = await makeKey(database.db, { ...own, name: 'a', scopes: ['admin'], expiresAt: null })
    const { key, token } = await makeKey(database.db, {
      ...own,
      name: 'b',
      scopes: ['read'],
      expiresAt: null,
    })
    expect(await status(bearer(token))).toBe(200)
    const path = `/api/keys/${key.id}`
    expect((await api.call(path, { method: 'DELETE', token: owner.token })).status).toBe(204)
    expect(await status(bearer(token))).toBe(401)
  })
})

describe('a cache that is told nothing', () => {
  const deaf = () => createBriefCache({ listen: async () => async () => {} })

  test('believes nothing for 5 s', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] })
    const cache = await deaf()
    let right = 'may'
    const ask = () =>
      cache.get(
        'x',
        () => [],
        async () => right,
      )
    await ask()
    right = 'may not'
    vi.setSystemTime(3_900)
    expect(await ask()).toBe('may')
    vi.setSystemTime(4_900)
    expect(await ask()).toBe('may not')
    vi.useRealTimers()
  })

  test('does not keep what changed while it was read', async () => {
    const cache = await deaf()
    const stale = await cache.get(
      'x',
      () => ['ann'],
      async () => {
        cache.forget('ann')
        return 'old'
      },
    )
    expect(stale).toBe('old')
    expect(
      await cache.get(
        'x',
        () => ['ann'],
        async () => 'new',
      ),
    ).toBe('new')
  })

  test('forgets only what is about the id, and everything when it does not know what it missed', async () => {
    let hear: (payload: string) => void = () => {}
    const cache = await createBriefCache({
      listen: async (_channel, onPayload) => {
        hear = onPayload
        return async () => {}
      },
    })
    let reads = 0
    const ask = (id: string) =>
      cache.get(
        id,
        () => [id],
        async () => ++reads,
      )
    expect([await ask('ann'), await ask('bob')]).toEqual([1, 2])
    hear('ann')
    expect([await ask('ann'), await ask('bob')]).toEqual([3, 2])
    hear('')
    expect([await ask('ann'), await ask('bob')]).toEqual([4, 5])
  })
})
