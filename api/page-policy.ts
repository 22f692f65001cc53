import { secureHeaders } from 'hono/secure-headers'

/** The page's own parts and nothing else; `auth` is the origin that it signs in at, where that is another one. */
export function pageHeaders(auth?: string) {
  const own = ["'self'"]
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: own,
      ...(auth && { connectSrc: ["'self'", new URL(auth).origin] }),
      imgSrc: ["'self'", 'data:', 'blob:'],
      baseUri: ["'none'"],
      formAction: own,
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  })
}
