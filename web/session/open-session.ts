import { api } from '../client.ts'
import { session } from './ended.ts'

type Proof = { link: string } | { accessToken: string }

const claims = new Map<string, Promise<void>>()

/** Trades a proof for the cookie. The same link is sent once, however often the screen is drawn. */
export function openSession(proof: Proof): Promise<void> {
  const key = 'link' in proof ? proof.link : proof.accessToken
  const known = claims.get(key)
  if (known) return known
  const claim = api.session.$post({ json: proof }).then(() => session.resume())
  claims.set(key, claim)
  return claim
}
