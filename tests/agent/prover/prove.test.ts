import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOutbound } from '../../../agent/outbound/client.ts'
import { metaTokens, prove, sameSite } from '../../../agent/prover/prove.ts'
import { instructions, PROOF_PATH, proofToken } from '../../../agent/targets/ways.ts'
import { namesOf, startSite } from '../../support/sites.ts'

const WORKSPACE = '01a203bb-0318-70b4-9f95-6126ec81053d'
let site: Awaited<ReturnType<typeof startSite>>
let origin: string
let token: string
const dns = namesOf({ 'shop.example': '127.0.0.1' })
beforeAll(async () => {
  site = await startSite()
  origin = `http://shop.example:${site.port}`
  token = await proofToken(WORKSPACE, origin)
})
afterAll(() => site.close())

const outbound = createOutbound({ reach: 'private', names: dns.names })
const look = (where = origin) =>
  prove({ outbound, names: dns.names }, { workspaceId: WORKSPACE, origin: where })
function show(pages: typeof site.pages, texts: Record<string, string[]> = {}) {
  for (const path of Object.keys(site.pages)) delete site.pages[path]
  Object.assign(site.pages, pages)
  for (const record of Object.keys(dns.texts)) delete dns.texts[record]
  Object.assign(dns.texts, texts)
}

describe('a proof is found', () => {
  test('exactly as the instructions for each way say', async () => {
    const ways = await instructions(WORKSPACE, origin)
    expect(ways.map(({ way }) => way)).toEqual(['file', 'meta', 'dns'])
    const [file, meta, record] = ways
    show({ [new URL(file?.at ?? '').pathname]: `${file?.content}\n` })
    expect(await look()).toEqual({ way: 'file' })
    show({ [new URL(meta?.at ?? '').pathname]: `<!doctype html><head>${meta?.content}</head>` })
    expect(await look()).toEqual({ way: 'meta' })
    show({}, { [record?.at ?? '']: ['v=spf1 -all', record?.content ?? ''] })
    expect(await look()).toEqual({ way: 'dns' })
    for (const { how, at, content } of ways) expect(how.includes(at) && how.includes(content)).toBe(true)
  })

  test('among the lines of other workspaces, by whichever way it is', async () => {
    const other = await proofToken('another', origin)
    show({ [PROOF_PATH]: `# ours\r\n${other}\r\n  ${token}  \r\n` })
    expect(await look()).toEqual({ way: 'file' })
    show({ [PROOF_PATH]: other }, { '_sessionburst.shop.example': [token] })
    expect(await look()).toEqual({ way: 'dns' })
  })

  test('behind a redirect on the site itself', async () => {
    show({ '/start': `<meta name=sessionburst-verification content='${token}'>` })
    site.pages['/'] = (_, res) => res.writeHead(302, { location: '/start' }).end()
    expect(await look()).toEqual({ way: 'meta' })
  })
})

describe('no proof is', () => {
  test('what is not there, and the reason names what was found by each way', async () => {
    show({})
    expect(await look()).toEqual({
      reason:
        'the file /.well-known/sessionburst-verification.txt answered 404; the home page answered 404; ' +
        'no TXT record _sessionburst.shop.example with the token.',
    })
  })

  test("another workspace's token, or a token for another host", async () => {
    for (const wrong of [
      await proofToken('another', origin),
      await proofToken(WORKSPACE, 'http://x.example'),
    ]) {
      show({ [PROOF_PATH]: wrong, '/': `<meta name="sessionburst-verification" content="${wrong}">` })
      expect(await look()).toHaveProperty('reason')
    }
  })

  test('a token within a line of something else, or on an error page', async () => {
    show({ [PROOF_PATH]: `you asked for ${token}` })
    expect(await look()).toHaveProperty('reason')
    show({ [PROOF_PATH]: (_, res) => res.writeHead(404).end(token) })
    expect(await look()).toHaveProperty('reason')
  })

  test('what another site says after a redirect, and the reason names that site', async () => {
    const elsewhere = await startSite({ [PROOF_PATH]: token, '/': token })
    const away = `http://shop.example:${elsewhere.port}`
    const redirect: (typeof site.pages)[string] = (req, res) =>
      res.writeHead(302, { location: `${away}${req.url}` }).end()
    show({ [PROOF_PATH]: redirect, '/': redirect })
    expect(await look()).toMatchObject({ reason: expect.stringContaining(`${origin} redirects to ${away}`) })
    expect(elsewhere.asked).toHaveLength(0)
    await elsewhere.close()
  })

  test('a record in DNS for a site in a network that is not to be visited', async () => {
    const names = { ...dns.names }
    show({}, { '_sessionburst.shop.example': [token] })
    const publicly = createOutbound({ reach: 'public', names })
    const before = site.asked.length
    expect(await prove({ outbound: publicly, names }, { workspaceId: WORKSPACE, origin })).toEqual({
      reason: 'shop.example is in a private network; only a SessionBurst on that very machine visits those.',
    })
    expect(site.asked.length).toBe(before)
  })

  test('a name server that fails, and says so', async () => {
    show({})
    const texts = () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' }))
    const finding = await prove({ outbound, names: { texts } }, { workspaceId: WORKSPACE, origin })
    expect(finding).toMatchObject({ reason: expect.stringContaining('could not be looked up (ESERVFAIL)') })
  })

  test('a record of a host that no DNS knows', async () => {
    for (const local of [`http://localhost:${site.port}`, 'http://127.0.0.1', 'http://intranet'])
      expect((await instructions(WORKSPACE, local)).map(({ way }) => way)).toEqual(['file', 'meta'])
  })
})

describe('the meta tag', () => {
  const tag = '<meta name="sessionburst-verification" content="T">'
  test.each([
    [tag, ['T']],
    [`<html><head><title>x</title>${tag}<body>`, ['T']],
    [`<META CONTENT='T' NAME=SessionBurst-Verification />`, ['T']],
    [`${tag}${tag.replace('T', 'U')}`, ['T', 'U']],
    [`<!-- ${tag} --><head></head>`, []],
    [`<head><script>"${tag}"</script></head>`, []],
    [`<head><title>${tag}</title></head>`, []],
    [`<head></head><body>${tag}</body>`, []],
    [`<head><body>${tag}`, []],
    [`<meta name="description" content="sessionburst-verification T">`, []],
    [`<meta property="sessionburst-verification" content="T">`, []],
    ['', []],
  ])('%s holds %j', (html, tokens) => expect(metaTokens(html)).toEqual(tokens))

  test('is looked for in a hostile page as fast as in any', () => {
    const started = performance.now()
    for (const part of [
      '<meta ',
      '<meta a',
      '<!--',
      '<script ',
      '<script></script',
      '<meta name='.repeat(3),
      'a',
    ])
      metaTokens(part.repeat(Math.floor(262_144 / part.length)))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

test('a site is its origin, and the same name on https', () => {
  const same = (from: string, to: string) => sameSite(new URL(from), new URL(to))
  expect(same('http://a.example/', 'http://a.example/x')).toBe(true)
  expect(same('http://a.example/', 'https://a.example/')).toBe(true)
  expect(same('https://a.example/', 'http://a.example/')).toBe(false)
  expect(same('http://a.example:3000/', 'https://a.example/')).toBe(false)
  expect(same('https://a.example/', 'https://www.a.example/')).toBe(false)
})
