/**
 * Makes tests/shots/page.png, the picture of the page that README shows: the product on a fresh folder, one sentence,
 * and the burst it became.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../api/env.ts'
import { startServer } from '../../api/server.ts'
import { burstCards, completed, launch, openScreen, say, sentenceFor, settled } from '../support/screen.ts'

const SESSIONS = 5
const PICTURE = fileURLToPath(new URL('page.png', import.meta.url))

const dataDir = await mkdtemp(join(tmpdir(), 'sessionburst-shots-'))
const { CHROME_PATH } = process.env
const server = await startServer(readConfig({ DATA_DIR: dataDir, PORT: '0', CHROME_PATH }), console.log, {
  anyPort: true,
})
const browser = await launch()
try {
  const { page } = await openScreen(browser, { colorScheme: 'light' })
  await page.goto(server.signInLink)
  await say(page, sentenceFor(SESSIONS))
  await completed(burstCards(page), SESSIONS)
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  await settled(page)
  await page.screenshot({ path: PICTURE })
  console.log(PICTURE)
} finally {
  await browser.close()
  await server.close()
  await rm(dataDir, { recursive: true, force: true })
}
