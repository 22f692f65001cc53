import { addressOf } from './ranges.ts'

/** How a site can say that it belongs to a workspace. */
export const WAYS = ['file', 'meta', 'dns'] as const
export type Way = (typeof WAYS)[number]

export const PROOF_PATH = '/.well-known/sessionburst-verification.txt'
export const META_NAME = 'sessionburst-verification'

/** One way with the exact text to copy. */
export interface Instruction {
  way: Way
  /** Where it goes: a URL, or the name of a DNS record. */
  at: string
  /** What has to stand there. */
  content: string
  /** The same in a sentence. */
  how: string
}

/**
 * What a workspace has its site say. It needs no secret and is stored nowhere: only who controls the host can put it
 * there, and it names one workspace and one host.
 */
export async function proofToken(workspaceId: string, origin: string): Promise<string> {
  const { hostname } = new URL(origin)
  const text = new TextEncoder().encode(`sessionburst-verification ${workspaceId} ${hostname}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 20)
  return `sb-${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export const proofRecord = (origin: string) => `_sessionburst.${new URL(origin).hostname}`

/** Addresses, and names that no DNS knows, can carry no record. */
export function hasDns(origin: string): boolean {
  const { hostname } = new URL(origin)
  return addressOf(hostname) === undefined && hostname.includes('.') && !hostname.endsWith('.localhost')
}

/** Every way that is open to the site. */
export async function instructions(workspaceId: string, origin: string): Promise<Instruction[]> {
  const token = await proofToken(workspaceId, origin)
  const file = `${origin}${PROOF_PATH}`
  const tag = `<meta name="${META_NAME}" content="${token}">`
  const ways: Instruction[] = [
    { way: 'file', at: file, content: token, how: `Serve a text file at ${file} with the line ${token}` },
    { way: 'meta', at: `${origin}/`, content: tag, how: `Put ${tag} into the head of ${origin}/` },
  ]
  if (!hasDns(origin)) return ways
  const record = proofRecord(origin)
  return [
    ...ways,
    { way: 'dns', at: record, content: token, how: `Add a DNS TXT record ${record} with the value ${token}` },
  ]
}
