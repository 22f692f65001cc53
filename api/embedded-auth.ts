import { App } from '@supabase/lite'
import { createConnection } from '@supabase/lite/sqlite'

/** Sign-in without an account anywhere: Supabase's own interface on a SQLite file of its own. */
export interface EmbeddedAuth {
  /** Answers /auth/v1/*. */
  fetch(request: Request): Promise<Response>
  close(): Promise<void>
}

/**
 * It keeps its people in its own file on purpose: on a PGlite shared with ours its plain BEGIN and COMMIT would mix
 * with our transactions and lose rows. `secret` signs the access tokens (HS256).
 */
export async function createEmbeddedAuth(options: {
  file: string
  url: string
  secret: string
}): Promise<EmbeddedAuth> {
  const connection = await createConnection({ url: `file:${options.file}` })
  const app = new App({
    connection,
    api: { external_url: options.url },
    auth: {
      enabled: true,
      jwt_secret: options.secret,
      site_url: options.url,
      email: { enable_confirmations: false },
    },
  })
  await app.ensureSystemSchema()
  return {
    fetch: async (request) => app.fetch(request),
    close: async () => {
      await connection.close()
    },
  }
}
