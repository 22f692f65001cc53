import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Account } from '../../../agent/browser/browserbase/account.ts'
import { openBrowserbase } from '../../../agent/browser/browserbase/browser.ts'
import type { Browser, VisitRequest } from '../../../agent/browser/port.ts'
import { explainStart } from '../../../api/start-error.ts'
import { type BrowserbaseDouble, problem, startBrowserbase } from '../../support/browserbase.ts'
import { openSite, remoteOptions, type Site } from './support.ts'
import { DESKTOP, noModel } from './visitors.ts'

const OWNER = fileURLToPath(new URL('remote-owner.ts', import.meta.url))

describe('a session at Browserbase', () => {
  let double: BrowserbaseDouble
  let site: Site
  let folder: string
  beforeAll(async () => {
    double = await startBrowserbase({ concurrency: 2 })
    site = await openSite({ '/': 'hello' })
    folder = await mkdtemp(join(tmpdir(), 'sb-test-'))
  })
  afterAll(async () => {
    await double.close()
    await site.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(() => {
    double.calls.length = 0
  })
  const open = () => openBrowserbase(remoteOptions(double, folder))
  const visit = (browser: Browser, change: Partial<VisitRequest> = {}) =>
    browser.open({
      ...{ identity: DESKTOP, allow: [site.host], generate: noModel, signal: new AbortController().signal },
      ...change,
    })

  it('is asked for as plain as can be, says where it is seen, and is released when the visit leaves', async () => {
    const browser = await open()
    const visitor = await visit(browser, { country: 'DE', expectedMs: 60_000 })
    const [{ session, params }] = double.running() as [ReturnType<typeof double.running>[0]]
    expect(params).toMatchObject({
      projectId: double.credentials.projectId,
      keepAlive: false,
      timeout: 660,
      browserSettings: {
        ...{ viewport: { width: 1440, height: 760 }, blockAds: false, solveCaptchas: false },
        ...{ recordSession: true, logSession: true },
      },
    })
    expect(params).not.toHaveProperty('proxies')
    expect(visitor.loan).toMatchObject({
      live: expect.stringContaining(session.id),
      recording: `https://www.browserbase.com/sessions/${session.id}`,
    })
    await visitor.goto(`${site.origin}/`)
    await visitor.leave()
    await visitor.over
    await browser.close()
    expect(double.running()).toEqual([])
  })

  it('is neither recorded, logged nor watched where its pages may show a secret', async () => {
    const browser = await open()
    const visitor = await visit(browser, { unseen: true })
    expect(double.running()[0]?.params.browserSettings).toMatchObject({
      recordSession: false,
      logSession: false,
    })
    expect(visitor.loan).toEqual({ since: expect.any(Date), unseen: true })
    expect(double.calls).not.toContain('GET /v1/sessions/ID/debug')
    await visitor.abort()
    await browser.close()
  })

  it('comes from the country of its visitor where the operator pays for that', async () => {
    const browser = await openBrowserbase({ ...remoteOptions(double, folder), proxies: true })
    const visitor = await visit(browser, { country: 'DE' })
    const proxies = [{ type: 'browserbase', geolocation: { country: 'DE' } }]
    expect(double.running()[0]?.params.proxies).toEqual(proxies)
    await visitor.abort()
    await browser.close()
  })

  it('is not asked for where it could not do what the visit needs', async () => {
    const browser = await open()
    const upstream = { name: 'DE', url: 'http://127.0.0.1:9' }
    await expect(visit(browser, { upstream })).rejects.toMatchObject({
      fault: 'unreachable',
      message: "Visitors at Browserbase can't come through a proxy of your own (DE).",
    })
    await browser.close()
    expect(double.calls).not.toContain('POST /v1/sessions')
  })

  it('waits when Browserbase is full or asked too fast, and starts once each', async () => {
    double.refusals.push(problem(429, 'Too many requests', { 'retry-after': '0.2' }))
    const browser = await open()
    const visitors = [await visit(browser), await visit(browser)]
    const third = visit(browser)
    await visitors[0]?.abort()
    await (await third).abort()
    await browser.close()
    expect(double.running()).toEqual([])
    // The one that was refused, two that got in, and the third, which may have asked once too early.
    const asked = double.calls.filter((call) => call === 'POST /v1/sessions').length
    expect(asked).toBeGreaterThanOrEqual(4)
  })

  it('is released when its visit is aborted, when its browser dies, and when the runner stops', async () => {
    const browser = await open()
    const stop = new AbortController()
    await visit(browser, { signal: stop.signal })
    const dying = await visit(browser)
    stop.abort()
    const chrome = double.running().at(-1)?.chrome
    const waiting = dying.goto(`${site.origin}/`).then(() => dying.propose('x', {}))
    chrome?.child.kill('SIGKILL')
    await expect(waiting).rejects.toMatchObject({ fault: 'crashed' })
    const last = await visit(browser)
    await browser.close()
    await expect(last.url()).rejects.toMatchObject({ fault: 'aborted' })
    expect(double.running()).toEqual([])
    await expect(visit(browser)).rejects.toMatchObject({ fault: 'aborted' })
  })

  it('that a killed runner left behind is released at the next start; those of others stay', async () => {
    const ledger = remoteOptions(double, folder).ledger
    const args = [OWNER, JSON.stringify(double.credentials), ledger, site.origin]
    const owner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(owner.stdout, 'data')
    const exited = once(owner, 'exit')
    owner.kill('SIGKILL')
    await exited
    expect(double.running()).toHaveLength(1)
    const elsewhere = await mkdtemp(join(tmpdir(), 'sb-test-'))
    await (await openBrowserbase(remoteOptions(double, elsewhere))).close()
    expect(double.running()).toHaveLength(1)
    await (await open()).close()
    expect(double.running()).toEqual([])
    await rm(elsewhere, { recursive: true, force: true })
  })

  it('brings the extension that was uploaded once, and a new one when that is gone', async () => {
    await (await open()).close()
    expect(double.calls).not.toContain('POST /v1/extensions')
    double.extensions.clear()
    await (await open()).close()
    expect(double.calls).toContain('POST /v1/extensions')
    expect(JSON.parse(await readFile(remoteOptions(double, folder).ledger, 'utf8')).extension.id).toBe(
      [...double.extensions.keys()][0],
    )
  })

  it('is not had with a wrong key or project: one sentence names the variable', async () => {
    const places = (change: object) => new Account({ ...double.credentials, ...change }).places()
    expect(await places({})).toEqual({ atOnce: 2, startsPerMinute: 5 })
    const refused = await places({ apiKey: 'bb_wrong' }).catch((error) => explainStart(error))
    expect(refused).toMatch(/^BROWSERBASE_API_KEY: Browserbase does not accept this key; expected [^\n]*$/)
    await expect(places({ projectId: 'elsewhere' })).rejects.toThrow(
      'BROWSERBASE_PROJECT_ID: Browserbase has no project elsewhere',
    )
  })
})
