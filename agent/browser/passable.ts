import type { IncomingMessage } from 'node:http'

/** Headers between two neighbours, which a proxy must not pass on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set(
  'connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
)

/** The headers of a message that go on to the other side, names and values in turn. */
export function passable(message: IncomingMessage): string[] {
  const named = String(message.headers.connection ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
  const drop = new Set([...HOP_BY_HOP, ...named])
  const isRequest = message.method !== undefined && message.statusCode === null
  const kept: string[] = []
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) {
    const [name = '', value = ''] = message.rawHeaders.slice(i, i + 2)
    const key = name.toLowerCase()
    if (!drop.has(key) && !(isRequest && key === 'host')) kept.push(name, value)
  }
  return kept
}
