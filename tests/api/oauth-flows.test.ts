import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedAuth, embeddedAuthOn } from '../../api/embedded-auth.ts'
import { readConfig } from '../../api/env.ts'
import { verifyWithSecret } from '../../api/verify-token.ts'
import { AUTH_STORES } from '../support/auth-stores.ts'
import { startProviders } from '../support/providers.ts'

const URL_BASE = 'http://localhost:8787'
const SECRET = 'x'.repeat(64)

describe.each(AUTH_STORES)(
  'OAuth by the real supabase-js on the embedded sign-in, kept in %s,',
  (_, open) => {
    let auth: EmbeddedAuth
    let providers: Awaited<ReturnType<typeof startProviders>>
    let remove: () => Promise<unknown>
    beforeAll(async () => {
      const store = await open()
      remove = store.remove
      providers = await startProviders(URL_BASE)
      const config = readConfig(providers.environment)
      const options = { url: URL_BASE, secret: SECRET, providers: config.providers, onMail() {} }
      auth = await embeddedAuthOn(store.connection, options)
    })
    afterAll(async () => {
      await providers.close()
      await auth.close()
      await remove()
    })

    /** A browser of its own: it alone holds the verifier of the codes that it asks for. */
    function device() {
      const kept = new Map<string, string>()
      const storage = {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
      }
      return createClient(URL_BASE, 'embedded', {
        global: { fetch: (input, init) => auth.fetch(new Request(input, init)) },
        auth: { flowType: 'pkce', storage, autoRefreshToken: false, detectSessionInUrl: false },
      }).auth
    }
    const leadsTo = (answer: Response) => new URL(answer.headers.get('location') ?? '')

    type Way = [client: ReturnType<typeof device>, provider: 'github' | 'google', account: string]

    /** To the provider, where a person picks their account, and back. */
    async function roundTrip([client, provider, account]: Way, redirectTo: string): Promise<URL> {
      const options = { skipBrowserRedirect: true, redirectTo }
      const { data } = await client.signInWithOAuth({ provider, options })
      const away = leadsTo(await auth.fetch(new Request(data.url ?? '')))
      const there = providers.addressOf(away)
      const page = await (await fetch(there)).text()
      const form = page.split('<form').find((part) => part.includes(account)) ?? ''
      const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
      )
      const action = new URL(/action="([^"]+)"/.exec(form)?.[1] ?? '', there)
      const picked = await fetch(providers.addressOf(action), {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
      return leadsTo(await auth.fetch(new Request(leadsTo(picked))))
    }

    async function codeFor(...way: Way): Promise<string> {
      const back = await roundTrip(way, `${URL_BASE}/sign-in`)
      expect(`${back.origin}${back.pathname}`).toBe(`${URL_BASE}/sign-in`)
      return back.searchParams.get('code') ?? ''
    }

    test.each([
      ['github', 'octo', 'octo@example.com'],
      ['google', 'goo@example.com', 'goo@example.com'],
    ] as const)(
      '%s signs in by a code that is good once and in the browser that asked, into one account',
      async (provider, account, email) => {
        const [mine, another] = [device(), device()]
        const code = await codeFor(mine, provider, account)
        expect((await another.exchangeCodeForSession(code)).error).not.toBeNull()
        const { data, error } = await mine.exchangeCodeForSession(code)
        expect(error).toBeNull()
        const person = await verifyWithSecret(SECRET)(data.session?.access_token ?? '')
        expect(person?.email).toBe(email)
        expect((await mine.exchangeCodeForSession(code)).error).not.toBeNull()
        const again = await another.exchangeCodeForSession(await codeFor(another, provider, account))
        expect(again.data.user?.id).toBe(person?.userId)
      },
    )

    test('no code is ever led to another site', async () => {
      const back = await roundTrip([device(), 'github', 'octo'], 'https://evil.example/sign-in')
      expect(back.origin).toBe(URL_BASE)
    })
  },
)
