import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { openBrowser } from '../../agent/browser/local/browser.ts'
import { TOOLBAR } from '../../agent/browser/local/flags.ts'
import { userAgent } from '../../agent/browser/local/identity.ts'
import { click, fill, type Site } from '../agent/browser/support.ts'
import { DESKTOP, noModel } from '../agent/browser/visitors.ts'

/** One way to do the measured visit, with its browser open. */
export interface Side {
  name: string
  visit(): Promise<void>
  close(): Promise<void>
}

const EMAIL = 'ann@example.com'
/** Both sides are told of every request and every answer. */
const seen: unknown[] = []
const capture = (what: unknown) => {
  seen.push(what)
  if (seen.length > 1000) seen.length = 0
}
/** What our engine waits for the last requests of a closed page. */
const QUIET_MS = 300

export async function openEngine(chromePath: string, runDir: string, site: Site): Promise<Side> {
  const browser = await openBrowser({ chromePath, runDir })
  const told = { onRequest: capture, onAnswer: capture }
  const request = { identity: DESKTOP, allow: [site.host], generate: noModel, ...told }
  return {
    name: 'engine',
    async visit() {
      const visitor = await browser.open({ ...request, signal: new AbortController().signal })
      await visitor.goto(`${site.origin}/`)
      const steps = [
        ...Array.from({ length: 3 }, () => click('xpath=//a[@id="go"]')),
        fill('xpath=//input[@name="email"]', EMAIL),
        fill('xpath=//input[@name="name"]', 'Ann'),
        click('xpath=//button[@id="send"]'),
      ]
      for (const step of steps) {
        const { ok, message } = await visitor.perform(step, {})
        if (!ok) throw new Error(message)
      }
      await visitor.screenshot()
      await visitor.leave()
    },
    close: () => browser.close(),
  }
}

/** The last switch counts, so Playwright's own list (1.65) goes with what is added to it. */
const PLAYWRIGHTS = [
  'AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
  'LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch',
]

/** `lean`: without the pages of Chromium's own that our engine goes without, too. */
export async function openYardstick(chromePath: string, site: Site, lean: boolean): Promise<Side> {
  const args = lean ? [`--disable-features=${[...PLAYWRIGHTS, TOOLBAR].join(',')}`] : []
  const browser = await chromium.launch({ executablePath: chromePath, args })
  return {
    name: 'playwright',
    async visit() {
      const context = await browser.newContext({
        userAgent: userAgent(DESKTOP.os, DESKTOP.device, browser.version()),
        viewport: { width: DESKTOP.width, height: DESKTOP.height },
        locale: DESKTOP.languages[0] ?? 'en-US',
        timezoneId: DESKTOP.timeZone,
      })
      const page = await context.newPage()
      page.on('request', capture)
      page.on('response', capture)
      await page.goto(`${site.origin}/`)
      for (const next of ['/a', '/b', '/form']) {
        await page.click('xpath=//a[@id="go"]')
        await page.waitForURL(`${site.origin}${next}`)
      }
      await page.fill('xpath=//input[@name="email"]', EMAIL)
      await page.fill('xpath=//input[@name="name"]', 'Ann')
      await page.click('xpath=//button[@id="send"]')
      await page.waitForURL(/\/done/)
      await page.screenshot({ type: 'jpeg', quality: 60 })
      // Our engine leaves a page before it closes it, so that its last events are not cut off.
      await page.evaluate('location.replace("about:blank")')
      await page.waitForURL('about:blank')
      await page.close()
      await sleep(QUIET_MS)
      await context.close()
    },
    close: () => browser.close(),
  }
}
