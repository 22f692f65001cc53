import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { cuttable, startPage } from '../support/page.ts'
import { freePorts } from '../support/process.ts'
import { axeFindings, burstCards, completed, running, say, sentenceFor } from '../support/screen.ts'

let dataDir: string
let product: Awaited<ReturnType<typeof startPage>>
beforeAll(async () => {
  dataDir = await freshFolder()
  product = await startPage(dataDir, await freePorts())
})
afterAll(async () => {
  await product?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const burstsStarted = async () => (await product.call<{ items: unknown[] }>('/api/bursts')).items.length

async function showsOnce(page: Page) {
  const parts = [
    page.getByRole('article', { name: 'You' }),
    page.getByRole('article', { name: 'SessionBurst' }),
    burstCards(page),
    page.getByText(/^Started \d+ sessions? on/),
  ]
  expect(await Promise.all(parts.map((part) => part.count()))).toEqual([1, 1, 1, 1])
}

test('from the one-time link over the sentence to the screenshot of a session', async () => {
  const { page, flaws } = product.first
  await say(page, sentenceFor(3))
  await page.getByRole('article', { name: 'You' }).getByText(sentenceFor(3)).waitFor()
  await page.getByRole('article', { name: 'SessionBurst' }).getByRole('paragraph').first().waitFor()
  const card = burstCards(page)
  await running(card)
  await completed(card, 3)
  expect(await axeFindings(page)).toEqual([])

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Sessions', exact: true })
    .click()
  const rows = page.getByRole('link', { name: /^Session \d+ on Demo shop, completed$/ })
  await rows.nth(2).waitFor()
  expect(await rows.count()).toBe(3)
  await rows.first().click()
  const picture = page.getByRole('dialog').getByRole('img', { name: /^The last screen of session/ })
  await picture.waitFor()
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 30_000 })
    .toBeGreaterThan(0)
  expect(await flaws()).toEqual([])
})

test('a link that was used explains itself', async () => {
  const { page, flaws } = await product.open({ storageState: undefined })
  await page.goto(product.link)
  await page.getByRole('alert').getByText(/link/).waitFor()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await flaws(/status of 401 .*\/session/)).toEqual([])
})

test('a reload in the middle of a burst shows the same conversation, which goes on to its end', async () => {
  const { page, flaws } = await product.open()
  await page.goto('/')
  await say(page, sentenceFor(4))
  const card = burstCards(page)
  await running(card)
  const href = await card.getByRole('link', { name: 'Open the burst' }).getAttribute('href')
  await page.reload()
  await card.getByRole('link', { name: 'Open the burst' }).waitFor()
  expect(await card.getByRole('link', { name: 'Open the burst' }).getAttribute('href')).toBe(href)
  await completed(card, 4)
  await showsOnce(page)
  expect(await flaws()).toEqual([])
})

test('the keyboard alone asks, opens the burst and reads its sessions', async () => {
  const { page, flaws } = await product.open()
  const tabTo = async (name: string) => {
    for (let tries = 0; tries < 60; tries++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const { activeElement: at } = document
        return at?.getAttribute('aria-label') ?? at?.textContent
      })
      if (focused === name) return
    }
    throw new Error(`Tab does not come to "${name}"`)
  }
  await page.goto('/')
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(sentenceFor(2))
  await page.keyboard.press('Enter')
  await completed(burstCards(page), 2)
  await tabTo('Open the burst')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/bursts/*')
  await page.getByRole('link', { name: 'Session 1', exact: true }).waitFor()
  await page
    .getByText(/Recorded 2 of 2 visits: \d+ of \d+ requests accepted/)
    .first()
    .waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Session 2' }).waitFor()
  await page
    .getByText(/^\d+ of \d+ requests accepted\. Its last events went out/)
    .first()
    .waitFor()
  await page.getByRole('img', { name: /^The last screen/ }).waitFor()
  expect(await flaws()).toEqual([])
})

test('dark and 390 px wide, nothing is cut off and everything is readable', async () => {
  const { page, flaws } = await product.open({
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const isGood = async () => {
    expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)).toBe(0)
    expect(await flaws()).toEqual([])
  }
  await page.goto('/')
  await say(page, sentenceFor(2))
  await completed(burstCards(page), 2)
  await isGood()
  await page.getByRole('button', { name: 'Open the menu' }).tap()
  const drawer = page.getByRole('dialog', { name: 'Menu' })
  await drawer.waitFor()
  await isGood()
  await drawer.getByRole('link', { name: 'Sessions', exact: true }).tap()
  await page
    .getByRole('link', { name: /^Session \d+ on Demo shop/ })
    .first()
    .waitFor()
  await drawer.waitFor({ state: 'detached' })
  await isGood()
})

test('60 sessions wait for a person, who declines them, then has two instead', async () => {
  const { page, flaws } = await product.open()
  const before = await burstsStarted()
  await page.goto('/')
  await say(page, sentenceFor(60))
  const plan = page.getByRole('article', { name: 'Plan that waits for your approval' })
  await plan.getByText(/^60 sessions on Demo shop$/).waitFor()
  await plan
    .getByRole('definition')
    .filter({ hasText: /\d+ desktop/ })
    .waitFor()
  expect(await plan.getByRole('textbox', { name: 'Number of sessions' }).inputValue()).toBe('60')
  expect(await axeFindings(page)).toEqual([])
  await plan.getByRole('button', { name: 'Decline' }).click()
  await plan.waitFor({ state: 'detached' })
  expect(await burstsStarted()).toBe(before)

  await say(page, sentenceFor(60))
  await plan.getByRole('textbox', { name: 'Number of sessions' }).fill('2')
  await plan.getByRole('button', { name: 'Make it 2 sessions' }).click()
  await completed(burstCards(page), 2)
  expect(await burstsStarted()).toBe(before + 1)

  await say(page, sentenceFor(1))
  await burstCards(page).nth(1).waitFor()
  expect(await flaws()).toEqual([])
})

test('cut connections in the middle of a burst mend by themselves, and nothing is shown twice', async () => {
  const way = await cuttable(Number(new URL(product.url).port))
  const { page, flaws } = await product.open({ baseURL: way.url })
  await page.goto('/')
  await say(page, sentenceFor(4))
  const card = burstCards(page)
  await running(card)
  way.cut()
  await completed(card, 4)
  await showsOnce(page)
  expect(await flaws(/net::ERR_/)).toEqual([])
  await page.context().close()
  way.close()
})

test.each([
  ['stopped', 'You stopped this reply.', 0],
  ['failed', 'Something broke while answering.', 1],
] as const)('a reply that was %s says so after a reload', async (state, text, offers) => {
  const { page, flaws } = await product.open()
  await page.goto('/')
  await say(page, '/help')
  const reply = page.getByRole('article', { name: 'SessionBurst' })
  await page.getByText('Reply finished').waitFor()
  await page.route('**/api/conversations/*/messages*', async (route) => {
    const response = await route.fetch()
    const stored = await response.json()
    stored.items[1]?.parts.push({ type: 'data-turn', id: 'turn', data: { state, text } })
    await route.fulfill({ response, json: stored })
  })
  await page.reload()
  await page.getByText(text).waitFor()
  const again = page.getByRole('button', { name: 'Try again' })
  expect(await again.count()).toBe(offers)
  expect(await flaws()).toEqual([])
  if (offers > 0) {
    await again.click()
    await reply.nth(1).waitFor()
    await again.waitFor({ state: 'detached' })
    await page.getByText(text).waitFor()
  }
  await page.unrouteAll({ behavior: 'wait' })
})
