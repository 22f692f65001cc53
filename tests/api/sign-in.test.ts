import { createClient } from '@supabase/supabase-js'
import { sql } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, newId, rows } from '../../db/client.ts'
import { apiOn, JWT_SECRET } from '../support/api.ts'
import { freshDatabase } from '../support/databases.ts'

let database: Database
let api: Awaited<ReturnType<typeof apiOn>>
beforeAll(async () => {
  database = await freshDatabase('pglite')
  api = await apiOn(database)
})
afterAll(async () => {
  await api.close()
  await database.close()
})

const client = () =>
  createClient(api.url, 'publishable', { global: { fetch: api.fetch }, auth: { persistSession: false } })

test('signs a person up and in through supabase-js, and gives them a workspace with the demo shop', async () => {
  const credentials = { email: 'ann@example.com', password: 'Correct-horse-9' }
  const { error } = await client().auth.signUp(credentials)
  expect(error).toBeNull()
  const { data } = await client().auth.signInWithPassword(credentials)
  const token = data.session?.access_token ?? ''
  const targets = await api.call('/api/targets', { token })
  expect(targets.json.items).toMatchObject([{ name: 'Demo shop', verified: true }])

  const again = await api.call('/api/targets', { token })
  expect(again.json.items).toEqual(targets.json.items)
  const wrong = await client().auth.signInWithPassword({ ...credentials, password: 'wrong' })
  expect(wrong.error).not.toBeNull()
})

test('two people see nothing of each other', async () => {
  const tokens = await Promise.all(
    ['carl@example.com', 'dora@example.com'].map(async (email) => {
      const { data } = await client().auth.signUp({ email, password: 'Correct-horse-9' })
      return data.session?.access_token ?? ''
    }),
  )
  const [carl = '', dora = ''] = tokens
  const made = await api.call('/api/targets', { token: carl, body: { url: 'https://carl.example' } })
  expect(made.status).toBe(201)
  expect(await api.call(`/api/targets/${made.json.id}`, { token: dora })).toMatchObject({ status: 404 })
})

const claims = { email: 'eve@example.com' }
const sign = (secret: string, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, alg = 'HS256') =>
  change(
    new SignJWT(claims)
      .setProtectedHeader({ alg })
      .setSubject(newId())
      .setAudience('authenticated')
      .setExpirationTime('1h'),
  ).sign(new TextEncoder().encode(secret))
const none = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ ...claims, sub: newId(), aud: 'authenticated', exp: 9_999_999_999 })}.`
}

test('the token that the forgeries are made from would be accepted', async () => {
  expect(await api.call('/api/targets', { token: await sign(JWT_SECRET) })).toMatchObject({ status: 200 })
})

test.each<[string, () => Promise<string> | string]>([
  ['signed with another key', () => sign('x'.repeat(64))],
  ['expired', () => sign(JWT_SECRET, (jwt) => jwt.setExpirationTime('-1m'))],
  ['for another audience', () => sign(JWT_SECRET, (jwt) => jwt.setAudience('anon'))],
  ['for nobody', () => sign(JWT_SECRET, (jwt) => jwt.setSubject(''))],
  ['of another algorithm', () => sign(JWT_SECRET, undefined, 'HS512')],
  ['with no algorithm', none],
])('refuses a token %s', async (_, forge) => {
  expect(await api.call('/api/targets', { token: await forge() })).toMatchObject({ status: 401 })
})

test('twenty first requests of one person at once find one workspace with one demo shop', async () => {
  for (let trial = 0; trial < 10; trial++) {
    const token = await sign(JWT_SECRET)
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.call('/api/me', { token })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const { json } = await api.call('/api/targets', { token })
    expect(json.items).toMatchObject([{ name: 'Demo shop' }])
  }
})

const fromPage = (headers: Record<string, string> = {}) => ({
  origin: api.url,
  host: 'localhost:8787',
  ...headers,
})
const send = (path: string, init: { method?: string; body?: unknown; headers?: Record<string, string> }) =>
  api.fetch(`${api.url}${path}`, {
    method: init.method ?? 'POST',
    headers: { 'content-type': 'application/json', ...fromPage(init.headers) },
    body: JSON.stringify(init.body),
  })

test('a browser signs in with its token, works by cookie, and is out after signing out', async () => {
  const { data } = await client().auth.signUp({ email: 'fay@example.com', password: 'Correct-horse-9' })
  const entered = await send('/api/session', { body: { accessToken: data.session?.access_token } })
  expect(entered.status).toBe(204)
  const set = entered.headers.get('set-cookie') ?? ''
  expect(set).toMatch(/HttpOnly/i)
  expect(set).toMatch(/SameSite=Lax/i)
  const cookie = set.split(';')[0] ?? ''

  const me = await send('/api/me', { method: 'GET', headers: { cookie } })
  expect(await me.json()).toMatchObject({ user: { email: 'fay@example.com' }, workspace: { role: 'owner' } })
  const target = { url: 'https://fay.example' }
  const forged = await send('/api/targets', {
    body: target,
    headers: { cookie, origin: 'https://evil.example' },
  })
  expect(forged.status).toBe(403)
  expect((await send('/api/targets', { body: target, headers: { cookie } })).status).toBe(201)

  expect((await send('/api/session', { method: 'DELETE', headers: { cookie } })).status).toBe(204)
  expect((await send('/api/me', { method: 'GET', headers: { cookie } })).status).toBe(401)
})

test('twenty browsers that sign one person in at once get twenty cookies and one workspace, in each of 100 trials', async () => {
  for (let trial = 0; trial < 100; trial++) {
    const userId = newId()
    const accessToken = await sign(JWT_SECRET, (jwt) => jwt.setSubject(userId))
    const entered = await Promise.all(
      Array.from({ length: 20 }, () => send('/api/session', { body: { accessToken } })),
    )
    expect(entered.map(({ status }) => status)).toEqual(entered.map(() => 204))
    expect(new Set(entered.map(({ headers }) => headers.get('set-cookie'))).size).toBe(20)
    const kept = await rows(
      database.db,
      sql`select (select count(*)::int from app.sign_ins where user_id = ${userId}) as cookies,
          (select count(*)::int from app.members where user_id = ${userId}) as workspaces`,
    )
    expect(kept).toEqual([{ cookies: 20, workspaces: 1 }])
  }
})

test('a browser is not signed in by a wrong token, a wrong link, or from another site', async () => {
  expect((await send('/api/session', { body: { accessToken: 'nonsense' } })).status).toBe(401)
  expect((await send('/api/session', { body: { link: 'nonsense' } })).status).toBe(401)
  const token = await sign(JWT_SECRET)
  const elsewhere = { origin: 'https://evil.example' }
  expect((await send('/api/session', { body: { accessToken: token }, headers: elsewhere })).status).toBe(403)
})
