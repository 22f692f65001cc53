import { Hono } from 'hono'
import { ConfigError, readConfig } from './env.ts'
import type { Bindings } from './hosted.ts'
import { pageHeaders } from './page-policy.ts'

/** The page on a Worker: the built files, under the policy that names where this deployment signs in. */
export async function servePage(request: Request, bindings: Bindings): Promise<Response> {
  const { ASSETS: files } = bindings
  if (!files) throw new ConfigError('ASSETS: expected the binding to the built page')
  return new Hono()
    .use(pageHeaders(readConfig(bindings).supabaseUrl))
    .get('*', async (c) => {
      const file = await files.fetch(c.req.raw)
      // Its own headers can't be changed.
      return new Response(file.body, file)
    })
    .fetch(request)
}
