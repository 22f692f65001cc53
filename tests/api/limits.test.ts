import { createClient } from '@supabase/supabase-js'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../api/limits.ts'
import type { Database } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('limits on %s', (kind) => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase(kind)
  })
  afterAll(() => database.close())

  const { requests } = limits({ generous: false })
  /** An hour, so that nothing comes back while the test runs. */
  const seconds = { requests: 3_600, signIns: 3_600 }
  const apiWith = (person: Tenant, change: Partial<typeof requests>) =>
    apiOn(database, person, undefined, { limits: { requests: { ...requests, ...change }, seconds } })

  test('of 30 reads at once exactly those allowed are answered, the others told when to come back', async () => {
    const ann = await tenant(database, `${v7()}@example.com`)
    const api = await apiWith(ann, { read: { user: 20, workspace: 1_000 } })
    const answers = await Promise.all(Array.from({ length: 30 }, () => api.call('/api/targets')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(refused).toHaveLength(10)
    for (const { headers, json, type } of refused) {
      expect({ type, code: json.code }).toEqual({
        type: 'application/problem+json',
        code: 'too_many_requests',
      })
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      expect(headers.get('ratelimit')).toMatch(/^"read";r=0;t=\d+$/)
    }
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"read";q=20;w=3600')
    // Another kind has a budget of its own.
    expect((await api.call('/api/conversations', { body: { title: 'x' } })).status).toBe(201)
    await api.close()
  })

  test('what one workspace spends, another has; what a person spends counts to its workspace', async () => {
    const ann = await tenant(database, `${v7()}@example.com`)
    const bob = await tenant(database, `${v7()}@example.com`)
    const change = { write: { user: 1_000, workspace: 3 } }
    const [anns, bobs] = [await apiWith(ann, change), await apiWith(bob, change)]
    const statuses: number[] = []
    for (let i = 0; i < 4; i++)
      statuses.push((await anns.call('/api/conversations', { body: { title: 'x' } })).status)
    expect(statuses).toEqual([201, 201, 201, 429])
    expect((await bobs.call('/api/conversations', { body: { title: 'x' } })).status).toBe(201)
    await anns.close()
    await bobs.close()
  })

  test('bursts and turns have budgets of their own', async () => {
    const ann = await tenant(database, `${v7()}@example.com`)
    const api = await apiWith(ann, {
      burst: { user: 1, workspace: 10 },
      turn: { user: 1, workspace: 10 },
    })
    const burst = { target: 'demo shop', sessions: 1, journey: ['open the pricing page'], dryRun: true }
    const message = { role: 'user', parts: [{ type: 'text', text: 'hello' }] }
    const turn = () => api.call('/api/chat', { body: { id: v7(), message } })
    const start = () => api.call('/api/bursts', { body: burst })
    expect([(await start()).status, (await start()).status]).toEqual([200, 429])
    expect([(await turn()).status, (await turn()).status]).toEqual([200, 429])
    await api.close()
  })

  const throttled = () =>
    apiOn(database, undefined, undefined, {
      limits: { signIns: { account: 10, address: 25 }, seconds },
    })
  const guess = (api: Awaited<ReturnType<typeof apiOn>>, email: string, from: string, path = 'token') =>
    api.call(`/auth/v1/${path}${path === 'token' ? '?grant_type=password' : ''}`, {
      body: { email, password: 'wrong-horse-9', token: '123456', type: 'email' },
      headers: { 'x-forwarded-for': `192.0.2.1, ${from}`, apikey: 'embedded', authorization: '' },
    })

  test('20 guesses at once at one account, each from an address of its own, count 20', async () => {
    const api = await throttled()
    const email = `${v7()}@example.com`
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        guess(api, i % 2 ? email : ` ${email.toUpperCase()}`, `198.51.100.${i}`),
      ),
    )
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    expect(answers.find(({ status }) => status === 429)?.json.code).toBe('too_many_requests')
    for (const path of ['otp', 'recover', 'signup', 'verify'])
      expect((await guess(api, email, '198.51.100.99', path)).status).toBe(429)
    await api.close()
  })

  test('40 guesses at once from one address, each at an account of its own, count 40', async () => {
    const api = await throttled()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        guess(api, `${v7()}@example.com`, `2001:db8:${kind.length}::${i}`),
      ),
    )
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
    await api.close()
  })

  test('signing in is no guess, supabase-js reads the refusal, and what a client says of itself counts nothing', async () => {
    const api = await throttled()
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const client = createClient(api.url, 'embedded', {
      global: { fetch: api.fetch, headers },
      auth: { persistSession: false },
    })
    const credentials = { email: `${v7()}@example.com`, password: 'Correct-horse-9' }
    expect((await client.auth.signUp(credentials)).error).toBeNull()
    for (let i = 0; i < 15; i++) expect((await client.auth.signInWithPassword(credentials)).error).toBeNull()
    for (let i = 0; i < 12; i++) await guess(api, credentials.email, `203.0.113.7`)
    const { error } = await client.auth.signInWithPassword(credentials)
    expect(error).toMatchObject({ status: 429 })
    expect(error?.message).toContain('Too many')
    await api.close()
  })
})
