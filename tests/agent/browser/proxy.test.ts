import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EgressProxy, openProxy } from '../../../agent/browser/proxy.ts'
import { createPins } from '../../../agent/outbound/pins.ts'
import { openSite, type Site } from './support.ts'

/** The status of a request in absolute form, or undefined when the proxy hung up. */
function ask(
  proxy: EgressProxy,
  url: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port: new URL(proxy.url).port, path: url, headers }, (res) => {
      res.resume().once('end', () => resolve(res.statusCode))
    })
    sent.once('error', () => resolve(undefined))
    sent.end()
  })
}

function tunnel(proxy: EgressProxy, target: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
    let said = ''
    socket.on('data', (data) => {
      said += String(data)
      if (said.endsWith('established\r\n\r\n'))
        socket.write(`GET /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    })
    socket.once('close', () => resolve(said))
    socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
  })
}

describe('the egress proxy of a visit', () => {
  let site: Site
  let proxy: EgressProxy
  beforeAll(async () => {
    site = await openSite({ '/': 'hello' })
    proxy = await openProxy({ allow: [site.host, 'localhost:9'] })
  })
  afterAll(async () => {
    proxy.close()
    await site.close()
  })

  it('passes a listed host and drops what concerns only the neighbour', async () => {
    const headers = {
      'proxy-connection': 'keep-alive',
      'x-mine': '1',
      'x-hop': '1',
      connection: 'x-hop',
      te: 'trailers',
      host: 'evil.example',
    }
    expect(await ask(proxy, `${site.origin}/`, headers)).toBe(200)
    const { headers: got } = await site.hit('/')
    expect(got).toMatchObject({ 'x-mine': '1', host: site.host })
    for (const name of ['proxy-connection', 'x-hop', 'te']) expect(got).not.toHaveProperty(name)
  })

  it('hangs up on everything else, and counts it', async () => {
    const port = site.host.split(':')[1]
    for (const host of [
      `localhost:${port}`,
      '127.0.0.1:1',
      `0.0.0.0:${port}`,
      'example.com:80',
      '169.254.169.254:80',
    ]) {
      expect([host, await ask(proxy, `http://${host}/`)]).toEqual([host, undefined])
      expect([host, await tunnel(proxy, host)]).toEqual([host, ''])
    }
    expect(await ask(proxy, '/relative')).toBeUndefined()
    expect(await ask(proxy, `ftp://${site.host}/`)).toBeUndefined()
    expect(proxy.traffic().refused['example.com:80']).toBe(2)
    expect(site.hits).toHaveLength(1)
  })

  it('tunnels to a listed host', async () => {
    expect(await tunnel(proxy, site.host)).toMatch(/200 Connection established[\s\S]*404 Not Found/)
    await site.hit('/in')
  })

  it('hangs up when a listed host does not answer', async () => {
    expect(await ask(proxy, 'http://localhost:9/')).toBeUndefined()
    expect(await tunnel(proxy, 'localhost:9')).toBe('')
  })

  it('waits for a request under way before it calls itself quiet', async () => {
    const arrived = Promise.withResolvers<void>()
    const slow = createServer((_, res) => {
      arrived.resolve()
      setTimeout(() => res.end('late'), 400)
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const host = `127.0.0.1:${(slow.address() as AddressInfo).port}`
    const own = await openProxy({ allow: [host] })
    let status: number | undefined
    void ask(own, `http://${host}/`).then((answered) => {
      status = answered
    })
    await arrived.promise
    await own.quiet(50, 5000)
    expect(status).toBe(200)
    own.close()
    slow.close()
  })

  it('reads names once, and no name leads to a private address unless the operator allows it', async () => {
    expect(await createPins(false).resolve('localhost')).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(await createPins(false).resolve('[::1]')).toBe('::1')
    expect(await createPins(false).resolve('nowhere.invalid')).toBeUndefined()
    const { hostname } = await import('node:os')
    expect(await createPins(false).resolve(hostname())).toBeUndefined()
    expect(await createPins(true).resolve(hostname())).toBeDefined()
  })
})
