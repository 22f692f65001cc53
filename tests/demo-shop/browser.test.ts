import { createServer, type Server } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Collected } from '../../web/demo-shop/collector/collected.ts'
import { SDKS } from '../../web/demo-shop/collector/event.ts'
import { startDemoShop } from '../../web/demo-shop/server.ts'

/** posthog-js drops everything from a browser that says it is automated or headless. */
const ORDINARY =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Chromium itself looks for updates and asks how to fill forms in; no SDK has its address there. */
const CHROMIUMS_OWN = /^\S+ (https?:\/\/)?[\w.-]+\.(google|googleapis)\.com[:/]/

let shop: Awaited<ReturnType<typeof startDemoShop>>
let browser: Browser
let elsewhere: Server
const strayRequests: string[] = []

beforeAll(async () => {
  shop = await startDemoShop({ port: 0 })
  // Chromium sends all that is not for 127.0.0.1 to its proxy, which refuses and remembers.
  elsewhere = createServer((socket) => {
    socket.once('data', (data) => {
      const [request = ''] = data.toString().split('\r\n')
      if (!CHROMIUMS_OWN.test(request)) strayRequests.push(request)
      socket.destroy()
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const address = elsewhere.address()
  const port = typeof address === 'object' && address ? address.port : 0
  browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: ['--disable-blink-features=AutomationControlled', `--user-agent=${ORDINARY}`],
    proxy: { server: `http://127.0.0.1:${port}`, bypass: '127.0.0.1' },
  })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  elsewhere?.close()
  await shop?.close()
})

const collected = async (): Promise<Collected> =>
  (await fetch(`${shop.origin}/collected.json?events=1`)).json() as Promise<Collected>

test('one visitor who signs up is one person in each SDK, on one device, and nothing leaves the shop', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))

  await page.goto(shop.origin)
  await page.getByRole('link', { name: 'Pricing', exact: true }).click()
  await page.getByRole('button', { name: 'Choose Studio' }).click()
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill('Reed')
  await page.getByLabel('Work email').fill('ada@studio.test')
  await page.getByLabel('Company').fill('Reed Pottery')
  await page.getByLabel('Password').fill('correct horse')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Good to see you, Ada' }).waitFor()
  await vi.waitFor(
    async () => {
      const { sdks } = await collected()
      for (const sdk of SDKS) expect(sdks[sdk].byName, sdk).toMatchObject({ signed_up: 1 })
    },
    { timeout: 15_000, interval: 100 },
  )
  await page.close()
  await expect.poll(async () => (await collected()).sdks.posthog.leaves).toBeGreaterThanOrEqual(3)

  const { sdks, events = [], refused } = await collected()
  for (const sdk of SDKS) expect(sdks[sdk].people, sdk).toBe(1)
  expect([sdks.posthog.sessions, sdks.amplitude.sessions]).toEqual([1, 1])
  expect(sdks.mixpanel.byName).toMatchObject({ plan_viewed: 1, plan_chosen: 1 })
  expect(new Set(events.map(({ request }) => request.userAgent))).toEqual(new Set([ORDINARY]))
  expect(new Set(events.map(({ device }) => device.os).filter(Boolean))).toEqual(new Set(['Linux']))
  expect(refused).toBe(0)
  expect(strayRequests).toEqual([])
  // A request that the page's own policy held back shows up here.
  expect(complaints).toEqual([])
}, 60_000)
