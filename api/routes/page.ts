import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const YEAR = 'public, max-age=31536000, immutable'

/**
 * The built page from `folder`: hashed files for good, index.html for every address that is no file. It talks to this
 * server, and to the hosted Supabase where there is one.
 */
export function pageRoutes(folder: string, supabaseUrl?: string) {
  const own = ["'self'"]
  return new Hono()
    .use(
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: own,
          connectSrc: supabaseUrl ? [...own, new URL(supabaseUrl).origin] : own,
          imgSrc: ["'self'", 'data:', 'blob:'],
          baseUri: ["'none'"],
          formAction: own,
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      }),
    )
    .use('/assets/*', serveStatic({ root: folder, onFound: (_, c) => c.header('cache-control', YEAR) }))
    .get('*', serveStatic({ root: folder }))
    .get('*', async (c, next) => {
      // Only addresses of pages fall back; a missing file stays missing.
      if (/\.\w+$/.test(c.req.path) || !c.req.header('accept')?.includes('text/html')) return next()
      return serveStatic({ root: folder, path: 'index.html' })(c, next)
    })
}
