import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCloud } from '../runtime/cloud.ts'
import { freshFolder } from '../support/folder.ts'
import { startPage } from '../support/page.ts'
import { freePorts } from '../support/process.ts'
import { say } from '../support/screen.ts'

/** The page with a model that begins to speak and goes on when it is told to: the offline one is too quick to catch. */
let cloud: Awaited<ReturnType<typeof startCloud>>
let house: Awaited<ReturnType<typeof startPage>>
let dataDir: string
beforeAll(async () => {
  dataDir = await freshFolder()
  cloud = await startCloud()
  const model = { OPENAI_API_KEY: 'none needed', OPENAI_BASE_URL: `${cloud.url}/v1` }
  house = await startPage(dataDir, await freePorts(), model)
})
afterAll(async () => {
  await house?.close()
  await cloud?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const BEGUN = 'All is'
const WHOLE = 'All is quiet on the demo shop.'

test('a reload in the middle of a reply shows what was said, and the rest of it once, on a second device too', async () => {
  const goOn = cloud.hold()
  const { page, flaws } = await house.open()
  await page.goto('/')
  await say(page, 'How is it going?')
  await page.waitForURL('**/c/0*')
  const reply = page.getByRole('log')
  await reply.getByText(BEGUN).waitFor()
  expect(await flaws()).toEqual([])

  await page.reload()
  await reply.getByText(BEGUN).waitFor()
  const other = await house.open()
  await other.page.goto(page.url())
  await other.page.getByRole('log').getByText(BEGUN).waitFor()

  goOn()
  for (const screen of [page, other.page]) {
    await screen.getByRole('log').getByText(WHOLE).waitFor()
    expect(await screen.getByRole('log').getByText(BEGUN).count()).toBe(1)
  }
  expect(await flaws()).toEqual([])
  expect(await other.flaws()).toEqual([])
})

test('a reply that is stopped keeps what it has said, and says so after a reload', async () => {
  const goOn = cloud.hold()
  const { page, flaws } = await house.open()
  await page.goto('/')
  await say(page, 'How is it going?')
  await page.waitForURL('**/c/0*')
  await page.getByRole('log').getByText(BEGUN).waitFor()
  await page.getByRole('button', { name: 'Stop the reply' }).click()
  await page.getByRole('button', { name: 'Stop the reply' }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('log').getByText(BEGUN).waitFor()
  await page
    .getByRole('log')
    .getByText(/stopped/i)
    .waitFor()
  expect(await page.getByText(WHOLE).count()).toBe(0)
  expect(await flaws()).toEqual([])
  goOn()
})
