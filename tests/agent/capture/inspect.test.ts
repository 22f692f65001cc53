import { afterAll, describe, expect, test } from 'vitest'
import { SDKS } from '../../../agent/capture/vendors.ts'
import { inspectSite } from '../../../agent/runner/inspect.ts'
import type { Capture } from '../../../db/capture.ts'
import { openSite, type Pages, type Site, useBrowser } from '../browser/support.ts'
import {
  ALL_LOADERS,
  amplitudeTo,
  GLOBALS_ONLY,
  html,
  posthogAtOnce,
  posthogBehindBanner,
  SDK_FILES,
  sink,
} from './imitations.ts'

// biome-ignore lint/correctness/useHookAtTopLevel: a hook of Vitest's.
const suite = useBrowser('local')
const sites: Site[] = []
afterAll(() => Promise.all(sites.map((site) => site.close())))

async function open(pages: Pages): Promise<Site> {
  const site = await openSite({ ...SDK_FILES, ...pages })
  sites.push(site)
  return site
}
const inspect = ({ origin }: Site, capture: Partial<Capture> = {}) =>
  inspectSite(
    suite.browser,
    {
      workspaceId: '',
      inspectionId: '',
      targetId: '',
      origin,
      attempt: 1,
      capture: {
        allow: [],
        trusted: [],
        access: {},
        proxies: {},
        denied: [],
        label: true,
        consent: { accept: 100, decline: 0, ignore: 0 },
        banner: false,
        sdks: [],
        ...capture,
      },
    },
    new AbortController().signal,
  )
const problems = (found: Awaited<ReturnType<typeof inspect>>, sdk: string) => {
  const it = found.report.sdks.find((one) => one.sdk === sdk)
  return { verdict: it?.verdict, codes: it?.problems.map(({ code }) => code) }
}

// Each visit waits for the SDKs' own clocks, so they wait together.
describe.concurrent('the doctor', () => {
  test('answers a banner that PostHog waits for, and says that it must be answered', async () => {
    const found = await inspect(await open({ '/': html(posthogBehindBanner) }))
    expect(problems(found, 'posthog')).toEqual({ verdict: 'records', codes: [] })
    expect(found.report.banners).toMatchObject([
      { vendor: 'plain', visible: true, answers: ['accept', 'decline'] },
    ])
    expect(found.report.banners[0]?.fix).toContain('send nothing before it is accepted')
  })

  test('tells that PostHog has opted its visitors out', async () => {
    const found = await inspect(
      await open({ '/': html(posthogAtOnce('opt_out_capturing_by_default: true')) }),
    )
    expect(problems(found, 'posthog')).toEqual({ verdict: 'drops', codes: ['opted_out', 'silent'] })
  })

  test('lists a host that is not approved and lets an SDK record once it is', async () => {
    const other = await open({ '/amplitude/2/httpapi': sink })
    const site = await open({ '/': html(amplitudeTo(other.origin)) })
    const before = await inspect(site)
    expect(problems(before, 'amplitude')).toEqual({ verdict: 'drops', codes: ['fence', 'silent'] })
    expect(before.hosts).toEqual([{ host: other.host, vendor: null, allowed: false }])
    expect(other.hits).toEqual([])
    const after = await inspect(site, { allow: [other.host] })
    expect(problems(after, 'amplitude')).toEqual({ verdict: 'records', codes: [] })
    expect(other.hits.some(({ body }) => body.includes('"synthetic":"SessionBurst"'))).toBe(true)
  })

  test('tells what the page’s own policy holds back', async () => {
    const page = `<script>window.analytics = { initialize: true, SNIPPET_VERSION: '5.2.0' }
      fetch('https://api.segment.io/v1/p', { method: 'POST', body: '{}' }).catch(() => 0)</script>`
    const policy = { 'content-security-policy': "default-src 'self' 'unsafe-inline'" }
    const found = await inspect(await open({ '/': html(page, policy) }))
    expect(problems(found, 'segment')).toMatchObject({ verdict: 'drops', codes: ['csp', 'silent'] })
  })

  test('knows each of the eleven by its loader, and which of their scripts a strict policy holds back', async () => {
    const policy = { 'content-security-policy': "script-src 'self' 'unsafe-inline'" }
    const found = await inspect(await open({ '/': html(ALL_LOADERS, policy) }))
    expect(found.report.sdks.map(({ sdk }) => sdk)).toEqual(SDKS)
    expect(problems(found, 'rrweb')).toEqual({ verdict: 'unsure', codes: [] })
    for (const { name, verdict, problems } of found.report.sdks.filter(({ sdk }) => sdk !== 'rrweb')) {
      expect([name, verdict, problems[0]?.code]).toEqual([name, 'drops', 'csp'])
      expect(problems[0]?.fix).toMatch(/^Add https:\/\/\S+ to script-src and connect-src of the policy\.$/)
    }
  })

  test('knows them by their globals alone, and Plausible’s rule about localhost', async () => {
    const found = await inspect(await open({ '/': html(GLOBALS_ONLY) }))
    const byGlobal = SDKS.filter((sdk) => sdk !== 'umami' && sdk !== 'rrweb')
    expect(found.report.sdks.map(({ sdk }) => sdk)).toEqual(byGlobal)
    expect(problems(found, 'plausible')).toEqual({ verdict: 'drops', codes: ['localhost'] })
    // Tag managers and advertisements have a gtag too.
    expect(problems(found, 'ga4')).toEqual({ verdict: 'unsure', codes: [] })
  })

  test('knows a self-hosted Umami that sessions may not reach by its tag', async () => {
    const other = await open({})
    const tag = `<script defer src="${other.origin}/x.js" data-website-id="1"></script>`
    const found = await inspect(await open({ '/': html(tag) }))
    expect(problems(found, 'umami')).toEqual({ verdict: 'drops', codes: ['fence', 'silent'] })
    expect(found.hosts).toEqual([{ host: other.host, vendor: null, allowed: false }])
  })

  test('says of a site without analytics that there is none, and leaves alone what would end something', async () => {
    const links = ['/pricing', '/logout', '/account/delete', '/a?action=reset', '/file.pdf', '/pricing#top']
    const site = await open({
      '/': html(
        `<main>${links.map((href) => `<a href="${href}">${href}</a>`).join('')}<button>Delete all</button></main>`,
      ),
      '/pricing': html('<h1>Plans</h1><a href=/>home</a><a href=https://elsewhere.example/>away</a>'),
    })
    const { report } = await inspect(site)
    expect(report.sdks).toEqual([])
    expect(report.pages.map(({ path }) => path)).toEqual(['/', '/pricing'])
    const asked = new Set(site.hits.map(({ path }) => path))
    for (const path of links.slice(1)) expect(asked.has(path), path).toBe(false)
  })

  test('looks at no more than 20 pages of a site without end', async () => {
    let served = 0
    const site = await open({
      '/': (_req, res) => html('<a href=/p1>1</a><a href=/p2>2</a>')(_req, res),
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `/p${i + 1}`,
          (_req: unknown, res: Parameters<typeof sink>[1]) => {
            served++
            html(`<a href=/p${i + 2}>${i + 2}</a><a href=/p${i + 3}>${i + 3}</a>`)(_req, res)
          },
        ]),
      ),
    })
    const { report } = await inspect(site)
    expect(report.pages).toHaveLength(20)
    expect(served).toBe(19)
  })
})

test('a site that does not answer is told, not taken for one without analytics', async () => {
  const site = await open({ '/': (_req, res) => void res.writeHead(503).end('later') })
  await expect(inspect(site)).rejects.toThrow(/503/)
})
