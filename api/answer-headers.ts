import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'

/** Nobody reads the body of an answer to HEAD: what writes it ends here, and not with the process. */
export const endUnread = createMiddleware(async (c, next) => {
  await next()
  if (c.req.method === 'HEAD') await c.res.body?.cancel()
})

/** Answers are data: a browser that is made to open one as a page loads and frames nothing. */
export const dataHeaders = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
})

/** What belongs to a person stays out of every cache, unless the route knows better. */
export const uncached = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
})

/** Other sites' pages may read nothing here: no answer of ours, or of the sign-in's library, invites them. */
export const closedToOtherSites = createMiddleware(async (c, next) => {
  await next()
  for (const name of [...c.res.headers.keys()])
    if (name.startsWith('access-control-')) c.res.headers.delete(name)
})
