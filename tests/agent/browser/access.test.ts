import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, click, openSite, type Site, useBrowser } from './support.ts'

const HEADER = { name: 'x-preview-bypass', value: 'open-sesame' }
const LOGIN = { username: 'demo', password: 'pa:ss' }
const BASIC = `Basic ${Buffer.from('demo:pa:ss').toString('base64')}`
const asks = (req: IncomingMessage, res: ServerResponse, page: string) =>
  req.headers.authorization === BASIC
    ? res.writeHead(200, { 'content-type': 'text/html' }).end(page)
    : res.writeHead(401, { 'www-authenticate': 'Basic realm="Preview"' }).end('who are you?')

describe.each(BROWSERS)('a site that is not open to everybody: %s', (kind) => {
  const suite = useBrowser(kind)
  let site: Site
  let third: Site
  beforeAll(async () => {
    third = await openSite({
      '/asks': (_, res) =>
        res.writeHead(401, { 'www-authenticate': 'Basic realm="Phish"' }).end('give it to me'),
    })
    const page = `<title>In</title><a id=away href="/away">Away</a><a id=pop target=_blank href="/pop">Pop</a>
      <iframe src="/frame"></iframe><script>
      addEventListener('pagehide', () => navigator.sendBeacon('/last', 'x'))
      fetch('/api')
      navigator.serviceWorker.register('/worker.js')
      new WebSocket('ws://' + location.host + '/socket')
      Promise.allSettled([
        fetch('http://${third.host}/fetch', { mode: 'no-cors' }),
        fetch('/redirect', { mode: 'no-cors' }),
        new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = 'http://${third.host}/image' }),
      ]).then(() => fetch('/done'))
      </script>`
    const own = (text: string) => (req: IncomingMessage, res: ServerResponse) => asks(req, res, text)
    const to = (path: string) => (_: IncomingMessage, res: ServerResponse) =>
      res.writeHead(302, { location: `http://${third.host}${path}` }).end()
    site = await openSite({
      '/': own(page),
      '/phished': own(
        `<script>fetch('http://${third.host}/asks', { mode: 'no-cors', credentials: 'include' })</script>`,
      ),
      '/worker.js': (_, res) =>
        res.writeHead(200, { 'content-type': 'text/javascript' }).end("fetch('/worker')"),
      '/worker': own('worker'),
      ...{ '/frame': own('frame'), '/pop': own('<h1>Popped</h1>'), '/api': own('api') },
      ...{ '/redirect': to('/redirected'), '/away': to('/away') },
    })
  })
  afterAll(() => Promise.all([site.close(), third.close()]))
  const of = (path: string) => site.hits.findLast((hit) => hit.path === path)?.headers

  it('gets its header and its password, in frames and popups; third parties get neither', async () => {
    const visitor = await suite.visit({
      allow: [site.host, third.host],
      places: [site.host],
      access: { origin: site.origin, basicAuth: LOGIN, header: HEADER },
    })
    await visitor.goto(site.origin)
    expect(visitor.status()).toBe(200)
    await Promise.all(['/done', '/worker', 'ws:/socket'].map((path) => site.hit(path)))
    // Into a WebSocket of our own Chromium nobody puts one.
    const sockets = kind === 'browserbase' ? HEADER.value : undefined
    expect(of('ws:/socket')?.[HEADER.name]).toBe(sockets)
    expect(await visitor.perform(click('xpath=//a[@id="pop"]'), {})).toMatchObject({ ok: true })
    expect(await visitor.evaluate('document.body.innerText')).toBe('Popped')
    await visitor.leave()
    // Also what a page sends as it is left, which no tab can hold.
    for (const path of ['/', '/api', '/frame', '/pop', '/last', '/worker'])
      expect([path, of(path)]).toMatchObject([path, { [HEADER.name]: HEADER.value, authorization: BASIC }])
    expect(third.hits.map(({ path }) => path).toSorted()).toEqual(['/fetch', '/image', '/redirected'])
    for (const { headers } of third.hits) {
      expect(headers).not.toHaveProperty(HEADER.name)
      expect(headers).not.toHaveProperty('authorization')
    }
  })

  it('is shut without, and a wrong password is given once', async () => {
    const shut = await suite.visit({ allow: [site.host] })
    // Chromium shows the site's own page, or an error page instead of it.
    const told = await shut.goto(site.origin).then(() => shut.status(), String)
    expect(String(told)).toMatch(/^401$|ERR_INVALID_AUTH_CREDENTIALS/)
    await shut.abort()
    const before = site.hits.length
    const basicAuth = { ...LOGIN, password: 'no' }
    const wrong = await suite.visit({ allow: [site.host], access: { origin: site.origin, basicAuth } })
    await expect(wrong.goto(site.origin)).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringContaining('ERR_INVALID_AUTH_CREDENTIALS'),
    })
    expect(site.hits.slice(before).filter(({ path }) => path === '/')).toHaveLength(2)
    await wrong.abort()
  })

  it('a third party that asks for a password gets none', async () => {
    const visitor = await suite.visit({
      allow: [site.host, third.host],
      access: { origin: site.origin, basicAuth: LOGIN, header: HEADER },
    })
    await visitor.goto(`${site.origin}/phished`)
    const { headers } = await third.hit('/asks')
    // An answer to its prompt would have come before this one.
    await visitor.evaluate("fetch('/api').then(() => undefined)")
    await visitor.abort()
    expect(headers).not.toHaveProperty('authorization')
    expect(third.hits.filter(({ path }) => path === '/asks')).toHaveLength(1)
  })

  it('a third party may be reached by a page, and is none itself: being led there ends the visit', async () => {
    const visitor = await suite.visit({
      allow: [site.host, third.host],
      places: [site.host],
      access: { origin: site.origin, basicAuth: LOGIN },
    })
    await visitor.goto(site.origin)
    await expect(visitor.perform(click('xpath=//a[@id="away"]'), {})).rejects.toMatchObject({
      fault: 'left-target',
    })
    await expect(visitor.goto(`${third.origin}/`)).rejects.toMatchObject({ fault: 'left-target' })
    await visitor.abort()
  })
})
