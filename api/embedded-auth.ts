import { App, type Connection } from '@supabase/lite'
import { createConnection } from '@supabase/lite/sqlite'
import type { Config } from './env.ts'

/** Sign-in without an account anywhere: Supabase's own interface on a SQLite file of its own. */
export interface EmbeddedAuth {
  /** Answers /auth/v1/*. */
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}
interface AuthOptions {
  /** Where the page and /auth/v1 are. */
  url: string
  /** Signs the access tokens (HS256). */
  secret: string
  providers?: Config['providers']
  /** Takes what a hosted Supabase would mail. */
  onMail(text: string): void
}

/**
 * It keeps its people in its own file on purpose: on a PGlite shared with ours its plain BEGIN and COMMIT would mix
 * with our transactions and lose rows.
 */
export async function createEmbeddedAuth({
  file,
  ...options
}: AuthOptions & { file: string }): Promise<EmbeddedAuth> {
  return embeddedAuthOn(await createConnection({ url: `file:${file}` }), options)
}

/** The same on any connection that @supabase/lite knows. */
export async function embeddedAuthOn(connection: Connection, options: AuthOptions): Promise<EmbeddedAuth> {
  const { url, secret, providers, onMail } = options
  const app = new App({
    connection,
    api: { external_url: url },
    auth: {
      enabled: true,
      jwt_secret: secret,
      site_url: url,
      email: { enable_confirmations: false },
      external: {
        github: providers?.github && { enabled: true, ...named(providers.github), url: providers.github.url },
        google: providers?.google && { enabled: true, ...named(providers.google) },
      },
    },
    options: {
      drivers: {
        email: { send: async ({ to, subject, text = '' }) => onMail(announce(url, to, subject, text)) },
      },
    },
  })
  await app.ensureSystemSchema()
  return {
    fetch: async (request) => app.fetch(await withOldName(request)),
    close: async () => {
      await connection.close()
    },
  }
}

/** The code of a mail has the type `email` for supabase-js and every hosted Supabase; lite knows its older name only. */
async function withOldName(request: Request): Promise<Request> {
  const { method, url, headers } = request
  if (method !== 'POST' || new URL(url).pathname !== '/auth/v1/verify') return request
  const body = (await request.text()).replace(/"type"\s*:\s*"email"/, '"type":"magiclink"')
  return new Request(url, { method, headers, body })
}

const named = ({ clientId, secret }: { clientId: string; secret: string }) => ({
  client_id: clientId,
  secret,
})

/** The message as lines for the terminal. Lite's links lead to the front page; ours to the page that goes on from there. */
function announce(url: string, to: string, subject: string, text: string): string {
  const code = /\b\d{6,10}\b/.exec(text)?.[0]
  const link = /https?:\/\/\S+\/verify\?\S+/.exec(text)?.[0]
  const lines = [`Mail to ${to}, shown here because this server sends none: ${subject}.`]
  if (code) lines.push(`  Code: ${code}`)
  if (link) {
    const there = new URL(link)
    const page = there.searchParams.get('type') === 'recovery' ? '/reset' : '/sign-in'
    there.searchParams.set('redirect_to', `${url}${page}`)
    lines.push(`  Link: ${there.href}`)
  }
  return lines.join('\n')
}
