import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { pageHeaders } from '../page-policy.ts'

const YEAR = 'public, max-age=31536000, immutable'

/** The built page from `folder`: hashed files for good, index.html for every address that is no file. */
export function pageRoutes(folder: string, auth?: string) {
  return new Hono()
    .use(pageHeaders(auth))
    .use('/assets/*', serveStatic({ root: folder, onFound: (_, c) => c.header('cache-control', YEAR) }))
    .get('*', serveStatic({ root: folder }))
    .get('*', async (c, next) => {
      // Only addresses of pages fall back; a missing file stays missing.
      if (/\.\w+$/.test(c.req.path) || !c.req.header('accept')?.includes('text/html')) return next()
      return serveStatic({ root: folder, path: 'index.html' })(c, next)
    })
}
