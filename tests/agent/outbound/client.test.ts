import { createServer as createTcp, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createOutbound, type OutboundRequest } from '../../../agent/outbound/client.ts'
import { admitted, createPins, type Names } from '../../../agent/outbound/pins.ts'
import { namesOf, startSite, toAddress } from '../../support/sites.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
const site = async (...args: Parameters<typeof startSite>) => {
  const started = await startSite(...args)
  closing.push(started.close)
  return started
}
const own = (names: Names) => createOutbound({ reach: 'private', names })
const ASK: OutboundRequest = { timeoutMs: 2_000, maxBytes: 10_000 }
const everywhere = { ...ASK, follow: () => true }
const HOSTS = { 'shop.example': '127.0.0.1', 'other.example': '127.0.0.1', 'evil.example': '169.254.169.254' }

describe('what the guarded client sends', () => {
  test('asks by name at the checked address, says who it is, and carries nothing of ours', async () => {
    const { port, asked } = await site({ '/a?b=1': 'hello' })
    const { names, looked } = namesOf(HOSTS)
    const answer = await own(names).request(`http://shop.example:${port}/a?b=1`, ASK)
    expect(answer).toMatchObject({ status: 200, truncated: false })
    expect(String(answer.body)).toBe('hello')
    expect(looked).toEqual(['shop.example'])
    expect(asked[0]?.headers).toMatchObject({ host: `shop.example:${port}`, 'accept-encoding': 'identity' })
    expect(asked[0]?.headers['user-agent']).toMatch(/^SessionBurst/)
    for (const header of ['cookie', 'authorization', 'referer'])
      expect(asked[0]?.headers[header]).toBeUndefined()
  })

  test('posts a body with its headers, and follows no redirect unless told to', async () => {
    let body = ''
    const { port } = await site({
      '/hook': async (req, res) => {
        for await (const chunk of req) body += String(chunk)
        res.writeHead(307, { location: '/elsewhere' }).end()
      },
    })
    const headers = { 'content-type': 'application/json' }
    const sent = { ...ASK, method: 'POST', headers, body: '{"a":1}' } as const
    const answer = await own(namesOf(HOSTS).names).request(`http://shop.example:${port}/hook`, sent)
    expect([answer.status, body]).toEqual([307, '{"a":1}'])
  })
})

describe('names', () => {
  test('are looked up once: a name that moves between check and connection moves nothing', async () => {
    const first = await site({ '/': 'first' })
    const second = await site({ '/': 'second' }, { host: '127.0.0.2', port: first.port })
    const answers = ['127.0.0.1', '127.0.0.2']
    const names: Names = {
      addresses: async () => [toAddress(answers.shift() ?? '127.0.0.2')],
      texts: async () => [],
    }
    const answer = await own(names).request(`http://shop.example:${first.port}/`, ASK)
    expect([String(answer.body), second.asked.length, answers]).toEqual(['first', 0, ['127.0.0.2']])
  })

  test('of a public reach have no foot inside, of a private one none in what is reserved', async () => {
    const ask = (addresses: string[], reach: 'public' | 'private') =>
      admitted(namesOf({ 'x.example': addresses }).names, 'x.example', reach)
    expect(await ask(['93.184.216.34'], 'public')).toEqual([toAddress('93.184.216.34')])
    expect(await ask(['93.184.216.34', '10.0.0.1'], 'public')).toEqual({ refused: 'private' })
    expect(await ask(['10.0.0.1', '::1'], 'private')).toHaveLength(2)
    expect(await ask(['10.0.0.1', '169.254.169.254'], 'private')).toEqual({ refused: 'never' })
  })

  test('of a visit are pinned for all of it, and keep to the same ranges', async () => {
    const { names, hosts, looked } = namesOf({ 'a.example': '93.184.216.34', 'b.example': '10.0.0.1' })
    const pins = createPins(false, names)
    expect(await pins.resolve('a.example')).toBe('93.184.216.34')
    hosts['a.example'] = '127.0.0.1'
    expect(await pins.resolve('a.example')).toBe('93.184.216.34')
    expect(looked).toEqual(['a.example'])
    expect(await pins.resolve('b.example')).toBeUndefined()
    expect(await createPins(true, names).resolve('b.example')).toBe('10.0.0.1')
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', 'metadata.google.internal'])
      expect(await createPins(true, names).resolve(host)).toBeUndefined()
  })

  test('that take for ever cost no more than the time there is', async () => {
    const names: Names = { addresses: () => new Promise(() => {}), texts: async () => [] }
    const late = own(names).request('http://shop.example/', { ...ASK, timeoutMs: 100 })
    await expect(late).rejects.toMatchObject({ fault: 'timeout' })
  })
})

