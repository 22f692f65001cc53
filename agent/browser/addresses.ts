import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Resolves names once for a visit and keeps to the answer, so that a name cannot move to another address later. */
export interface Pins {
  /** Undefined when the name has no address, or only one that must not be reached. */
  resolve(hostname: string): Promise<string | undefined>
}

export function createPins(privateNetwork: boolean): Pins {
  const pinned = new Map<string, Promise<string | undefined>>()
  return {
    resolve(hostname) {
      const known = pinned.get(hostname) ?? find(hostname, privateNetwork)
      pinned.set(hostname, known)
      return known
    },
  }
}

async function find(hostname: string, privateNetwork: boolean): Promise<string | undefined> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  // An address or localhost on the list was put there on purpose; a name may have been pointed inwards by its owner.
  if (isIP(literal)) return literal
  try {
    const { address, family } = await lookup(hostname)
    const free = privateNetwork || hostname === 'localhost' || hostname.endsWith('.localhost')
    return free || !PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4') ? address : undefined
  } catch {
    // Unknown names are refused like unlisted ones; the page sees an error either way.
    return undefined
  }
}

const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv6')
}
