import { createClient } from '@supabase/supabase-js'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { LINK_SECONDS, TOKEN_SECONDS } from '../../db/sign-ins.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, tenant } from '../support/databases.ts'
import { openStream } from '../support/streams.ts'

const PASSWORD = 'Correct-horse-9'

describe.each(DATABASES)('the cookie of a browser, on %s,', (kind) => {
  let database: Database
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    api = await apiOn(database, await tenant(database, 'owner@localhost'))
  })
  afterAll(async () => {
    await api.close()
    await database.close()
  })

  const send = (path: string, method: string, cookie = '', body?: unknown) =>
    api.fetch(`${api.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: api.url, host: 'localhost:8787', cookie },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const device = () =>
    createClient(api.url, 'embedded', { global: { fetch: api.fetch }, auth: { persistSession: false } }).auth
  /** A person who is signed in on a device, with the device's cookie and token. */
  const enter = async (email: string, way: 'signUp' | 'signInWithPassword') => {
    const auth = device()
    const { data } = await auth[way]({ email, password: PASSWORD })
    const token = data.session?.access_token ?? ''
    const entered = await send('/api/session', 'POST', '', { accessToken: token })
    return { auth, token, cookie: cookieOf(entered), entered }
  }
  const status = async (cookie: string) => (await send('/api/me', 'GET', cookie)).status
  const secondsLeft = async () => {
    const found = await database.db.execute(
      sql`select extract(epoch from max(expires_at) - now())::int as left from app.sign_ins`,
    )
    return Number(
      (Array.isArray(found) ? found : (found as unknown as { rows: { left: number }[] }).rows)[0]?.left,
    )
  }

  test('lives twelve hours from a token, and a newer token prolongs the same one', async () => {
    const { auth, cookie, entered } = await enter('ann@example.com', 'signUp')
    expect(entered.headers.get('set-cookie')).toContain(`Max-Age=${TOKEN_SECONDS}`)
    await database.db.execute(sql`update app.sign_ins set expires_at = now() + interval '1 minute'`)
    const { data } = await auth.refreshSession()
    const again = await send('/api/session', 'POST', cookie, { accessToken: data.session?.access_token })
    expect(cookieOf(again)).toBe(cookie)
    expect(await secondsLeft()).toBeGreaterThan(TOKEN_SECONDS - 120)
  })

  test('lives thirty days from the link of the terminal, and starts anew when a page is looked at', async () => {
    const entered = await send('/api/session', 'POST', '', { link: 'the-link' })
    const cookie = cookieOf(entered)
    expect((await send('/api/session', 'GET', cookie)).headers.get('set-cookie')).toBeNull()
    await database.db.execute(
      sql`update app.sign_ins set expires_at = now() + interval '1 minute' where session_id is null`,
    )
    const looked = await send('/api/session', 'GET', cookie)
    expect(cookieOf(looked)).toBe(cookie)
    expect(await secondsLeft()).toBeGreaterThan(LINK_SECONDS - 120)
  })

  test('is good for nothing once it has run out', async () => {
    const { cookie } = await enter('bea@example.com', 'signUp')
    await database.db.execute(sql`update app.sign_ins set expires_at = now() - interval '1 second'`)
    expect(await status(cookie)).toBe(401)
  })

  test('gives way to that of the next person in the same browser', async () => {
    const first = await enter('carl@example.com', 'signUp')
    const { data } = await device().signUp({ email: 'dora@example.com', password: PASSWORD })
    const next = await send('/api/session', 'POST', first.cookie, { accessToken: data.session?.access_token })
    expect(cookieOf(next)).not.toBe(first.cookie)
    expect(await status(first.cookie)).toBe(401)
    const me = await (await send('/api/me', 'GET', cookieOf(next))).json()
    expect(me.user.email).toBe('dora@example.com')
  })

  test('sign-out everywhere ends every cookie, token and open stream, and nobody else', async () => {
    const here = await enter('eve@example.com', 'signUp')
    const there = await enter('eve@example.com', 'signInWithPassword')
    const stranger = await enter('fay@example.com', 'signUp')
    const open = (headers: Record<string, string>) =>
      openStream(api, '/api/events?topics=bursts', { headers })
    const streams = await Promise.all([
      open({ authorization: `Bearer ${there.token}` }),
      open({ authorization: `Bearer ${stranger.token}` }),
    ])
    for (const stream of streams) await stream.until(({ data }) => data.type === 'ready')
    // A token knows its second only; this one is to be of an earlier second than the sign-out.
    await expect.poll(() => Date.now() % 1_000, { interval: 5, timeout: 2_000 }).toBeLessThan(20)
    const begun = Date.now()
    expect((await send('/api/session?scope=global', 'DELETE', here.cookie)).status).toBe(204)
    expect([await status(here.cookie), await status(there.cookie)]).toEqual([401, 401])
    expect((await api.call('/api/me', { token: there.token })).status).toBe(401)
    expect((await send('/api/session', 'POST', '', { accessToken: there.token })).status).toBe(401)
    await streams[0]?.rest()
    expect(Date.now() - begun).toBeLessThan(5_000)
    expect(await status(stranger.cookie)).toBe(200)
    await streams[1]?.leave()
    const again = await enter('eve@example.com', 'signInWithPassword')
    expect(await status(again.cookie)).toBe(200)
  })

  test('signing the others out leaves this browser in', async () => {
    const here = await enter('gil@example.com', 'signUp')
    const there = await enter('gil@example.com', 'signInWithPassword')
    expect((await send('/api/session?scope=others', 'DELETE', here.cookie)).status).toBe(204)
    expect([await status(here.cookie), await status(there.cookie)]).toEqual([200, 401])
  })

  test('nobody is signed out from another site, nor by a scope that is none', async () => {
    const { cookie } = await enter('hal@example.com', 'signUp')
    const evil = await api.fetch(`${api.url}/api/session?scope=global`, {
      method: 'DELETE',
      headers: { origin: 'https://evil.example', host: 'localhost:8787', cookie },
    })
    expect(evil.status).toBe(403)
    expect((await send('/api/session?scope=all', 'DELETE', cookie)).status).toBe(400)
    expect(await status(cookie)).toBe(200)
  })

  test('an address that changed at Supabase is ours with the next token, a name at once', async () => {
    const { auth, cookie } = await enter('ida@example.com', 'signUp')
    await auth.updateUser({ email: 'ida@example.org' })
    const token = /Code: (\d+)/.exec(api.mails.at(-1) ?? '')?.[1] ?? ''
    const { data } = await auth.verifyOtp({ type: 'email_change', email: 'ida@example.com', token })
    await send('/api/session', 'POST', cookie, { accessToken: data.session?.access_token })
    expect((await send('/api/me', 'PATCH', cookie, { name: '  Ida  ' })).status).toBe(204)
    const me = await (await send('/api/me', 'GET', cookie)).json()
    expect(me.user).toMatchObject({ email: 'ida@example.org', name: 'Ida' })
    expect((await send('/api/me', 'PATCH', cookie, { name: 'x'.repeat(101) })).status).toBe(400)
  })
})
