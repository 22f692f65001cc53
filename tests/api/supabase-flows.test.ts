import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedAuth, embeddedAuthOn } from '../../api/embedded-auth.ts'
import { verifyWithSecret } from '../../api/verify-token.ts'
import { AUTH_STORES } from '../support/auth-stores.ts'

const URL_BASE = 'http://localhost:8787'
const SECRET = 'x'.repeat(64)
const PASSWORD = 'Correct-horse-9'

describe.each(AUTH_STORES)('the real supabase-js on the embedded sign-in, kept in %s,', (_, open) => {
  let auth: EmbeddedAuth
  let remove: () => Promise<unknown>
  const mails: string[] = []
  beforeAll(async () => {
    const store = await open()
    remove = store.remove
    const onMail = (text: string) => void mails.push(text)
    auth = await embeddedAuthOn(store.connection, { url: URL_BASE, secret: SECRET, onMail })
  })
  afterAll(async () => {
    await auth.close()
    await remove()
  })

  const device = () =>
    createClient(URL_BASE, 'embedded', {
      global: { fetch: (input, init) => auth.fetch(new Request(input, init)) },
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    }).auth
  const codeIn = (text = '') => /Code: (\d+)/.exec(text)?.[1] ?? ''
  const newcomer = async (email: string) => {
    const client = device()
    const { data, error } = await client.signUp({ email, password: PASSWORD })
    expect(error).toBeNull()
    return { client, email, token: data.session?.access_token ?? '' }
  }

  test('signs up and in by password, with a token that we accept', async () => {
    const { email, token } = await newcomer('ann@example.com')
    expect(await verifyWithSecret(SECRET)(token)).toMatchObject({ email, sessionId: expect.any(String) })
    expect((await device().signInWithPassword({ email, password: PASSWORD })).error).toBeNull()
    const wrong = await device().signInWithPassword({ email, password: 'wrong-password' })
    expect(wrong.error?.code).toBe('invalid_credentials')
  })

  test('a renewed token belongs to the same session', async () => {
    const { client, token } = await newcomer('bea@example.com')
    const before = await verifyWithSecret(SECRET)(token)
    const { data } = await client.refreshSession()
    const after = await verifyWithSecret(SECRET)(data.session?.access_token ?? '')
    expect(after?.sessionId).toBe(before?.sessionId)
  })

  test('a code signs in once, a wrong one never', async () => {
    const client = device()
    expect((await client.signInWithOtp({ email: 'carl@example.com' })).error).toBeNull()
    const code = codeIn(mails.at(-1))
    const enter = (token: string) => device().verifyOtp({ type: 'email', email: 'carl@example.com', token })
    const wrong = await enter(code === '000000' ? '111111' : '000000')
    expect(wrong.error?.code).toBe('otp_expired')
    expect((await enter(code)).data.session).not.toBeNull()
    expect((await enter(code)).error?.code).toBe('otp_expired')
  })

  test('the link of a mail leads to the page that goes on, with the tokens in the fragment', async () => {
    await newcomer('dora@example.com')
    await device().resetPasswordForEmail('dora@example.com')
    const link = /Link: (\S+)/.exec(mails.at(-1) ?? '')?.[1] ?? ''
    const answer = await auth.fetch(new Request(link))
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:8787\/reset#access_token=/)
    const again = await auth.fetch(new Request(link))
    expect(again.headers.get('location')).toMatch(/^http:\/\/localhost:8787\/reset#.*error_description=/)
    await device().resetPasswordForEmail('dora@example.com')
    const bent = new URL(/Link: (\S+)/.exec(mails.at(-1) ?? '')?.[1] ?? '')
    bent.searchParams.set('redirect_to', 'https://evil.example/reset')
    const home = await auth.fetch(new Request(bent))
    expect(home.headers.get('location')).toMatch(/^http:\/\/localhost:8787\b/)
  })

  test('a forgotten password is reset, and the old one is none any more', async () => {
    const { email } = await newcomer('eve@example.com')
    const client = device()
    await client.resetPasswordForEmail(email)
    await client.verifyOtp({ type: 'recovery', email, token: codeIn(mails.at(-1)) })
    expect((await client.updateUser({ password: 'Another-horse-9' })).error).toBeNull()
    expect((await device().signInWithPassword({ email, password: PASSWORD })).error).not.toBeNull()
    expect((await device().signInWithPassword({ email, password: 'Another-horse-9' })).error).toBeNull()
  })

  test.each(['local', 'others', 'global'] as const)(
    'sign-out (%s) ends the sessions it names',
    async (scope) => {
      const { client, email } = await newcomer(`${scope}@example.com`)
      const other = device()
      await other.signInWithPassword({ email, password: PASSWORD })
      expect((await client.signOut({ scope })).error).toBeNull()
      const isOpen = async (one: typeof other) => (await one.refreshSession()).error === null
      expect([await isOpen(client), await isOpen(other)]).toEqual([scope === 'others', scope === 'local'])
    },
  )

  test('offers no provider that was not set up, and refuses to go to it', async () => {
    const settings = await (await auth.fetch(new Request(`${URL_BASE}/auth/v1/settings`))).json()
    expect(settings.external).toMatchObject({ email: true, github: false, google: false })
    const away = await auth.fetch(new Request(`${URL_BASE}/auth/v1/authorize?provider=github`))
    expect(away.status).toBe(400)
  })
})
