import { rm } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../api/env.ts'
import { startServer } from '../../api/server.ts'
import { freshFolder } from '../support/folder.ts'
import { writePast } from '../support/past.ts'
import { launch, openScreen } from '../support/screen.ts'

/** Enough for several pages of the log; the last of them an own burst with a report. */
const ALL = 2_100
const LATEST = 300

let dataDir: string
let server: Awaited<ReturnType<typeof startServer>>
let browser: Awaited<ReturnType<typeof launch>>
let storageState: BrowserContextOptions['storageState']
let burst: string
beforeAll(async () => {
  dataDir = await freshFolder()
  const past = [
    { sessions: ALL - LATEST, days: 20, seed: 5 },
    { sessions: LATEST, days: 5, seed: 6 },
  ]
  burst = (await writePast(dataDir, past, new Date())).at(-1) ?? ''
  const { CHROME_PATH } = process.env
  const config = readConfig({ DATA_DIR: dataDir, PORT: '0', CHROME_PATH })
  server = await startServer(config, () => undefined, { anyPort: true })
  browser = await launch()
  const { page } = await openScreen(browser, {})
  await page.goto(server.signInLink)
  await page.waitForURL('**/c/new')
  storageState = await page.context().storageState()
  await page.context().close()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function open(options: BrowserContextOptions = {}) {
  const baseURL = new URL(server.signInLink).origin
  const screen = await openScreen(browser, { baseURL, storageState, ...options })
  screen.page.context().setDefaultTimeout(20_000)
  return screen
}

const rows = (page: Page) => page.getByRole('link', { name: /^Session \d+ on Demo shop/ })
const searchOf = (page: Page) => new URL(page.url()).searchParams
const many = (count: number) => `${count.toLocaleString('en-GB')} sessions`

test('the log is filtered, read to its end, and a session opened, by the keyboard alone', async () => {
  const { page, flaws } = await open()
  await page.goto('/sessions')
  await page.getByText(many(ALL), { exact: true }).waitFor()

  // To the end, page by page: the keys go on where a page of the API ends.
  const region = page.getByRole('group', { name: 'The log' })
  const last = page.locator(`tr[aria-rowindex="${ALL + 1}"]`)
  await expect
    .poll(
      async () => {
        await region.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
        return last.count()
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(1)
  expect(await page.locator('tr[data-index]').count()).toBeLessThan(60)

  await region.evaluate((element) => element.scrollTo({ top: 0 }))
  await page.locator('tr[aria-rowindex="2"]').waitFor()
  await page.keyboard.press('f')
  await page.keyboard.type('not there')
  await page.getByText(many(ALL / 100), { exact: true }).waitFor()
  expect(searchOf(page).get('text')).toBe('not there')
  expect(await page.locator('tr[data-index]').filter({ hasText: 'failed' }).count()).toBe(ALL / 100)
  await page.keyboard.press('Enter')

  for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
  const second = page.locator('tr[data-index="1"]').getByRole('link')
  expect(await second.evaluate((link) => link === document.activeElement)).toBe(true)
  const name = await second.textContent()
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: `Session ${name}`, exact: true })
    .waitFor()
  await page
    .getByRole('dialog')
    .getByText(/6 of 6 requests accepted/)
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await flaws()).toEqual([])
})

test('each filter stands in the address and is taken off by itself', async () => {
  const { page, flaws } = await open()
  await page.goto('/sessions?outcome=completed&device=mobile&minLengthSeconds=30&country=us&nonsense=1')
  await page.getByRole('button', { name: 'Length: 30 s and longer' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('US')
  await page.getByRole('button', { name: 'Clear Outcome' }).click()
  await page.getByRole('button', { name: 'Clear Country' }).click()
  await page.getByRole('button', { name: 'Clear Length' }).click()
  await expect.poll(() => [...searchOf(page).keys()].filter((key) => key !== 'nonsense')).toEqual(['device'])
  await page.getByRole('button', { name: /^Began/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await expect.poll(() => searchOf(page).get('from')).not.toBeNull()
  await page.getByRole('combobox', { name: 'Device' }).selectOption('tablet')
  await expect.poll(() => searchOf(page).get('device')).toBe('tablet')
  expect(await flaws()).toEqual([])
})

test('a view keeps filters and columns under a name, and what is shown can be taken away as a file', async () => {
  const { page, flaws } = await open()
  await page.goto('/sessions?outcome=failed')
  await page.getByText(many(ALL / 100), { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Reason' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Reason' }).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('What broke')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'The usual ones' }).click()
  await page.getByRole('columnheader', { name: 'Reason' }).waitFor({ state: 'detached' })
  await page.goto('/sessions')
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'What broke' }).click()
  await page.getByRole('columnheader', { name: 'Reason' }).waitFor()
  expect(searchOf(page).get('outcome')).toBe('failed')
  await page.getByText(many(ALL / 100), { exact: true }).waitFor()

  await page.getByRole('heading', { name: 'Sessions' }).click()
  await page.keyboard.press('e')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download CSV' }).click(),
  ])
  const text = await file.createReadStream().then(async (stream) => (await stream.toArray()).join(''))
  expect(text.trim().split('\r\n')).toHaveLength(1 + ALL / 100)

  await page.getByRole('menu').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Write JSON Lines in the background' }).click()
  await page
    .getByRole('dialog')
    .getByText(`${ALL / 100} sessions are in the file`)
    .waitFor()
  const [written] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('dialog')
      .getByRole('link', { name: /^Download/ })
      .click(),
  ])
  expect(written.suggestedFilename()).toMatch(/\.jsonl$/)
  expect(await flaws()).toEqual([])
})

