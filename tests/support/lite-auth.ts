import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { App } from '@supabase/lite'
import { createConnection } from '@supabase/lite/sqlite'
import { freshFolder } from './folder.ts'

/**
 * Supabase Auth at an address of its own, as a hosted one is, for a page at `pageUrl`. The links of its mails are mended
 * to a hosted one's: lite's name the page's address instead of its own, and forget the `redirect_to` that was asked for.
 */
export async function startLiteAuth(options: {
  secret: string
  pageUrl: string
  onMail(mail: { to: string; link: string }): void
}) {
  const { secret, pageUrl, onMail } = options
  const folder = await freshFolder()
  const connection = await createConnection({ url: `file:${join(folder, 'auth.sqlite')}` })
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let redirectTo = pageUrl
  const linkOf = (text: string) => {
    const { search } = new URL(/https?:\/\/\S+\/verify\?\S+/.exec(text)?.[0] ?? pageUrl)
    const link = new URL(`/auth/v1/verify${search}`, url)
    link.searchParams.set('redirect_to', redirectTo)
    return link.href
  }
  const app = new App({
    connection,
    api: { external_url: url },
    auth: {
      enabled: true,
      jwt_secret: secret,
      site_url: pageUrl,
      additional_redirect_urls: [`${pageUrl}/**`],
    },
    options: {
      drivers: {
        email: { send: async ({ to, text = '' }) => onMail({ to: String(to), link: linkOf(text) }) },
      },
    },
  })
  await app.ensureSystemSchema()
  answer = (request) => {
    redirectTo = new URL(request.url).searchParams.get('redirect_to') ?? pageUrl
    return app.fetch(request)
  }
  return {
    url,
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await connection.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
