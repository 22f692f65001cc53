import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { Cdp } from '../../agent/browser/local/cdp.ts'
import { killGroup } from '../../agent/browser/local/run-dir.ts'
import { EXTENSION } from '../../agent/browser/local/stagehand.ts'

const CHROME = process.env.CHROME_PATH ?? '/usr/bin/chromium'

export interface Chrome {
  cdpUrl: string
  child: ChildProcess
  end(): Promise<void>
}

/**
 * A Chromium as someone else would lend it: with Stagehand's extension, and with none of what our own launch sees to
 * (no proxy, a webdriver flag, one page open, both features on that lose an identity at pagehide).
 */
export async function lendChrome(): Promise<Chrome> {
  const profile = await mkdtemp(join(tmpdir(), 'sb-lent-'))
  const args = [
    ...['--headless', '--remote-debugging-port=0', '--remote-debugging-pipe', '--remote-allow-origins=*'],
    ...[
      '--no-first-run',
      '--enable-unsafe-extension-debugging',
      '--password-store=basic',
      '--disable-background-networking',
    ],
    ...['--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/1.0.0.0 Safari/537.36'],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${profile}`,
    'about:blank',
  ]
  // The pipes are never spoken through: their breaking ends a Chromium whose test was killed.
  const child = spawn(CHROME, args, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  for (const pipe of child.stdio.slice(3)) pipe?.on('error', () => undefined)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const [port, path] = await vi.waitUntil(
    async () => {
      const lines = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n')
      return lines[1] ? lines : undefined
    },
    { timeout: 30_000, interval: 20 },
  )
  const cdpUrl = `ws://127.0.0.1:${port}${path}`
  const cdp = await Cdp.connect(cdpUrl)
  await cdp.send('Extensions.loadUnpacked', { path: EXTENSION })
  cdp.close()
  return {
    cdpUrl,
    child,
    async end() {
      if (child.pid) killGroup(child.pid)
      await exited
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}
