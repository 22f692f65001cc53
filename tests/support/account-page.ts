import { rm } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { vi } from 'vitest'
import { readConfig } from '../../api/env.ts'
import { startServer } from '../../api/server.ts'
import { freshFolder } from './folder.ts'
import { freePorts } from './process.ts'
import { startProviders } from './providers.ts'
import { field, launch, openScreen, press } from './screen.ts'

/** The product in this process, with a GitHub, a Google, a browser, and a terminal that is read. */
export async function startAccounts(environment: Record<string, string> = {}) {
  const dataDir = await freshFolder()
  const port = environment.PORT ?? (await freePorts())
  const terminal: string[] = []
  const providers = await startProviders(`http://localhost:${port}`)
  const { CHROME_PATH } = process.env
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: String(port),
    CHROME_PATH,
    ...providers.environment,
    ...environment,
  })
  const server = await startServer(config, (line) => terminal.push(line), { runLater: true })
  const browser = await launch()
  return {
    url: server.url,
    /** Looks for proofs and works off sessions from now on. */
    run: server.run,
    providers,
    /** A device on which nobody is signed in. */
    device: (options: BrowserContextOptions = {}) => openScreen(browser, { baseURL: server.url, ...options }),
    /** The newest message to the address, as the terminal shows it. */
    mailTo: (address: string) =>
      vi.waitFor(() => {
        const text = terminal.findLast((line) => line.startsWith(`Mail to ${address},`))
        if (!text) throw new Error(`No mail to ${address} in the terminal.`)
        return { code: /Code: (\d+)/.exec(text)?.[1] ?? '', link: /Link: (\S+)/.exec(text)?.[1] ?? '' }
      }),
    async close() {
      await browser.close()
      await server.close()
      await providers.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export const PASSWORD = 'Correct-horse-9'
export const isIn = async (page: Page) => {
  await page.waitForURL('**/c/new')
  await field(page, 'Message').waitFor()
}

export async function signUp(page: Page, email: string) {
  await page.goto('/sign-up')
  await field(page, 'Email').fill(email)
  await field(page, 'Password').fill(PASSWORD)
  await press(page, 'Create the account')
  await isIn(page)
}
export async function signIn(page: Page, email: string, password = PASSWORD) {
  await field(page, 'Email').fill(email)
  await field(page, 'Password').fill(password)
  await press(page, 'Sign in')
}
export const toProfile = async (page: Page) => {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: /^Account/ })
    .click()
  await page.getByRole('menuitem', { name: 'Profile' }).click()
  await page.getByRole('heading', { name: 'Profile' }).waitFor()
}
