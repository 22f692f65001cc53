import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type Address, admitted, type Names, type Reach, systemNames, type Unreached } from './pins.ts'
import { readBody } from './read-body.ts'

/** What ended a request to an address that a user gave. The message says it in words for that user. */
export type OutboundFault = 'refused' | 'unreachable' | 'timeout' | 'redirect'
export class OutboundError extends Error {
  readonly fault: OutboundFault
  constructor(fault: OutboundFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OutboundError'
    this.fault = fault
  }
}

export interface OutboundRequest {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** Of everything: names, connecting, redirects, the body. */
  timeoutMs: number
  /** Of the body, unpacked; what is beyond is not read. */
  maxBytes: number
  /** Whether a redirect may be followed; without it none is, and the answer is the redirect itself. */
  follow?(from: URL, to: URL): boolean
}
export interface OutboundAnswer {
  url: string
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** There was more than `maxBytes`. */
  truncated: boolean
}
/** The only way to an address that a user gave. */
export interface Outbound {
  request(url: string, options: OutboundRequest): Promise<OutboundAnswer>
}

const MAX_REDIRECTS = 3
const AGENT = 'SessionBurst'

export function createOutbound({ reach, names = systemNames }: { reach: Reach; names?: Names }): Outbound {
  return {
    async request(url, options) {
      const signal = AbortSignal.timeout(options.timeoutMs)
      let at = readUrl(url)
      for (let hops = 0; ; hops++) {
        const answer = await once({ at, options, signal, addresses: await locate(names, at, reach, signal) })
        const to = options.follow && redirect(answer, at)
        if (!to) return answer
        const next = readUrl(to.href)
        if (!options.follow?.(at, next))
          throw new OutboundError('redirect', `${at.origin} redirects to ${next.origin}`)
        if (hops === MAX_REDIRECTS) throw new OutboundError('redirect', `${at.origin} redirects in circles`)
        at = next
      }
    },
  }
}

function readUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new OutboundError('refused', 'only http and https addresses without a password are asked')
  return url
}

function redirect({ status, headers }: OutboundAnswer, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return undefined
  const to = URL.parse(headers.location, from)
  if (to) return to
  throw new OutboundError('redirect', `${from.origin} redirects to what is no address`)
}

async function locate(
  names: Names,
  { hostname }: URL,
  reach: Reach,
  signal: AbortSignal,
): Promise<Address[]> {
  const found = await inTime(signal, hostname, admitted(names, hostname, reach))
  if (Array.isArray(found)) return found
  throw new OutboundError('refused' in found ? 'refused' : 'unreachable', explain(hostname, found))
}

function explain(hostname: string, unreached: Unreached): string {
  if ('unknown' in unreached) return `the name ${hostname} has no address`
  return unreached.refused === 'private'
    ? `${hostname} is in a private network; only a SessionBurst on that very machine visits those`
    : `${hostname} leads to a reserved address (link-local, metadata and the like)`
}

/** Gives up waiting when the time is over, whatever the work does then. */
function inTime<T>(signal: AbortSignal, host: string, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = () => reject(new OutboundError('timeout', `${host} did not answer in time`))
  signal.addEventListener('abort', late, { once: true })
  if (signal.aborted) late()
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', late))
}

interface Hop {
  at: URL
  options: OutboundRequest
  signal: AbortSignal
  addresses: Address[]
}

async function once({ at, options, signal, addresses }: Hop): Promise<OutboundAnswer> {
  try {
    const answer = await inTime(signal, at.host, head(at, options, signal, addresses))
    try {
      const { statusCode: status = 0, headers } = answer
      const read = readBody(answer, options.maxBytes)
      return { url: at.href, status, headers, ...(await inTime(signal, at.host, read)) }
    } finally {
      answer.destroy()
    }
  } catch (error) {
    if (error instanceof OutboundError) throw error
    if (signal.aborted) throw new OutboundError('timeout', `${at.host} did not answer in time`)
    throw new OutboundError('unreachable', `${at.host} could not be asked (${reason(error)})`, {
      cause: error,
    })
  }
}

function head(at: URL, options: OutboundRequest, signal: AbortSignal, addresses: Address[]) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = at.protocol === 'https:' ? requestHttps : requestHttp
  const sent = send(at, {
    method: options.method ?? 'GET',
    headers: { 'user-agent': AGENT, accept: '*/*', 'accept-encoding': 'identity', ...options.headers },
    // A connection of its own: a kept one would still lead to where the name pointed before.
    agent: false,
    lookup: pinned(addresses),
    signal,
  })
  sent.once('response', resolve)
  // Also after the answer: a connection that breaks then is told by the body.
  sent.on('error', reject)
  sent.on('upgrade', (_, socket) => socket.destroy())
  sent.end(options.body)
  return promise
}

/** Answers the checked addresses, whatever the name says by now. */
const pinned =
  (addresses: Address[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const [first] = addresses
    if (all || !first) callback(null, addresses)
    else callback(null, first.address, first.family)
  }

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
