import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, openSite, type Site, useBrowser } from './support.ts'

/** Keeps all sorts of things, and lies about them afterwards. */
const PAGE = `<script>
const seen = { local: { ...localStorage }, referrer: document.referrer, history: history.length, frames: window.length }
fetch('/seen', { method: 'POST', body: JSON.stringify(seen) })
localStorage.setItem('who', 'Änne "quoted" \\u{1f511}')
localStorage.setItem('visits', Number(localStorage.getItem('visits') ?? 0) + 1)
sessionStorage.setItem('tab', 'only')
Storage.prototype.getItem = () => 'a lie'
Object.defineProperty(window, 'localStorage', { get: () => ({}) })
</script>`
const COOKIES = [
  'kept=1; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax',
  'seen=2; Max-Age=86400; Path=/next',
  'closing=3; Path=/; HttpOnly',
]

describe.each(BROWSERS)('what a browser keeps between two visits: %s', (kind) => {
  const suite = useBrowser(kind)
  let site: Site
  beforeAll(async () => {
    site = await openSite({
      '/': (_, res) =>
        res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'set-cookie': COOKIES }).end(PAGE),
      '/seen': '',
    })
  })
  afterAll(() => site.close())

  async function visit(storage?: Parameters<typeof suite.visit>[0]['storage']) {
    site.hits.length = 0
    const visitor = await suite.visit({ allow: [site.host], storage })
    await visitor.goto(site.origin)
    const { body } = await site.hit('/seen')
    const [first] = site.hits
    return { visitor, seen: JSON.parse(body), cookie: first?.headers.cookie }
  }

  it('is there before the first page of the next one, HttpOnly cookies too, and counts as no page', async () => {
    const { visitor: before } = await visit()
    const kept = await before.storage(site.origin)
    await before.leave()
    expect(kept?.local).toEqual({ who: 'Änne "quoted" \u{1f511}', visits: '1' })
    expect(kept?.cookies.map(({ name, httpOnly }) => [name, httpOnly]).toSorted()).toEqual([
      ['kept', true],
      ['seen', false],
    ])
    expect(Math.abs(Date.now() - (kept?.readAt ?? 0))).toBeLessThan(60_000)

    const { visitor, seen, cookie } = await visit(kept)
    expect(seen).toEqual({ local: kept?.local, referrer: '', history: 1, frames: 0 })
    expect(cookie).toBe('kept=1')
    expect(visitor.pages()).toBe(1)
    const asked = site.hits.map(({ path }) => path).filter((path) => path !== '/favicon.ico')
    expect(asked).toEqual(['/', '/seen'])
    expect((await visitor.storage(site.origin))?.local.visits).toBe('2')
    await visitor.leave()
  })

  // One that is lent has nobody else in it.
  it.runIf(kind === 'local')('is with nobody else, and with nobody who was not given it', async () => {
    const { visitor, seen, cookie } = await visit()
    expect([seen.local, cookie]).toEqual([{}, undefined])
    await visitor.leave()
  })

  it.runIf(kind === 'local')('tells nothing of another origin than the page in front', async () => {
    const { visitor } = await visit()
    expect(await visitor.storage('http://other.example')).toBeUndefined()
    await visitor.leave()
  })
})
