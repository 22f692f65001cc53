import { convertIPv4ToBinary, convertIPv6ToBinary, distinctRemoteAddr } from 'hono/utils/ipaddr'

/**
 * Where an address leads: `public` to the internet, `private` into this machine or its own network, `never` to what
 * no site has: cloud metadata, link-local, shared (CGNAT), multicast, reserved and documentation ranges, and IPv6
 * notations that hide an IPv4 address (mapped, NAT64, 6to4, Teredo).
 */
export type Range = 'public' | 'private' | 'never'

/** IANA's special-purpose registries and the clouds' metadata addresses. The first that holds an address decides. */
const IPV4: [range: Range, network: string, bits: bigint][] = [
  // Azure's host agent: a public address that leads inwards.
  ['never', '168.63.129.16', 32n],
  ['private', '10.0.0.0', 8n],
  ['private', '127.0.0.0', 8n],
  ['private', '172.16.0.0', 12n],
  ['private', '192.168.0.0', 16n],
  ['never', '0.0.0.0', 8n],
  ['never', '100.64.0.0', 10n],
  ['never', '169.254.0.0', 16n],
  ['never', '192.0.0.0', 24n],
  ['never', '192.0.2.0', 24n],
  ['never', '192.88.99.0', 24n],
  ['never', '198.18.0.0', 15n],
  ['never', '198.51.100.0', 24n],
  ['never', '203.0.113.0', 24n],
  ['never', '224.0.0.0', 3n],
  ['public', '0.0.0.0', 0n],
]
const IPV6: typeof IPV4 = [
  // Metadata of AWS and of Google Cloud, inside what is private elsewhere.
  ['never', 'fd00:ec2::', 32n],
  ['never', 'fd20:ce::', 32n],
  ['private', '::1', 128n],
  ['private', 'fc00::', 7n],
  ['never', '2001::', 23n],
  ['never', '2001:db8::', 32n],
  ['never', '2002::', 16n],
  ['never', '3fff::', 20n],
  ['public', '2000::', 3n],
]

/** The range of an IP address without brackets; what can't be read as one is `never`. */
export function rangeOf(address: string): Range {
  try {
    return distinctRemoteAddr(address) === 'IPv4'
      ? find(convertIPv4ToBinary(address), 32n, IPV4_ROWS)
      : find(convertIPv6ToBinary(address), 128n, IPV6_ROWS)
  } catch {
    // Hono throws a TypeError for what is no address; no site is there either.
    return 'never'
  }
}

const rows = (table: typeof IPV4, parse: (text: string) => bigint) =>
  table.map(([range, network, bits]) => ({ range, network: parse(network), bits }))
const IPV4_ROWS = rows(IPV4, convertIPv4ToBinary)
const IPV6_ROWS = rows(IPV6, convertIPv6ToBinary)

function find(address: bigint, width: bigint, table: typeof IPV4_ROWS): Range {
  const row = table.find(({ network, bits }) => (address ^ network) >> (width - bits) === 0n)
  return row?.range ?? 'never'
}

/** The IP address that a URL's hostname is, without brackets; undefined for a name. */
export function addressOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return distinctRemoteAddr(bare) ? bare : undefined
}

/** Whether a hostname by itself says that only this machine or its own network leads there. */
export function isNear(hostname: string): boolean {
  const address = addressOf(hostname)
  return address ? rangeOf(address) === 'private' : /(^|\.)localhost$/.test(hostname)
}

/** Names under which clouds hand out the secrets of a machine. */
export const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'instance-data',
  'instance-data.ec2.internal',
])
