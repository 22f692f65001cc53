import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { createEmulator } from 'emulate'
import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { freePorts } from './process.ts'

/** A GitHub and a Google that others wrote, on this machine; `environment` makes the product use them. */
export async function startProviders(productUrl: string) {
  const redirect = `${productUrl}/auth/v1/callback`
  const client = (id: string) => ({
    client_id: id,
    client_secret: `${id}-secret`,
    name: 'SB',
    redirect_uris: [redirect],
  })
  const ports = await freePorts()
  const github = await createEmulator({
    service: 'github',
    port: ports,
    seed: {
      github: {
        users: [{ login: 'octo', name: 'Octo Cat', email: 'octo@example.com' }],
        oauth_apps: [client('github-id')],
      },
    },
  })
  const google = await createEmulator({
    service: 'google',
    port: ports + 1,
    // What its id_tokens name as their issuer.
    baseUrl: 'https://accounts.google.com',
    seed: {
      google: { users: [{ email: 'goo@example.com', name: 'Goo' }], oauth_clients: [client('google-id')] },
    },
  })
  const front = await enterprise(`http://127.0.0.1:${ports}`)
  const real = globalThis.fetch
  const there: Record<string, string> = {
    'https://oauth2.googleapis.com/token': '/oauth2/token',
    'https://www.googleapis.com/oauth2/v3/certs': '/oauth2/v3/certs',
  }
  const spied = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const path = there[String(input instanceof Request ? input.url : input)]
    return path ? real(`http://127.0.0.1:${ports + 1}${path}`, init) : real(input, init)
  })
  /** Where the address of a provider is found here: @supabase/lite knows one Google only. */
  const addressOf = ({ href, origin, pathname, search }: URL) =>
    origin === 'https://accounts.google.com' ? `http://127.0.0.1:${ports + 1}${pathname}${search}` : href
  return {
    addressOf,
    environment: {
      SUPABASE_AUTH_EXTERNAL_GITHUB_CLIENT_ID: 'github-id',
      SUPABASE_AUTH_EXTERNAL_GITHUB_SECRET: 'github-id-secret',
      SUPABASE_AUTH_EXTERNAL_GITHUB_URL: front.url,
      SUPABASE_AUTH_EXTERNAL_GOOGLE_CLIENT_ID: 'google-id',
      SUPABASE_AUTH_EXTERNAL_GOOGLE_SECRET: 'google-id-secret',
    },
    /** This browser finds our Google at the address of theirs. */
    leadToGoogle: (page: Page) =>
      page.route('https://accounts.google.com/**', (route) => {
        const address = addressOf(new URL(route.request().url())).replaceAll('&', '&amp;')
        return route.fulfill({
          contentType: 'text/html',
          body: `<meta http-equiv="refresh" content="0;url=${address}">`,
        })
      }),
    async close() {
      spied.mockRestore()
      await front.close()
      await github.close()
      await google.close()
    },
  }
}

/** The emulator answers as github.com does; Supabase asks a GitHub of one's own, whose API is under /api/v3. */
async function enterprise(github: string) {
  const server = createServer(async (request, response) => {
    const body = ['GET', 'HEAD'].includes(request.method ?? '')
      ? undefined
      : await new Response(Readable.toWeb(request) as ReadableStream).text()
    const headers = new Headers()
    for (const name of ['accept', 'authorization', 'content-type', 'user-agent']) {
      const value = request.headers[name]
      if (value) headers.set(name, String(value))
    }
    const path = (request.url ?? '/').replace(/^\/api\/v3/, '')
    const answer = await fetch(`${github}${path}`, {
      method: request.method,
      headers,
      body,
      redirect: 'manual',
    })
    const passed = ['content-type', 'location'].flatMap((name) => {
      const value = answer.headers.get(name)
      return value ? [[name, value] as const] : []
    })
    response.writeHead(answer.status, Object.fromEntries(passed))
    response.end(await answer.text())
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
