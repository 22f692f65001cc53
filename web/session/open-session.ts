import { api } from '../client.ts'
import { sessionQuery } from '../queries.ts'
import { queryClient } from '../query-client.ts'
import { session } from './ended.ts'

type Proof = { link: string } | { accessToken: string }

const links = new Map<string, Promise<void>>()

/** Trades a proof for the cookie. The same link is sent once, however often the screen is drawn. */
export function openSession(proof: Proof): Promise<void> {
  if ('accessToken' in proof) return trade(proof)
  const known = links.get(proof.link) ?? trade(proof)
  links.set(proof.link, known)
  return known
}

async function trade(proof: Proof): Promise<void> {
  await api.session.$post({ json: proof })
  session.resume()
  queryClient.setQueryData(sessionQuery.queryKey, (known) => known && { ...known, signedIn: true })
}
