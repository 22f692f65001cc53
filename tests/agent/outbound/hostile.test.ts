import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { get } from 'node:http'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOutbound } from '../../../agent/outbound/client.ts'
import { prove } from '../../../agent/prover/prove.ts'
import { parseOrigin } from '../../../agent/targets/origin.ts'
import { namesOf } from '../../support/sites.ts'

const PORT = 18_765
const { names } = namesOf({
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': '127.0.0.1',
  intranet: '10.1.2.3',
  'inside.example': '10.1.2.3',
  'loop.example': '127.0.0.1',
  'loop6.example': '::1',
  'half.example': ['93.184.216.34', '127.0.0.1'],
  'half6.example': ['93.184.216.34', 'fd12::1'],
  'meta.example': '169.254.169.254',
  'meta6.example': 'fd00:ec2::254',
  'mapped.example': '::ffff:127.0.0.1',
  'nat64.example': '64:ff9b::7f00:1',
  'zero.example': '0.0.0.0',
  'azure.example': '168.63.129.16',
  'cgnat.example': '100.100.100.200',
  'many.example': '224.0.0.1',
  '127.0.0.1.nip.example': '127.0.0.1',
  'odd.example': 'fe80::1%eth0',
})

const ADDRESS = /^Expected (the address of a site, such|an http or https address)/
const SECRET = /^Leave user name and password out/
const RESERVED = /^Expected the address of a site; this one is reserved/
const METADATA = /^Expected the address of a site; this one leads to a cloud/
const NO_PORT = /^Expected a port that serves web pages/
const ONE_HOST = /^Expected the name of one host/
const PRIVATE = /is in a private network; only a SessionBurst on that very machine/
const LEADS = /leads to a reserved address/
const UNKNOWN = /has no address/

/** Each URL, and why it is refused: when it is added as a target, or when its proof is looked for. */
const HOSTILE: [url: string, when: 'added' | 'checked', why: RegExp][] = [
  // This machine, in every notation that an URL knows.
  [`http://127.0.0.1:${PORT}/`, 'checked', PRIVATE],
  [`http://127.1:${PORT}/`, 'checked', PRIVATE],
  [`http://2130706433:${PORT}/`, 'checked', PRIVATE],
  [`http://0x7f000001:${PORT}/`, 'checked', PRIVATE],
  [`http://0x7f.0x0.0x0.0x1:${PORT}/`, 'checked', PRIVATE],
  [`http://0177.0.0.01:${PORT}/`, 'checked', PRIVATE],
  [`http://017700000001:${PORT}/`, 'checked', PRIVATE],
  [`http://127.0.0.1.:${PORT}/`, 'checked', PRIVATE],
  [`http://127.8.9.10:${PORT}/`, 'checked', PRIVATE],
  [`http://①②⑦.⓪.⓪.①:${PORT}/`, 'checked', PRIVATE],
  [`http://%31%32%37.0.0.1:${PORT}/`, 'checked', PRIVATE],
  [`http://[::1]:${PORT}/`, 'checked', PRIVATE],
  [`http://[0:0:0:0:0:0:0:1]:${PORT}/`, 'checked', PRIVATE],
  [`https://127.0.0.1:${PORT}/`, 'checked', PRIVATE],
  [`127.0.0.1:${PORT}`, 'checked', PRIVATE],
  [`http://localhost:${PORT}/`, 'checked', PRIVATE],
  [`http://LOCALHOST.:${PORT}/`, 'checked', PRIVATE],
  [`http://app.localhost:${PORT}/`, 'checked', PRIVATE],
  [`http://0.0.0.0:${PORT}/`, 'added', RESERVED],
  [`http://0:${PORT}/`, 'added', RESERVED],
  [`http://[::]:${PORT}/`, 'added', RESERVED],
  [`http://[::ffff:127.0.0.1]:${PORT}/`, 'added', RESERVED],
  [`http://[::ffff:7f00:1]:${PORT}/`, 'added', RESERVED],
  [`http://[::127.0.0.1]:${PORT}/`, 'added', RESERVED],
  [`http://[64:ff9b::127.0.0.1]:${PORT}/`, 'added', RESERVED],
  [`http://[64:ff9b:1::7f00:1]:${PORT}/`, 'added', RESERVED],
  [`http://[2002:7f00:1::]:${PORT}/`, 'added', RESERVED],
  [`http://[2001:0:7f00:1::]:${PORT}/`, 'added', RESERVED],
  // Its network.
  ['http://10.0.0.1/', 'checked', PRIVATE],
  ['http://172.16.0.1/', 'checked', PRIVATE],
  ['http://172.31.255.254/', 'checked', PRIVATE],
  ['http://192.168.1.1/', 'checked', PRIVATE],
  ['http://[fd12:3456::1]/', 'checked', PRIVATE],
  ['http://[fc00::1]/', 'checked', PRIVATE],
  ['http://100.64.0.1/', 'added', RESERVED],
  ['http://[fe80::1]/', 'added', RESERVED],
  ['http://[fec0::1]/', 'added', RESERVED],
  ['http://[ff02::1]/', 'added', RESERVED],
  ['http://224.0.0.1/', 'added', RESERVED],
  ['http://255.255.255.255/', 'added', RESERVED],
  ['http://240.0.0.1/', 'added', RESERVED],
  ['http://198.18.0.1/', 'added', RESERVED],
  ['http://192.0.2.1/', 'added', RESERVED],
  ['http://[2001:db8::1]/', 'added', RESERVED],
  // Metadata of clouds.
  ['http://169.254.169.254/latest/meta-data/', 'added', RESERVED],
  ['http://2852039166/', 'added', RESERVED],
  ['http://0xa9fea9fe/', 'added', RESERVED],
  ['http://0251.0376.0251.0376/', 'added', RESERVED],
  ['http://[::ffff:a9fe:a9fe]/', 'added', RESERVED],
  ['http://[fd00:ec2::254]/', 'added', RESERVED],
  ['http://[fd20:ce::254]/', 'added', RESERVED],
  ['http://100.100.100.200/', 'added', RESERVED],
  ['http://168.63.129.16/', 'added', RESERVED],
  ['http://192.0.0.192/', 'added', RESERVED],
  ['http://metadata.google.internal/computeMetadata/v1/', 'added', METADATA],
  ['http://METADATA.google.internal./', 'added', METADATA],
  ['http://metadata/', 'added', METADATA],
  ['http://metadata.goog/', 'added', METADATA],
  // Names that lead inwards.
  ['http://intranet/', 'checked', PRIVATE],
  ['http://inside.example/', 'checked', PRIVATE],
  [`http://loop.example:${PORT}/`, 'checked', PRIVATE],
  [`http://loop6.example:${PORT}/`, 'checked', PRIVATE],
  [`http://127.0.0.1.nip.example:${PORT}/`, 'checked', PRIVATE],
  [`http://half.example:${PORT}/`, 'checked', PRIVATE],
  [`http://half6.example:${PORT}/`, 'checked', PRIVATE],
  ['http://meta.example/', 'checked', LEADS],
  ['http://meta6.example/', 'checked', LEADS],
  [`http://mapped.example:${PORT}/`, 'checked', LEADS],
  [`http://nat64.example:${PORT}/`, 'checked', LEADS],
  [`http://zero.example:${PORT}/`, 'checked', LEADS],
  ['http://azure.example/', 'checked', LEADS],
  ['http://cgnat.example/', 'checked', LEADS],
  ['http://many.example/', 'checked', LEADS],
  ['http://odd.example/', 'checked', LEADS],
  ['http://nobody.example/', 'checked', UNKNOWN],
  // What is no site at all.
  [`http://me:secret@127.0.0.1:${PORT}/`, 'added', SECRET],
  [`http://shop.example@127.0.0.1:${PORT}/`, 'added', SECRET],
  ['file:///etc/passwd', 'added', ADDRESS],
  ['gopher://127.0.0.1:6379/_INFO', 'added', ADDRESS],
  ['ftp://127.0.0.1/', 'added', ADDRESS],
  ['ws://127.0.0.1/', 'added', ADDRESS],
  ['javascript:alert(1)', 'added', ADDRESS],
  ['data:text/html,hello', 'added', ADDRESS],
  ['http://', 'added', ADDRESS],
  ['http://[::1', 'added', ADDRESS],
  ['http://[fe80::1%25eth0]/', 'added', ADDRESS],
  ['http://1.2.3.4.5/', 'added', ADDRESS],
  ['http://shop.example:99999/', 'added', ADDRESS],
  ['http://shop.example:0/', 'added', NO_PORT],
  ['http://shop.example:22/', 'added', NO_PORT],
  ['http://shop.example:25/', 'added', NO_PORT],
  ['http://shop.example:6667/', 'added', NO_PORT],
  ['http://*.example/', 'added', ONE_HOST],
  ['http://a..example/', 'added', ONE_HOST],
  ['http://shop.example../', 'added', ONE_HOST],
  [`http://${'a'.repeat(64)}.example/`, 'added', ONE_HOST],
]

