import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Address, Names } from '../../agent/outbound/pins.ts'

export type Answer = string | ((req: IncomingMessage, res: ServerResponse) => void)

/** A site on this machine whose pages may change while it runs, and that remembers what was asked. */
export async function startSite(pages: Record<string, Answer> = {}, at = { host: '127.0.0.1', port: 0 }) {
  const asked: IncomingMessage[] = []
  const server: Server = createServer((req, res) => {
    asked.push(req)
    const page = pages[req.url ?? '']
    if (typeof page === 'function') return page(req, res)
    res.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page ?? 'not here')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    pages,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The internet's names as a test wants them: addresses by host, texts by record. */
export function namesOf(hosts: Record<string, string | string[]>, texts: Record<string, string[]> = {}) {
  const looked: string[] = []
  const names: Names = {
    async addresses(hostname) {
      looked.push(hostname)
      const found = hosts[hostname]
      if (found === undefined) throw new Error('ENOTFOUND')
      return [found].flat().map(toAddress)
    },
    texts: async (record) => texts[record] ?? [],
  }
  return { names, looked, hosts, texts }
}

export const toAddress = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 })
