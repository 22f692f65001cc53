/**
 * The server listens on loopback alone, so whoever connects is the proxy in front of it or this machine itself:
 * of X-Forwarded-For the last entry is the proxy's own word, the ones before it are what a client may claim.
 */
export const behindProxy = (headers: Headers): string => last(headers.get('x-forwarded-for')) ?? '127.0.0.1'

const last = (list: string | null) => list?.split(',').at(-1)?.trim().slice(0, 64) || undefined

/** Cloudflare sets it itself, whatever the client sent. */
export const onCloudflare = (headers: Headers): string | undefined =>
  headers.get('cf-connecting-ip') ?? undefined
