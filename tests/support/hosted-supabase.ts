import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { startLiteAuth } from './lite-auth.ts'

/**
 * A Supabase project somewhere else: @supabase/lite behind a front that signs as hosted projects do, by elliptic curve
 * with an issuer, where lite has only a shared secret.
 */
export async function startHostedSupabase(options: {
  pageUrl: string
  onMail(mail: { to: string; link: string }): void
}) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] }
  let url = ''
  /** Lite's own tokens by those that we gave out for them. */
  const lites = new Map<string, string>()
  const sign = async (token: string) => {
    const signed = await new SignJWT({ ...decodeJwt(token), iss: `${url}/auth/v1` })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(privateKey)
    lites.set(signed, token)
    return signed
  }
  const signAll = async (text: string) => {
    const [, token] = /access_token(?:":"|=)([\w.-]+)/.exec(text) ?? []
    return token ? text.replaceAll(token, await sign(token)) : text
  }
  const lite = await startLiteAuth({
    ...options,
    secret: 'the shared secret of a double, 32 bytes long',
    onMail: ({ to, link }) => options.onMail({ to, link: link.replace(/^https?:\/\/[^/]+/, url) }),
  })

  async function answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.delete('host')
    const [, given = ''] = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '') ?? []
    const own = lites.get(given)
    if (own) headers.set('authorization', `Bearer ${own}`)
    if (pathname.endsWith('/.well-known/jwks.json')) return Response.json(jwks)
    const { method } = request
    const body = method === 'GET' || method === 'HEAD' ? undefined : await request.arrayBuffer()
    const response = await fetch(`${lite.url}${pathname}${search}`, {
      method,
      headers,
      body,
      redirect: 'manual',
    })
    const answered = new Headers(response.headers)
    for (const name of [...answered.keys()])
      if (/^(content-(encoding|length)|transfer-encoding|access-control-.*)$/.test(name))
        answered.delete(name)
    const location = answered.get('location')
    if (location) answered.set('location', await signAll(location))
    const text = await signAll(await response.text())
    return new Response(text || null, { status: response.status, headers: answered })
  }
  // Hosted projects answer pages of any origin.
  const front = new Hono().use(cors()).all('*', (c) => answer(c.req.raw))
  const server = serve({ fetch: front.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await lite.close()
    },
  }
}
