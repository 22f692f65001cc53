import { readFile } from 'node:fs/promises'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'

const LONGEST_WAIT_MS = 60_000
const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)

type AxeResults = { violations: { id: string; nodes: { html: string }[] }[] }
declare const axe: { run(): Promise<AxeResults> }

export interface Screen {
  page: Page
  /** What axe, the console and the CSP have to say at the end of a flow, without what was expected. */
  flaws(...expected: RegExp[]): Promise<string[]>
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium' })

export async function openScreen(browser: Browser, options: BrowserContextOptions): Promise<Screen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(LONGEST_WAIT_MS)
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`CSP: ${violatedDirective} refused ${blockedURI}`),
    ),
  )
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (error) => said.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(`${message.text()} (${message.location().url})`)
  })
  return {
    page,
    flaws: async (...expected) => [
      ...(await axeFindings(page)),
      ...said.filter((line) => !expected.some((pattern) => pattern.test(line))),
    ],
  }
}

/** Every animation that has an end came to it, and the fonts are there. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(passing.map(({ finished }) => finished))
    await document.fonts.ready
  })

/** What axe has to say about the page as it is, once it stands still. */
export async function axeFindings(page: Page): Promise<string[]> {
  await settled(page)
  // Evaluated by the debugger, which the page's CSP does not concern.
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate(() => axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

export const sentenceFor = (sessions: number) =>
  `Run ${sessions} sessions on the demo shop: open the pricing page, then sign up`

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).pressSequentially(text)
  await page.keyboard.press('Enter')
}

export const burstCards = (page: Page): Locator => page.getByRole('article', { name: 'Burst on Demo shop' })

/** The whole burst came to its end, and the card says so. */
export const completed = (card: Locator, sessions: number): Promise<void> =>
  card.getByText(`${sessions} of ${sessions} sessions over: ${sessions} completed`).first().waitFor()

export const running = (card: Locator): Promise<void> =>
  card
    .getByRole('link', { name: /running/ })
    .first()
    .waitFor()
