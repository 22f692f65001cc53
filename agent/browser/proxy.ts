import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Address, directExit, type Exit, MAX_HEADER_BYTES, upstreamExit } from './exit.ts'
import type { Fence } from './fence.ts'
import { until } from './local/deadline.ts'
import { passable } from './passable.ts'
import { MAX_BODY_BYTES, type SentRequest, type SiteAccess, type Upstream } from './port.ts'

export interface ProxyOptions {
  /** host:port pairs that pass; everything else is refused. */
  allow: string[]
  /** Those of them whose pages a visit may be on; without it, all. */
  places?: string[]
  /** Everything that passes goes through it. */
  upstream?: Upstream
  /** Its header goes with every plain request to its origin: also those that no tab can hold, as a page is left. */
  access?: SiteAccess
  /** Lets a listed name resolve to a private address: the operator's own network. */
  privateNetwork?: boolean
  /** A plain request waits for it before it goes on; it must not reject. */
  before?(request: SentRequest): Promise<void> | void
  /** Told of a plain request's answer before the page has it. */
  after?(request: SentRequest, status: number): void
  /** Whose bodies are told of, once they have passed. */
  wantsBody?(request: SentRequest): boolean
  onBody?(request: SentRequest, body: Uint8Array): void
}
type Hooks = Pick<ProxyOptions, 'access' | 'before' | 'after' | 'wantsBody' | 'onBody'>

/** The fence of one visit: everything its pages send goes through here, and only listed hosts answer. */
export interface EgressProxy extends Fence {
  readonly url: string
}

export async function openProxy({
  allow,
  places = allow,
  upstream,
  privateNetwork = false,
  ...hooks
}: ProxyOptions): Promise<EgressProxy> {
  const exit = upstream ? upstreamExit(upstream, privateNetwork) : directExit(privateNetwork)
  const visit = new ProxiedVisit(allow, exit, hooks)
  const shown = new Set(places.map((entry) => entry.toLowerCase()))
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 0 },
    (req, res) => void visit.forward(req, res),
  )
  server.on(
    'connect',
    (req: IncomingMessage, socket: Socket, head: Buffer) => void visit.tunnel(req, socket, head),
  )
  // WebSockets come as CONNECT; an upgrade in absolute form is no request of a browser.
  server.on('upgrade', (_, socket) => socket.destroy())
  server.on('clientError', (_, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    allows: (url) => visit.allows(url),
    shows: (url) => visit.allows(url) && shown.has(hostPort(url) ?? ''),
    get trouble() {
      return exit.trouble
    },
    // Into https nobody but the page sees.
    tells: (url) => !url.startsWith('https:'),
    traffic: () => ({
      allowed: visit.allowed,
      refused: { ...visit.refused },
      lastBytes: { ...visit.lastBytes },
    }),
    leaving() {
      visit.leaving = true
    },
    quiet: async (quietMs, boundMs) => void (await until(() => visit.idleMs() >= quietMs, boundMs)),
    close() {
      server.close()
      server.closeAllConnections()
      visit.end()
    },
  }
}

class ProxiedVisit {
  allowed = 0
  leaving = false
  readonly lastBytes: Record<string, number> = {}
  readonly refused: Record<string, number> = {}
  readonly #allow: Set<string>
  readonly #exit: Exit
  readonly #hooks: Hooks
  readonly #tunnels = new Set<Duplex>()
  #open = 0
  #movedAt = performance.now()

  constructor(allow: string[], exit: Exit, hooks: Hooks) {
    this.#hooks = hooks
    this.#allow = new Set(allow.map((entry) => entry.toLowerCase()))
    this.#exit = exit
  }

  allows(url: string): boolean {
    const target = hostPort(url)
    return target !== undefined && this.#allow.has(target)
  }

  idleMs(): number {
    return this.#open ? 0 : performance.now() - this.#movedAt
  }

  async forward(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const address = await this.#admit(req.url ?? '', 'http:')
    if (!address || req.socket.destroyed) return void req.socket.destroy()
    this.#open++
    res.once('close', () => {
      this.#open--
      this.#moved()
    })
    await this.#hooks.before?.(sent(req))
    if (req.socket.destroyed) return
    if (this.#hooks.wantsBody?.(sent(req))) this.#keepBody(req)
    try {
      this.#relay(req, res, address)
    } catch {
      // Headers that Node will not send on: the page sees a broken connection.
      res.destroy()
    }
  }

  /** Reads along; a body past the bound is passed on like any other, and told of nobody. */
  #keepBody(req: IncomingMessage): void {
    const parts: Buffer[] = []
    let size = 0
    req.on('data', (part: Buffer) => {
      size += part.length
      if (size <= MAX_BODY_BYTES) parts.push(part)
      else parts.length = 0
    })
    req.once('end', () => {
      if (size <= MAX_BODY_BYTES) this.#hooks.onBody?.(sent(req), Buffer.concat(parts))
    })
  }

