import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'

export interface Person {
  userId: string
  email: string
}
/** The person of a valid access token, or undefined. Throws when the keys can't be fetched. */
export type VerifyToken = (token: string) => Promise<Person | undefined>

const Claims = z.object({ sub: z.uuid(), email: z.email() })

/** Supabase's asymmetric keys, fetched once and cached; the algorithm is pinned here, never taken from the token. */
export function verifyWithSupabase(supabaseUrl: string): VerifyToken {
  const issuer = `${supabaseUrl}/auth/v1`
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  return (token) =>
    person(jwtVerify(token, keys, { issuer, audience: 'authenticated', algorithms: ['ES256', 'RS256'] }))
}

/** Tokens of the embedded sign-in: it signs with a shared secret and sets no issuer. */
export function verifyWithSecret(secret: string): VerifyToken {
  const key = new TextEncoder().encode(secret)
  return (token) => person(jwtVerify(token, key, { audience: 'authenticated', algorithms: ['HS256'] }))
}

async function person(verified: ReturnType<typeof jwtVerify>): Promise<Person | undefined> {
  try {
    const claims = Claims.safeParse((await verified).payload)
    return claims.success ? { userId: claims.data.sub, email: claims.data.email } : undefined
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error
    return undefined
  }
}
