import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { admitted, createPins, systemNames } from '../outbound/pins.ts'
import { addressOf } from '../targets/ranges.ts'
import type { Upstream } from './port.ts'

/** Room for the cookies of a large site; Node's own 16 KB is less than Chromium sends. */
export const MAX_HEADER_BYTES = 2 ** 17
const ANSWER_MS = 15_000

export interface Address {
  host: string
  port: number
}
interface Plain {
  url: URL
  method: string | undefined
  /** Names and values in turn. */
  headers: string[]
}

/** How what the fence lets through leaves this machine. */
export interface Exit {
  /** Where to connect for a host; undefined when nothing there may be reached. */
  locate(hostname: string, port: number): Promise<Address | undefined>
  /** A request of plain http, not ended yet. */
  request(at: Address, plain: Plain): ClientRequest
  /** A connection to the host, once it stands; rejects when it can't be had, or `asker` is gone. */
  tunnel(at: Address, host: string, asker: Duplex): Promise<Duplex>
  /** Told of a plain request's answer, and of one that broke before it had any. */
  answered(status: number): void
  broke(error: Error): void
  /** Why nothing gets out any more. */
  readonly trouble: string | undefined
}

/** Straight to the host, at an address that was checked and is kept for the whole visit. */
export function directExit(privateNetwork: boolean): Exit {
  const pins = createPins(privateNetwork)
  return {
    async locate(hostname, port) {
      const host = await pins.resolve(hostname)
      return host === undefined ? undefined : { host, port }
    },
    request: (at, { url, method, headers }) =>
      requestHttp({
        ...at,
        // A connection of its own: a reused one may just be closing, and a beacon lost that way is never sent again.
        agent: false,
        maxHeaderSize: MAX_HEADER_BYTES,
        method,
        path: url.pathname + url.search,
        headers,
      }),
    tunnel(at, _, asker) {
      const socket = connect(at)
      asker.once('close', () => socket.destroy())
      return new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(socket))
        socket.once('error', reject)
        socket.once('close', () => reject(new Error('closed')))
      })
    },
    answered: () => undefined,
    broke: () => undefined,
    trouble: undefined,
  }
}

function giveUp(asked: ClientRequest): NodeJS.Timeout {
  const late = setTimeout(() => asked.destroy(new Error('no answer')), ANSWER_MS)
  asked.once('close', () => clearTimeout(late))
  return late
}

/**
 * By way of another proxy, which looks names up itself: pins can't hold there, the fence's list of hosts does. The
 * proxy's own address is checked like any that a user gives.
 */
export function upstreamExit({ name, url }: Upstream, privateNetwork: boolean): Exit {
  const proxy = new URL(url)
  const isSecure = proxy.protocol === 'https:'
  const send = isSecure ? requestHttps : requestHttp
  const login = [proxy.username, proxy.password].map(decodeURIComponent).join(':')
  const key = login === ':' ? [] : ['Proxy-Authorization', `Basic ${Buffer.from(login).toString('base64')}`]
  const servername = addressOf(proxy.hostname) ? undefined : proxy.hostname
  const hop = { agent: false as const, maxHeaderSize: MAX_HEADER_BYTES, servername }
  let trouble: string | undefined
  let located: Promise<Address | undefined> | undefined
  const broke = (error: Error) => {
    trouble = `The proxy for ${name} could not be reached (${(error as NodeJS.ErrnoException).code ?? error.message}).`
  }
  const answered = (status: number) => {
    trouble = status === 407 ? `The proxy for ${name} does not take its user name and password.` : undefined
  }
  const find = async (): Promise<Address | undefined> => {
    const found = await admitted(systemNames, proxy.hostname, privateNetwork ? 'private' : 'public')
    const host = Array.isArray(found) ? found[0]?.address : undefined
    if (host !== undefined) return { host, port: Number(proxy.port || (isSecure ? 443 : 80)) }
    const isRefused = !Array.isArray(found) && 'refused' in found
    trouble = `The proxy for ${name} ${isRefused ? 'is at an address that may not be reached' : 'has no address'}.`
    return undefined
  }
  return {
    locate() {
      located ??= find()
      return located
    },
    request(at, { url: asked, method, headers }) {
      const sent = send({ ...hop, ...at, method, path: asked.href, headers: [...headers, ...key] })
      // Once connected, it is the site that takes its time.
      const late = giveUp(sent)
      sent.once('socket', (socket) => socket.once('connect', () => clearTimeout(late)))
      return sent
    },
    tunnel(at, host, asker) {
      const asked = send({ ...hop, ...at, method: 'CONNECT', path: host, headers: ['Host', host, ...key] })
      const late = giveUp(asked)
      asker.once('close', () => asked.destroy())
      return new Promise((resolve, reject) => {
        asked.once('connect', ({ statusCode = 502 }, socket: Duplex, head) => {
          clearTimeout(late)
          answered(statusCode)
          if (head.length > 0) socket.unshift(head)
          if (statusCode === 200) return resolve(socket)
          // It lives, and only this host can't be had through it.
          socket.destroy()
          reject(new Error(`answered ${statusCode}`))
        })
        asked.once('error', (error) => {
          if (!asker.destroyed) broke(error)
          reject(error)
        })
        asked.once('close', () => reject(new Error('closed')))
        asked.end()
      })
    },
    answered,
    broke,
    get trouble() {
      return trouble
    },
  }
}
