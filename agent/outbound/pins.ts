import { Resolver as DnsResolver, lookup } from 'node:dns/promises'
import { addressOf, METADATA_NAMES, type Range, rangeOf } from '../targets/ranges.ts'

export interface Address {
  address: string
  family: number
}

/** Asks for addresses and texts; handed in, so that a test can be the internet. */
export interface Names {
  /** Rejects when the name has none. */
  addresses(hostname: string): Promise<Address[]>
  /** TXT records, each joined from its parts; empty when there is none. */
  texts(name: string): Promise<string[]>
}

/** `public`: the internet only. `private`: also this machine and its own network, for an operator's own sites. */
export type Reach = 'public' | 'private'

export type Unreached = { refused: Exclude<Range, 'public'> } | { unknown: true }

/**
 * The addresses that may be connected to. One that may not makes all of them refused: a name with a foot inside is
 * not a site on the internet. Whoever connects must use these, or the name could move in between.
 */
export async function admitted(names: Names, hostname: string, reach: Reach): Promise<Address[] | Unreached> {
  if (METADATA_NAMES.has(hostname.replace(/\.$/, ''))) return { refused: 'never' }
  const literal = addressOf(hostname)
  const found = literal
    ? [{ address: literal, family: literal.includes(':') ? 6 : 4 }]
    : await names.addresses(hostname).catch(() => [])
  if (found.length === 0) return { unknown: true }
  const ranges = found.map(({ address }) => rangeOf(address))
  if (ranges.includes('never')) return { refused: 'never' }
  if (reach === 'public' && ranges.includes('private')) return { refused: 'private' }
  return found
}

const DNS_MS = 3_000
const NONE = new Set(['ENOTFOUND', 'ENODATA'])

/** Addresses as the machine itself finds them (its hosts file too), texts from its name servers. */
export const systemNames: Names = {
  addresses: (hostname) => lookup(hostname, { all: true }),
  async texts(name) {
    try {
      const found = await new DnsResolver({ timeout: DNS_MS, tries: 1 }).resolveTxt(name)
      return found.map((parts) => parts.join(''))
    } catch (error) {
      if (NONE.has((error as NodeJS.ErrnoException).code ?? '')) return []
      throw error
    }
  },
}

/** Resolves names once for a visit and keeps to the answer, so that a name cannot move to another address later. */
export interface Pins {
  /** Undefined when the name has no address, or one that must not be reached. */
  resolve(hostname: string): Promise<string | undefined>
}

export function createPins(privateNetwork: boolean, names = systemNames): Pins {
  const pinned = new Map<string, Promise<string | undefined>>()
  return {
    resolve(hostname) {
      const known = pinned.get(hostname) ?? pin(names, hostname, privateNetwork)
      pinned.set(hostname, known)
      return known
    },
  }
}

async function pin(names: Names, hostname: string, privateNetwork: boolean): Promise<string | undefined> {
  // An address or localhost on the list was put there on purpose; a name may have been pointed inwards by its owner.
  const meant = addressOf(hostname) !== undefined || /(^|\.)localhost$/.test(hostname)
  const found = await admitted(names, hostname, privateNetwork || meant ? 'private' : 'public')
  return Array.isArray(found) ? found[0]?.address : undefined
}
