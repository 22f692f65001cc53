import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, openSite, type Site, useBrowser } from './support.ts'
import { PHONE } from './visitors.ts'

const PAGE = `<script>
const busy = (ms) => { const end = performance.now() + ms; while (performance.now() < end); }
let atLast = 0
addEventListener('pagehide', () => { busy(atLast); navigator.sendBeacon('/bye') })
</script>`

describe.each(BROWSERS)('the end of a visit: %s', (kind) => {
  const suite = useBrowser(kind)
  let site: Site
  beforeAll(async () => {
    site = await openSite({ '/': PAGE, '/bye': '' })
  })
  afterAll(() => site.close())

  // Chromium ends a tab that has not answered half a second after it was closed, last events and all.
  it.each([
    ['is busy when it is left', 'void setTimeout(busy, 0, 1500)'],
    ['takes long over its last events', 'void (atLast = 1500)'],
  ])('a page that %s still sends them, once', async (_, script) => {
    site.hits.length = 0
    const visitor = await suite.visit({ allow: [site.host], identity: PHONE })
    await visitor.goto(`${site.origin}/`)
    await visitor.evaluate(script)
    await visitor.leave()
    expect(site.hits.filter(({ path }) => path === '/bye')).toHaveLength(1)
  })

  it('leaves a page that hangs', async () => {
    const visitor = await suite.visit({ allow: [site.host], identity: PHONE })
    await visitor.goto(`${site.origin}/`)
    await visitor.evaluate('void setTimeout(busy, 0, 60_000)')
    await visitor.leave()
    await expect(visitor.url()).rejects.toThrow('the visit has ended')
  })
})
