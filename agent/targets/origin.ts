import { AppError } from '../../db/errors.ts'
import { addressOf, isNear, METADATA_NAMES, rangeOf } from './ranges.ts'

const EXAMPLE = 'such as https://shop.example'

/**
 * Scheme, host and port of a site's URL, in one spelling: lower case, punycode, no trailing dot, no default port. Path,
 * query and fragment are left out. Throws `invalid_input` naming `url` and what was expected.
 */
export function parseOrigin(url: string): string {
  const text = url.trim()
  // A scheme is recognised by its slashes: "localhost:3000" is a host with a port.
  const parsed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? URL.parse(text) : schemeless(text)
  if (!parsed?.hostname) throw refuse(`Expected the address of a site, ${EXAMPLE}.`)
  if (!/^https?:$/.test(parsed.protocol)) throw refuse(`Expected an http or https address, ${EXAMPLE}.`)
  if (parsed.username || parsed.password) throw refuse('Leave user name and password out of the address.')
  const host = hostOf(parsed.hostname)
  const port = Number(parsed.port || 80)
  if (port === 0 || BLOCKED_PORTS.has(port))
    throw refuse(`Expected a port that serves web pages; no browser opens port ${port}.`)
  parsed.hostname = host
  return parsed.origin
}

/** https, but for a site in development on this machine and for port 80, where nobody has a certificate. */
function schemeless(text: string): URL | null {
  const secure = URL.parse(`https://${text}`)
  return isNear(secure?.hostname ?? '') || secure?.port === '80' ? URL.parse(`http://${text}`) : secure
}

function hostOf(hostname: string): string {
  const address = addressOf(hostname)
  if (address) {
    if (rangeOf(address) === 'never')
      throw refuse(
        'Expected the address of a site; this one is reserved (link-local, metadata and the like).',
      )
    return hostname
  }
  const name = hostname.replace(/\.$/, '')
  if (METADATA_NAMES.has(name))
    throw refuse("Expected the address of a site; this one leads to a cloud's machine metadata.")
  const labels = name.split('.')
  if (name.length > 253 || !labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
    throw refuse(`Expected the name of one host, ${EXAMPLE}.`)
  return name
}

const refuse = (message: string) => new AppError('invalid_input', message, 'url')

/** Ports that the Fetch standard has every browser refuse (fetch.spec.whatwg.org, "port blocking"). */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])