test('a point and a brush of the trends lead to their sessions, and the numbers are there for everybody', async () => {
  const { page, flaws } = await open()
  const answers: number[] = []
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  wire.on('Network.responseReceivedExtraInfo', ({ statusCode }) => answers.push(statusCode))
  await page.goto('/trends')
  await page.getByRole('img', { name: /^Sessions by day/ }).waitFor()
  for (const heading of ['Funnel', 'Lengths', 'Sessions by hour and weekday'])
    await page.getByRole('region', { name: heading }).waitFor()
  await page.getByText(`${ALL.toLocaleString('en-GB')} began`).waitFor()

  await page.getByText('The numbers as a table').click()
  const table = page.getByRole('group', { name: 'The numbers' })
  const figure = table.getByRole('link').last()
  const count = await figure.textContent()
  await figure.press('Enter')
  await page.waitForURL('**/sessions?*')
  await page.getByText(`${count} session`).waitFor()
  await page.goBack()

  const over = page.locator('.u-over')
  await over.waitFor()
  const box = await over.boundingBox()
  if (!box) throw new Error('The chart has no place on the page.')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.5, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, y, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('link', { name: 'Show its sessions' }).click()
  await page.waitForURL('**/sessions?*')
  const from = Date.parse(searchOf(page).get('from') ?? '')
  const days = (Date.parse(searchOf(page).get('to') ?? '') - from) / 86_400_000
  expect(days).toBeGreaterThan(4)
  expect(days).toBeLessThan(9)
  await page.goBack()

  await over.waitFor()
  await page.mouse.click(box.x + box.width - 3, y)
  await page.waitForURL('**/sessions?*')
  expect(Date.parse(searchOf(page).get('from') ?? '')).toBeGreaterThan(Date.now() - 86_400_000)
  await page.goBack()

  await page.getByRole('combobox', { name: 'Group by' }).selectOption('device')
  await page.getByRole('group', { name: 'Groups' }).getByRole('rowheader', { name: 'mobile' }).waitFor()
  await page.reload()
  await page.getByRole('group', { name: 'Groups' }).getByRole('rowheader', { name: 'mobile' }).waitFor()
  await expect.poll(() => answers.filter((status) => status === 304).length).toBeGreaterThan(0)
  expect(await flaws()).toEqual([])
})

test("a burst's counts lead to those sessions, and its report says how real it looks, on a dark phone too", async () => {
  const { page, flaws } = await open({
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  await page.goto(`/bursts/${burst}`)
  await page.getByRole('link', { name: `failed ${LATEST / 100}` }).tap()
  await page.getByText(many(LATEST / 100), { exact: true }).waitFor()
  expect(await rows(page).count()).toBe(LATEST / 100)
  expect(await flaws()).toEqual([])
  await page.goBack()
  const parts = page.getByRole('navigation', { name: 'Parts of the burst' })
  expect(await parts.locator('[aria-current=page]').textContent()).toBe('Sessions')
  await page.getByRole('link', { name: 'Realism' }).tap()
  await page.getByRole('heading', { name: /^By construction/ }).waitFor()
  const devices = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Devices' }) })
  expect(await devices.getByRole('row', { name: /^mobile/ }).textContent()).toMatch(/mobile(\d+)\1\d+/)
  expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)).toBe(0)
  expect(await flaws()).toEqual([])
})
