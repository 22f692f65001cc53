/**
 * Every state of the page in both themes, as pictures in the folder given (default: a fresh one of the system's): what
 * is looked at before a screen is called done. Prints how long the first words of each kind of reply took after Enter.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { readConfig } from '../../api/env.ts'
import { startServer } from '../../api/server.ts'
import {
  burstCards,
  completed,
  launch,
  openScreen,
  running,
  say,
  sentenceFor,
  settled,
} from '../support/screen.ts'

const [folder = await mkdtemp(join(tmpdir(), 'sessionburst-tour-'))] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const dataDir = await mkdtemp(join(tmpdir(), 'sessionburst-shots-'))
const { CHROME_PATH } = process.env
const server = await startServer(readConfig({ DATA_DIR: dataDir, PORT: '0', CHROME_PATH }), console.log, {
  anyPort: true,
})
const browser = await launch()
const at = (path: string) => new URL(path, server.signInLink).href

/** A change of theme or width begins its transitions with the next picture. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
  await settled(page)
}

/** The same screen in both themes and on a phone. */
async function picture(page: Page, name: string): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1280, height: 800 }
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await drawn(page)
    await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) })
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await drawn(page)
  await page.screenshot({ path: join(folder, `${name}-phone.png`) })
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Says it, and prints the ms from Enter to the first words of the reply, as the page itself sees them. */
async function timed(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially(text)
  await page.evaluate((words) => {
    const before = document.querySelectorAll(words).length
    const page = globalThis as { firstWords?: Promise<number> }
    page.firstWords = new Promise((resolve) => {
      let pressed = 0
      const press = ({ key }: KeyboardEvent) => {
        if (key === 'Enter') pressed = performance.now()
      }
      addEventListener('keydown', press, true)
      new MutationObserver((_, observer) => {
        if (document.querySelectorAll(words).length <= before) return
        observer.disconnect()
        resolve(performance.now() - pressed)
      }).observe(document.body, { childList: true, subtree: true })
    })
  }, 'article[aria-label="SessionBurst"] > *')
  await page.keyboard.press('Enter')
  const first = await page.evaluate(() => (globalThis as { firstWords?: Promise<number> }).firstWords)
  console.log(`first words ${Math.round(first ?? 0)} ms after Enter: ${text}`)
}

try {
  const { page } = await openScreen(browser, { colorScheme: 'light' })
  await page.goto(at('/sign-in'))
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await picture(page, 'sign-in')
  await page.goto(server.signInLink)
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await picture(page, 'empty')
  await page.keyboard.type('/')
  await picture(page, 'commands')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Message' }).fill('')
  await timed(page, sentenceFor(6))
  await running(burstCards(page))
  await picture(page, 'burst-running')
  await completed(burstCards(page), 6)
  await picture(page, 'burst-over')
  await timed(page, 'Show the sessions that took longest')
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await picture(page, 'log-answer')
  await timed(page, 'What can you do?')
  await picture(page, 'help')

  await page.goto(at('/c/new'))
  await timed(page, sentenceFor(60))
  await page
    .getByRole('button', { name: /Run|Approve|Start/ })
    .first()
    .waitFor()
  await picture(page, 'plan')

  await page.goto(at('/c/new'))
  await say(page, 'Run 2 sessions on the demo shop: open the pricing page, then juggle three torches')
  await burstCards(page)
    .getByText(/2 of 2 sessions over/)
    .first()
    .waitFor()
  await picture(page, 'burst-failed')

  for (const [name, path] of [
    ['sessions', '/sessions'],
    ['sessions-failed', '/sessions?outcome=failed'],
    ['sessions-none', '/sessions?country=FR&outcome=failed'],
    ['bursts', '/bursts'],
    ['not-found', '/nothing-here'],
  ] as const) {
    await page.goto(at(path))
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle').catch(() => undefined)
    await picture(page, name)
  }
  await page.goto(at('/sessions'))
  await page
    .getByRole('link', { name: /^Session \d+ on/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('img').first().waitFor()
  await picture(page, 'session')
  await page.goto(at('/bursts'))
  await page.locator('a[href^="/bursts/"]').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, 'burst')
  console.log(folder)
} finally {
  await browser.close()
  await server.close()
  await rm(dataDir, { recursive: true, force: true })
}
