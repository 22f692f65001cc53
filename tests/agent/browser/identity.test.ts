import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Identity } from '../../../agent/planner/plan.ts'
import { BROWSERS, click, openSite, type Site, useBrowser } from './support.ts'
import { DESKTOP, PHONE } from './visitors.ts'

const READ = `<meta name=viewport content="width=device-width"><script>
async function read() {
  const data = navigator.userAgentData
  return {
    agent: navigator.userAgent, languages: navigator.languages, platform: navigator.platform,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: Intl.NumberFormat().resolvedOptions().locale,
    webdriver: navigator.webdriver, touch: navigator.maxTouchPoints, width: innerWidth, height: innerHeight,
    ratio: devicePixelRatio, visible: document.visibilityState, focus: document.hasFocus(),
    mobile: data.mobile, brands: data.brands.map((b) => b.brand).sort().join(),
    hints: await data.getHighEntropyValues(['model', 'platformVersion', 'uaFullVersion', 'fullVersionList', 'formFactors']),
  }
}
const send = async (to) => fetch(to, { method: 'POST', body: JSON.stringify(await read()) })
addEventListener('pagehide', () => navigator.sendBeacon(location.pathname + '-bye'))
</script>`

const PAGES = {
  '/': `${READ}<script>send('/read')</script><a id=next href=/next>Next</a><a id=pop href=/pop target=_blank>Pop</a>`,
  '/next': READ,
  '/pop': `${READ}<script>send('/read-pop')</script>`,
  '/read': '',
  '/read-pop': '',
}

describe.each(BROWSERS)('a visitor shows one identity: %s', (kind) => {
  const suite = useBrowser(kind)
  let site: Site
  beforeAll(async () => {
    site = await openSite(PAGES)
  })
  afterAll(() => site.close())

  const phone = {
    agent: 'Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/',
    mobile: true,
  }
  const tablet: Identity = { ...PHONE, device: 'tablet', model: 'SM-X210', width: 800, height: 1280 }
  const mac: Identity = {
    ...DESKTOP,
    os: 'macOS',
    osVersion: '14.5.0',
    timeZone: 'Europe/Berlin',
    languages: ['de-DE', 'de'],
  }
  const cases: [string, Identity, { agent: string; mobile: boolean; platform: string; hint: string }][] = [
    ['a phone', PHONE, { ...phone, platform: 'Linux armv81', hint: '"Android"' }],
    ['a tablet', tablet, { ...phone, mobile: false, platform: 'Linux armv81', hint: '"Android"' }],
    [
      'a Mac',
      mac,
      { agent: 'Macintosh; Intel Mac OS X 10_15_7', mobile: false, platform: 'MacIntel', hint: '"macOS"' },
    ],
    [
      'a Windows PC',
      DESKTOP,
      { agent: 'Windows NT 10.0; Win64; x64', mobile: false, platform: 'Win32', hint: '"Windows"' },
    ],
  ]

  it.each(cases)('%s: page, headers, leaving beacons and popups agree', async (_, identity, expected) => {
    site.hits.length = 0
    const visitor = await suite.visit({ allow: [site.host], identity })
    await visitor.goto(`${site.origin}/`)
    const read = await site.hit('/read')
    const page = JSON.parse(read.body)
    expect(page.agent).toContain(expected.agent)
    expect(page.agent).not.toContain('Headless')
    expect(page.agent.includes('Mobile')).toBe(expected.mobile)
    expect(page).toMatchObject({
      languages: identity.languages,
      platform: expected.platform,
      zone: identity.timeZone,
      locale: identity.languages[0],
      webdriver: false,
      width: identity.width,
      height: identity.height,
      ratio: identity.pixelRatio,
      visible: 'visible',
      focus: true,
      mobile: expected.mobile,
    })
    expect(page.brands).toMatch(/Chromium,Google Chrome,Not/)
    expect(page.hints).toMatchObject({ model: identity.model, platformVersion: identity.osVersion })
    expect(visitor.product).toContain(`Chromium ${page.hints.uaFullVersion}`)

    await visitor.perform(click('xpath=//a[@id="pop"]'), {})
    const popup = JSON.parse((await site.hit('/read-pop')).body)
    expect(popup).toEqual({ ...page, height: expect.anything(), width: expect.anything() })
    await visitor.leave()
    await site.hit('/-bye')
    await site.hit('/pop-bye')

    const major = visitor.product.match(/\d+/)?.[0]
    for (const { path, headers } of site.hits) {
      expect([path, headers['user-agent']]).toEqual([path, page.agent])
      expect([path, headers['sec-ch-ua-mobile'] ?? '?']).toEqual([path, expected.mobile ? '?1' : '?0'])
      expect([path, headers['sec-ch-ua-platform']]).toEqual([path, expected.hint])
      expect(headers['sec-ch-ua']).toContain(`"Google Chrome";v="${major}"`)
      expect(headers['accept-language']?.split(/[,;]/).filter((part) => !part.startsWith('q='))).toEqual(
        identity.languages,
      )
    }
  })

  it('keeps its identity in the beacon of a page it navigates away from', async () => {
    site.hits.length = 0
    const visitor = await suite.visit({ allow: [site.host], identity: PHONE })
    await visitor.goto(`${site.origin}/`)
    await visitor.perform(click('xpath=//a[@id="next"]'), {})
    const { headers } = await site.hit('/-bye')
    expect(headers['user-agent']).toContain('Android')
    expect(headers['accept-language']).toContain('pt-BR')
    expect(headers['sec-ch-ua-mobile']).toBe('?1')
    await visitor.leave()
  })

  it('arrives from the referrer it is given', async () => {
    site.hits.length = 0
    const visitor = await suite.visit({ allow: [site.host] })
    await visitor.goto(`${site.origin}/next`, { referrer: 'https://www.google.com/' })
    expect((await site.hit('/next')).headers.referer).toBe('https://www.google.com/')
    await visitor.leave()
  })

  it('leaves no cookie or storage to the next visitor', async () => {
    const own = await openSite({
      '/': '<script>fetch("/was?" + localStorage.me + document.cookie); localStorage.me = document.cookie = "seen"</script>',
    })
    for (let i = 0; i < 2; i++) {
      const visitor = await suite.visit({ allow: [own.host] })
      await visitor.goto(`${own.origin}/`)
      await own.hit('/was?undefined')
      await visitor.leave()
    }
    expect(own.hits.filter(({ path }) => path === '/was?undefined')).toHaveLength(2)
    await own.close()
  })
})
