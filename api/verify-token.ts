import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWTVerifyGetKey,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose'
import { z } from 'zod'
import { AppError } from '../db/errors.ts'

export interface Person {
  userId: string
  email: string
  /** Supabase's session, the same for all tokens that were renewed from one sign-in. */
  sessionId?: string
  issuedAt: Date
  expiresAt: Date
}
/** The person of a valid access token, or undefined. Throws when the keys can't be had. */
export type VerifyToken = (token: string) => Promise<Person | undefined>

const Claims = z.object({
  sub: z.uuid(),
  email: z.email(),
  session_id: z.string().optional(),
  // A token that does not say counts as older than any sign-out.
  iat: z.number().default(0),
  exp: z.number(),
})
/** jose would take a token without an end for good. */
const required = { audience: 'authenticated', requiredClaims: ['exp', 'sub'] }
/** How long to wait for the keys; a request waits for them. */
const KEYS_MS = 3_000

/**
 * Supabase's asymmetric keys: fetched once, again after ten minutes, and for an unknown key at most every 30 s. The
 * algorithms are pinned here, never taken from the token.
 */
export function verifyWithSupabase(supabaseUrl: string): VerifyToken {
  const issuer = `${supabaseUrl}/auth/v1`
  const keys = steadyKeys(new URL(`${issuer}/.well-known/jwks.json`))
  return (token) => person(jwtVerify(token, keys, { ...required, issuer, algorithms: ['ES256', 'RS256'] }))
}

/** Tokens of the embedded sign-in: it signs with a shared secret and sets no issuer. */
export function verifyWithSecret(secret: string): VerifyToken {
  const key = new TextEncoder().encode(secret)
  return (token) => person(jwtVerify(token, key, { ...required, algorithms: ['HS256'] }))
}

/** While the keys can't be fetched anew, those of before serve. */
function steadyKeys(url: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration: KEYS_MS })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      if (refuses(error)) throw error
      const known = remote.jwks()
      if (known) return createLocalJWKSet(known)(header, token)
      throw new AppError(
        'sign_in_unreachable',
        'Supabase does not hand out its keys right now, so no token can be checked. Try again in a minute.',
      )
    }
  }
}

/** The token's own fault, not that of the way to the keys: jose reports an answer that is none as a plain JOSEError. */
const refuses = (error: unknown) =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC'

async function person(verified: Promise<JWTVerifyResult>): Promise<Person | undefined> {
  try {
    const claims = Claims.safeParse((await verified).payload)
    if (!claims.success) return undefined
    const { sub, email, session_id, iat, exp } = claims.data
    const times = { issuedAt: new Date(iat * 1_000), expiresAt: new Date(exp * 1_000) }
    return { userId: sub, email, sessionId: session_id, ...times }
  } catch (error) {
    if (refuses(error)) return undefined
    throw error
  }
}
