import type { Context } from 'hono'

/** The address that a request came from, for counting what nobody is signed in for. */
export type ClientAddress = (c: Context) => string

/** On Node: the other end of the connection, or with a proxy of ours in front, whom the proxy saw. */
export function addressOnNode({ behindProxy }: { behindProxy: boolean }): ClientAddress {
  return (c) => {
    // What comes before the last entry is the client's own invention.
    const seen = behindProxy && c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    return network(seen || c.env?.incoming?.socket?.remoteAddress || 'unknown')
  }
}

/** On Workers: Cloudflare sets this header itself, whatever the client sent. */
export const addressOnWorkers: ClientAddress = (c) => network(c.req.header('cf-connecting-ip') ?? 'unknown')

/** One household of IPv6 has a /64 and all the addresses in it: it counts as one. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 100)
  if (!plain.includes(':')) return plain
  const [front = '', back] = plain.split('::')
  const groups = front.split(':')
  const full = back === undefined ? groups : [...groups, ...Array(8).fill('0')]
  return full
    .slice(0, 4)
    .map((group) => group || '0')
    .join(':')
}