  #relay(req: IncomingMessage, res: ServerResponse, address: Address): void {
    const url = new URL(req.url ?? '')
    const headers = withAccess([...passable(req), 'Host', url.host], url, this.#hooks.access)
    const upstream = this.#exit.request(address, { url, method: req.method, headers })
    let answered = false
    upstream.once('response', (answer) => {
      answered = true
      const { statusCode = 502 } = answer
      this.#exit.answered(statusCode)
      // It concerns the proxy behind this one: the page is no party to that.
      if (this.#exit.trouble) return void res.destroy()
      // A broken answer must look broken to the page, not complete.
      answer.once('error', () => res.destroy())
      this.#hooks.after?.(sent(req), statusCode)
      try {
        res.writeHead(statusCode, answer.statusMessage, passable(answer))
        answer.pipe(res)
      } catch {
        res.destroy()
      }
    })
    upstream.on('error', (error) => {
      if (!res.destroyed && !answered) this.#exit.broke(error)
      res.destroy()
    })
    res.once('close', () => upstream.destroy())
    req.pipe(upstream)
  }

  async tunnel(req: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    this.#watch(socket)
    const host = hostPort(`https://${req.url}`) ?? ''
    const address = await this.#admit(`https://${req.url}`, 'https:')
    if (!address || socket.destroyed) return void socket.destroy()
    const upstream = await this.#exit.tunnel(address, host, socket).catch(() => undefined)
    if (!upstream || socket.destroyed) {
      upstream?.destroy()
      return void socket.destroy()
    }
    this.#watch(upstream)
    socket.once('close', () => upstream.destroy())
    upstream.once('close', () => socket.destroy())
    socket.on('data', (part: Buffer) => {
      if (this.leaving) this.lastBytes[host] = (this.lastBytes[host] ?? 0) + part.length
    })
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    upstream.write(head)
    socket.pipe(upstream).pipe(socket)
  }

  /** One end of a tunnel: what moves on it keeps the visit from being quiet, and its end ends it. */
  #watch(end: Duplex): void {
    this.#tunnels.add(end)
    end.on('error', () => end.destroy())
    end.on('data', () => this.#moved())
    end.once('close', () => this.#tunnels.delete(end))
  }

  end(): void {
    for (const socket of this.#tunnels) socket.destroy()
  }

  /** Where a listed request goes; undefined, and counted, for any other. */
  async #admit(url: string, protocol: string): Promise<Address | undefined> {
    this.#moved()
    const target = hostPort(url)
    const { hostname, port } = target ? new URL(url) : { hostname: '', port: '' }
    const listed = target !== undefined && url.startsWith(protocol) && this.#allow.has(target)
    const own = Number(port || (protocol === 'https:' ? 443 : 80))
    const address = listed ? await this.#exit.locate(hostname, own) : undefined
    if (!address) {
      const name = target ?? 'unreadable'
      this.refused[name] = (this.refused[name] ?? 0) + 1
      return undefined
    }
    this.allowed++
    return address
  }

  #moved(): void {
    this.#movedAt = performance.now()
  }
}

/** Names and values in turn. */
function withAccess(headers: string[], url: URL, access: SiteAccess | undefined): string[] {
  const own = access?.header
  if (!own || url.origin !== access.origin) return headers
  const others = headers.filter((_, i) => headers[i - (i % 2)]?.toLowerCase() !== own.name.toLowerCase())
  return [...others, own.name, own.value]
}

const sent = ({ method = '', url = '' }: IncomingMessage): SentRequest => ({ method, url })

/** `host:port` of a URL, with the scheme's own port where none is written; undefined for schemes without a host. */
export function hostPort(url: string): string | undefined {
  const parsed = URL.parse(url)
  const own = { 'http:': '80', 'ws:': '80', 'https:': '443', 'wss:': '443' }[parsed?.protocol ?? '']
  return parsed && own ? `${parsed.hostname}:${parsed.port || own}` : undefined
}