let sink: Server
let connections = 0
let begun = 0
const count = () => {
  begun++
}
beforeAll(async () => {
  sink = createServer((socket) => {
    connections++
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    sink.once('error', reject)
    // Every address of this machine, so that each notation of it would arrive.
    sink.listen(PORT, '::', resolve)
  })
  // Node tells of every request that any code begins, wherever it leads, before it connects.
  subscribe('http.client.request.start', count)
})
afterAll(() => {
  unsubscribe('http.client.request.start', count)
  sink.close()
})

test('the sink would count what reaches this machine, and Node tells of every request', async () => {
  const before = { connections, begun }
  for (const host of ['127.0.0.1', '127.1', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]'])
    await new Promise((resolve, reject) =>
      get(`http://${host}:${PORT}/`, (answer) => answer.resume().once('end', resolve)).once('error', reject),
    )
  expect({ connections, begun }).toEqual({ connections: before.connections + 5, begun: before.begun + 5 })
})

test('holds at least 60 hostile URLs, each once', () => {
  expect(new Set(HOSTILE.map(([url]) => url)).size).toBe(HOSTILE.length)
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
})

const outbound = createOutbound({ reach: 'public', names })

async function judge(url: string): Promise<{ when: 'added' | 'checked'; why: string }> {
  let origin: string
  try {
    origin = parseOrigin(url)
  } catch (error) {
    return { when: 'added', why: (error as Error).message }
  }
  const finding = await prove({ outbound, names }, { workspaceId: 'w', origin })
  return { when: 'checked', why: 'reason' in finding ? finding.reason : `proven by ${finding.way}` }
}

test.each(HOSTILE)('%s is refused when %s', async (url, when, why) => {
  const before = { connections, begun }
  expect(await judge(url)).toEqual({ when, why: expect.stringMatching(why) })
  // The client stands alone too: what never was a target, such as a webhook, meets the same wall.
  await expect(outbound.request(url, { timeoutMs: 1000, maxBytes: 1000 })).rejects.toMatchObject({
    name: 'OutboundError',
  })
  expect({ connections, begun }).toEqual(before)
})
