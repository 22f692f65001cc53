import { type Outbound, OutboundError } from '../outbound/client.ts'
import type { Names } from '../outbound/pins.ts'
import { hasDns, META_NAME, PROOF_PATH, proofRecord, proofToken, type Way } from '../targets/ways.ts'

export interface Site {
  workspaceId: string
  origin: string
  /** What opens a site that is not open to everybody. */
  headers?: Record<string, string>
}
/** Which way the proof was found, or why by none, in words for whoever looks after the target. */
export type Finding = { way: Way } | { reason: string }
export interface ProveDeps {
  outbound: Outbound
  names: Pick<Names, 'texts'>
}

const TIMEOUT_MS = 6_000
const FILE_BYTES = 16 * 1024
/** A page's head ends long before. */
const PAGE_BYTES = 256 * 1024

const ELSEWHERE = ', which would be a target of its own'

/** Looks for the proof by all ways at once: nobody has to say which one they chose, and none waits for a slow other. */
export async function prove(deps: ProveDeps, site: Site): Promise<Finding> {
  const token = await proofToken(site.workspaceId, site.origin)
  const looks = [
    look('file', () => inFile(deps, site, token)),
    look('meta', () => inPage(deps, site, token)),
    ...(hasDns(site.origin) ? [look('dns', () => inDns(deps, site.origin, token))] : []),
  ]
  const findings = await Promise.all(looks)
  // A record in DNS opens no way into a network that may not be visited.
  const refused = findings.find((finding) => 'refused' in finding)
  const found = findings.find((finding) => 'way' in finding)
  if (refused) return { reason: `${refused.reason}.` }
  if (found) return found
  const reasons = findings.flatMap((finding) => ('reason' in finding ? [finding.reason] : []))
  // A site that is down or refused says the same twice.
  return { reason: `${[...new Set(reasons)].join('; ')}.` }
}

/** `undefined` from a look means that the proof is there, text why it is not. */
async function look(
  way: Way,
  find: () => Promise<string | undefined>,
): Promise<Finding | { reason: string; refused: true }> {
  try {
    const reason = await find()
    return reason === undefined ? { way } : { reason }
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    if (error.fault === 'refused') return { reason: error.message, refused: true }
    return { reason: error.fault === 'redirect' ? `${error.message}${ELSEWHERE}` : error.message }
  }
}

async function inFile({ outbound }: ProveDeps, site: Site, token: string): Promise<string | undefined> {
  const answer = await get(outbound, site, PROOF_PATH, FILE_BYTES)
  if (answer.status !== 200) return `the file ${PROOF_PATH} answered ${answer.status}`
  // Several workspaces may own a host together, each with a line of its own.
  const lines = answer.body.toString('utf8').split(/\r?\n/)
  return lines.some((line) => line.trim() === token) ? undefined : `the file ${PROOF_PATH} lacks the token`
}

async function inPage({ outbound }: ProveDeps, site: Site, token: string): Promise<string | undefined> {
  const answer = await get(outbound, site, '/', PAGE_BYTES)
  if (answer.status !== 200) return `the home page answered ${answer.status}`
  return metaTokens(answer.body.toString('utf8')).includes(token)
    ? undefined
    : 'the home page has no meta tag with the token'
}

async function inDns({ names }: ProveDeps, origin: string, token: string): Promise<string | undefined> {
  const record = proofRecord(origin)
  try {
    const texts = await names.texts(record)
    return texts.some((text) => text.trim() === token) ? undefined : `no TXT record ${record} with the token`
  } catch (error) {
    return `the TXT record ${record} could not be looked up (${(error as NodeJS.ErrnoException).code ?? 'no answer'})`
  }
}

const get = (outbound: Outbound, { origin, headers }: Site, path: string, maxBytes: number) =>
  outbound.request(origin + path, { headers, timeoutMs: TIMEOUT_MS, maxBytes, follow: sameSite })

/** A proof counts only from the site itself: its own origin, or the same name on https instead of http. */
export function sameSite(from: URL, to: URL): boolean {
  const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && !from.port && !to.port
  return from.origin === to.origin || (upgraded && from.hostname === to.hostname)
}

/** The contents of our meta tags in a page's head; what visitors write stands in the body, or escaped. */
export function metaTokens(html: string): string[] {
  const [head = ''] = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|title|noscript|template|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .split(/<\/head\s*>|<body\b/i)
  return [...head.matchAll(/<meta\s([^<>]{1,500})>/gi)].flatMap(([, text = '']) => {
    const attributes = [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)].map(
      ([, name = '', double, single, bare]) => [name.toLowerCase(), double ?? single ?? bare ?? ''] as const,
    )
    const { name, content } = Object.fromEntries(attributes)
    return name?.toLowerCase() === META_NAME && content ? [content.trim()] : []
  })
}