describe('redirects', () => {
  test('are followed where the caller says so, each hop looked up and checked anew', async () => {
    const { port, pages, asked } = await site({ '/end': 'there' })
    pages['/'] = (_, res) => res.writeHead(302, { location: `http://other.example:${port}/end` }).end()
    const { names, looked } = namesOf(HOSTS)
    const answer = await own(names).request(`http://shop.example:${port}/`, everywhere)
    expect(answer).toMatchObject({ status: 200, url: `http://other.example:${port}/end` })
    expect(looked).toEqual(['shop.example', 'other.example'])
    const none = own(names).request(`http://shop.example:${port}/`, { ...ASK, follow: () => false })
    await expect(none).rejects.toMatchObject({ fault: 'redirect' })
    expect(asked).toHaveLength(3)
  })

  test.each([
    ['a reserved address', 'http://169.254.169.254/latest/meta-data/', 'refused'],
    ['a mapped address', 'http://[::ffff:127.0.0.1]/', 'refused'],
    ['this machine as 0', 'http://0/', 'refused'],
    ['a name of a reserved address', 'http://evil.example/', 'refused'],
    ['a metadata name', 'http://metadata.google.internal/', 'refused'],
    ['another scheme', 'file:///etc/passwd', 'refused'],
    ['a password', 'http://me:secret@shop.example/', 'refused'],
    ['no address', 'http://[', 'redirect'],
  ])('to %s end there', async (_, location, fault) => {
    const { port, asked } = await site({ '/': (_req, res) => res.writeHead(302, { location }).end() })
    const answer = own(namesOf(HOSTS).names).request(`http://shop.example:${port}/`, everywhere)
    await expect(answer).rejects.toMatchObject({ fault })
    expect(asked).toHaveLength(1)
  })

  test('in circles end after three', async () => {
    const { port, asked } = await site({ '/': (_, res) => res.writeHead(301, { location: '/' }).end() })
    const answer = own(namesOf(HOSTS).names).request(`http://shop.example:${port}/`, everywhere)
    await expect(answer).rejects.toMatchObject({ fault: 'redirect' })
    expect(asked).toHaveLength(4)
  })
})

describe('answers that cost more than they should', () => {
  const raw = (onSocket: (socket: Socket) => void) =>
    new Promise<number>((resolve) => {
      const open = new Set<Socket>()
      const server = createTcp((socket) => {
        open.add(socket)
        socket.on('error', () => socket.destroy())
        socket.once('data', () => onSocket(socket))
      })
      closing.push(() => {
        server.close()
        for (const socket of open) socket.destroy()
      })
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
  const ask = (port: number, timeoutMs = 2_000) =>
    own(namesOf(HOSTS).names).request(`http://shop.example:${port}/`, { ...ASK, timeoutMs })

  test('a silent server costs the time there is', async () => {
    const port = await raw(() => {})
    await expect(ask(port, 200)).rejects.toMatchObject({ fault: 'timeout' })
  })

  test('a body that drips costs the time there is', async () => {
    const timers: NodeJS.Timeout[] = []
    const port = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      timers.push(setInterval(() => socket.writable && socket.write('x'), 20))
    })
    closing.push(() => timers.forEach(clearInterval))
    await expect(ask(port, 300)).rejects.toMatchObject({ fault: 'timeout' })
  })

  test('an endless body is read up to the limit, and the connection ended', async () => {
    const ended = Promise.withResolvers<void>()
    let sent = 0
    const port = await raw((socket) => {
      socket.once('close', ended.resolve)
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const more = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) sent += 65_536
      }
      socket.on('drain', more)
      more()
    })
    const answer = await ask(port)
    expect([answer.body.length, answer.truncated]).toEqual([10_000, true])
    await ended.promise
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('a bomb is unpacked up to the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const { port } = await site({
      '/': (_, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    })
    const before = process.memoryUsage().arrayBuffers
    const answer = await ask(port)
    expect([answer.body.length, answer.truncated]).toEqual([10_000, true])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024)
  })

  test('a compressed answer nobody asked for is read; one that can not be is told', async () => {
    const { port, pages } = await site()
    const send = (encoding: string, body: Buffer) => {
      pages['/'] = (_, res) => res.writeHead(200, { 'content-encoding': encoding }).end(body)
    }
    send('gzip', gzipSync('packed'))
    expect(String((await ask(port)).body)).toBe('packed')
    send('zip-of-doom', Buffer.from('x'))
    await expect(ask(port)).rejects.toMatchObject({ fault: 'unreachable' })
    send('gzip', Buffer.from('no gzip at all'))
    await expect(ask(port)).rejects.toMatchObject({ fault: 'unreachable' })
    send('gzip', gzipSync('x'.repeat(5_000)).subarray(0, 20))
    await expect(ask(port)).rejects.toMatchObject({ fault: 'unreachable' })
  })

  test('headers without end, no HTTP at all, and a connection that breaks off are told', async () => {
    const huge = await raw((socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`))
    const noise = await raw((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n'))
    const broken = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf'))
    const secret = own(namesOf(HOSTS).names).request(`https://shop.example:${noise}/`, ASK)
    const answers = await Promise.allSettled([ask(huge), ask(noise), ask(broken), ask(1), secret])
    for (const answer of answers) expect(answer).toMatchObject({ reason: { fault: 'unreachable' } })
  })
})
