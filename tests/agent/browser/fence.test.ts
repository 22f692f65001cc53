import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, click, eventually, openSite, type Site, useBrowser } from './support.ts'

/** Tries to reach another site in every way a page can, then says it is done. */
const reach = (other: string, mark: string) => `<body><script>
const other = '${other}', mark = '${mark}'
const socket = new Promise((done) => { const ws = new WebSocket('ws://' + other + '/' + mark + 'ws'); ws.onopen = ws.onerror = done })
Promise.allSettled([
  fetch('http://' + other + '/' + mark + 'fetch', { mode: 'no-cors' }),
  new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = 'http://' + other + '/' + mark + 'image' }),
  socket,
  Promise.resolve(navigator.sendBeacon('http://' + other + '/' + mark + 'beacon', 'x')),
]).then(() => fetch('/done'))
</script><a id=link href="http://${other}/${mark}link">Off</a>
<a id=redirect href="/away">Away</a><a id=pop target=_blank href="http://${other}/${mark}pop">Pop</a></body>`

describe.each(BROWSERS)('a visit reaches its own target and nothing else: %s', (kind) => {
  const suite = useBrowser(kind)
  const sites: Site[] = []
  const open = async (other: () => string, mark: string) => {
    const pages: Parameters<typeof openSite>[0] = {
      '/': (_, res) => res.end(reach(other(), mark)),
      '/own': (_, res) => res.end(reach(sites[mark === 'a' ? 0 : 1]?.host ?? '', `own-${mark}-`)),
      '/away': (_, res) => res.writeHead(302, { location: `http://${other()}/${mark}redirected` }).end(),
    }
    sites.push(await openSite(pages))
  }
  beforeAll(async () => {
    await open(() => sites[1]?.host ?? '', 'a')
    await open(() => sites[0]?.host ?? '', 'b')
  })
  afterAll(() => Promise.all(sites.map((site) => site.close())))

  const pair = (): [Site, Site] => {
    const [first, second] = sites
    if (!first || !second) throw new Error('two sites are open')
    return [first, second]
  }

  it('two visits at once, each with its own site, see nothing of the other', async () => {
    const [first, second] = pair()
    const visit = async (site: Site, other: Site) => {
      const visitor = await suite.visit({ allow: [site.host] })
      await visitor.goto(`${site.origin}/`)
      await site.hit('/done')
      const outcome = await visitor.perform(click('xpath=//a[@id="pop"]'), {})
      expect(outcome.message).toContain('was closed')
      expect(await visitor.url()).toBe(`${site.origin}/`)
      await expect(visitor.perform(click('xpath=//a[@id="link"]'), {})).rejects.toMatchObject({
        fault: 'left-target',
      })
      const traffic = await visitor.leave()
      expect(traffic.refused[other.host]).toBeGreaterThanOrEqual(5)
    }
    await Promise.all([visit(first, second), visit(second, first)])
    expect(first.hits.filter(({ path }) => /^(ws:)?\/b/.test(path))).toEqual([])
    expect(second.hits.filter(({ path }) => /^(ws:)?\/a/.test(path))).toEqual([])
  })

  it('the same means reach the own site', async () => {
    const [site] = pair()
    const visitor = await suite.visit({ allow: [site.host] })
    await visitor.goto(`${site.origin}/own`)
    await Promise.all(['fetch', 'image', 'beacon'].map((way) => site.hit(`/own-a-${way}`)))
    await site.hit('ws:/own-a-ws')
    expect((await visitor.leave()).refused).toEqual({})
  })

  it('a redirect off the target ends as left-target, by address and by click', async () => {
    const [site, other] = pair()
    const visitor = await suite.visit({ allow: [site.host] })
    await expect(visitor.goto(`${site.origin}/away`)).rejects.toMatchObject({ fault: 'left-target' })
    await visitor.goto(`${site.origin}/`)
    await expect(visitor.perform(click('xpath=//a[@id="redirect"]'), {})).rejects.toMatchObject({
      fault: 'left-target',
    })
    await expect(visitor.goto(`${other.origin}/`)).rejects.toMatchObject({ fault: 'left-target' })
    await visitor.leave()
    expect(other.hits.filter(({ path }) => path.includes('redirected'))).toEqual([])
  })

  it('a port nobody listens on is unreachable', async () => {
    const gone = await openSite({})
    await gone.close()
    const visitor = await suite.visit({ allow: [gone.host] })
    await expect(visitor.goto(`${gone.origin}/`)).rejects.toMatchObject({ fault: 'unreachable' })
    await visitor.leave()
  })

  it('a host without an address is unreachable', async () => {
    const visitor = await suite.visit({ allow: ['nowhere.invalid:80'] })
    await expect(visitor.goto('http://nowhere.invalid/')).rejects.toMatchObject({ fault: 'unreachable' })
    await visitor.leave()
  })

  it('localhost passes when it is listed by that name', async () => {
    const [site] = pair()
    const port = site.host.split(':')[1]
    const visitor = await suite.visit({ allow: [`localhost:${port}`] })
    await visitor.goto(`http://localhost:${port}/own`)
    const { refused } = await visitor.leave()
    await eventually(
      () => Object.keys(refused).includes(site.host),
      'a refused request to the address behind it',
      100,
    )
  })
})
