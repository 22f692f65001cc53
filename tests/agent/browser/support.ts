import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll } from 'vitest'
import { type BrowserbaseOptions, openBrowserbase } from '../../../agent/browser/browserbase/browser.ts'
import { openBrowser } from '../../../agent/browser/local/browser.ts'
import type { Browser, Generate, Visitor, VisitRequest } from '../../../agent/browser/port.ts'
import type { Identity } from '../../../agent/planner/plan.ts'
import { type BrowserbaseDouble, startBrowserbase } from '../../support/browserbase.ts'
import { CHROME, DESKTOP, noModel } from './visitors.ts'

export interface Hit {
  path: string
  headers: IncomingHttpHeaders
  body: string
}
export interface Site {
  /** 127.0.0.1:port, as allow lists name it. */
  host: string
  origin: string
  hits: Hit[]
  /** Waits for a request of this path. */
  hit(path: string): Promise<Hit>
  close(): Promise<void>
}
export type Pages = Record<string, string | ((req: IncomingMessage, res: ServerResponse) => void)>

/** A site of a few pages that remembers every request and answers WebSocket handshakes. */
export async function openSite(pages: Pages): Promise<Site> {
  const hits: Hit[] = []
  const upgraded = new Set<Duplex>()
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const path = req.url ?? ''
    hits.push({ path, headers: req.headers, body })
    const page = pages[path.split('?')[0] ?? '']
    if (typeof page === 'function') return page(req, res)
    res.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    res.end(`<!doctype html><title>${path}</title>${page ?? ''}`)
  })
  server.on('upgrade', (req, socket) => {
    hits.push({ path: `ws:${req.url}`, headers: req.headers, body: '' })
    const key = createHash('sha1').update(
      `${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    )
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key.digest('base64')}\r\n\r\n`,
    )
    upgraded.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    origin: `http://${host}`,
    hits,
    hit: (path) => eventually(() => hits.find((hit) => hit.path === path), `a request of ${path}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of upgraded) socket.destroy()
      }),
  }
}

/** Polls for a value; the tests' only way to wait. */
export async function eventually<T>(find: () => T | undefined | false, what: string, ms = 5000): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const found = find()
    if (found) return found
    if (performance.now() > end) throw new Error(`${what} did not come within ${ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export function answer(elements: unknown): Awaited<ReturnType<Generate>> {
  return {
    role: 'assistant',
    content: { type: 'text', text: JSON.stringify({ elements }) },
    outputFormat: 'json_schema',
    structuredContent: { elements },
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
  }
}

/** Every implementation of the port keeps the same promises. */
export const BROWSERS = ['local', 'browserbase'] as const
export type Kind = (typeof BROWSERS)[number]

export interface Suite {
  browser: Browser
  visit(options: VisitOptions): Promise<Visitor>
}
export interface VisitOptions
  extends Pick<VisitRequest, 'places' | 'access' | 'upstream' | 'secrets' | 'storage' | 'ownClock'> {
  allow: string[]
  identity?: Identity
  generate?: Generate
  signal?: AbortSignal
}

/** One browser for a suite. `privateNetwork`: a local one on an operator's own machine. */
export function useBrowser(kind: Kind = 'local', { privateNetwork = false } = {}): Suite {
  const suite = {} as Suite
  let folder: string
  let double: BrowserbaseDouble | undefined
  const visits: Visitor[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sb-test-'))
    if (kind === 'browserbase') double = await startBrowserbase()
    suite.browser = double
      ? await openBrowserbase(remoteOptions(double, folder))
      : await openBrowser({ chromePath: CHROME, runDir: folder, privateNetwork })
    suite.visit = async ({
      allow,
      identity = DESKTOP,
      generate = noModel,
      signal = new AbortController().signal,
      ...more
    }) => {
      const visitor = await suite.browser.open({ allow, identity, generate, signal, ...more })
      visits.push(visitor)
      return visitor
    }
  }, 40_000)
  afterAll(async () => {
    await suite.browser?.close()
    await double?.close()
    await rm(folder, { recursive: true, force: true })
  })
  return suite
}

/** Without a limit but the double's own, and with its ledger in a folder of the test's. */
export const remoteOptions = ({ credentials }: BrowserbaseDouble, folder: string): BrowserbaseOptions => ({
  credentials,
  places: { atOnce: 100, startsPerMinute: 1000 },
  ledger: join(folder, 'browserbase.json'),
  proxies: false,
  onError(error) {
    throw error
  },
})

export const click = (selector: string) => ({
  selector,
  method: 'click',
  arguments: [],
  description: selector,
})
export const fill = (selector: string, value: string) => ({
  selector,
  method: 'fill',
  arguments: [value],
  description: selector,
})
