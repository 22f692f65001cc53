import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../../../agent/browser/local/browser.ts'
import { sweepRunDirs } from '../../../agent/browser/local/run-dir.ts'
import { click, openSite, type Site } from './support.ts'
import { CHROME, DESKTOP, noModel } from './visitors.ts'

const OWNER = fileURLToPath(new URL('owner.ts', import.meta.url))

/** Processes of the group that a Chromium leads. */
async function members(group: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean)
  const groups = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const [state, , pgrp] = text.slice(text.lastIndexOf(')') + 2).split(' ')
      return { pid, dead: state === 'Z', pgrp: Number(pgrp) }
    }),
  )
  return groups.filter(({ dead, pgrp }) => !dead && pgrp === group).map(({ pid }) => pid)
}

async function gone(group: number, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (performance.now() < end) if ((await members(group)).length === 0) return true
  return false
}

describe('a browser leaves nothing behind', () => {
  let parent: string
  let site: Site
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'sb-test-'))
    site = await openSite({ '/': '<button id=b>B</button>' })
  })
  afterAll(async () => {
    await site.close()
    await rm(parent, { recursive: true, force: true })
  })
  const browserPid = async (dir: string) => {
    const [name = ''] = await readdir(dir)
    return Number(await readFile(join(dir, name, 'browser.pid'), 'utf8'))
  }
  const folder = async (name: string) => {
    await mkdir(join(parent, name))
    return join(parent, name)
  }
  const open = async (runDir: string) => {
    const browser = await openBrowser({ chromePath: CHROME, runDir })
    const signal = new AbortController().signal
    const visitor = await browser.open({ identity: DESKTOP, allow: [site.host], generate: noModel, signal })
    await visitor.goto(`${site.origin}/`)
    return { browser, visitor }
  }

  it('while it runs, it shows no page but those of its visits: a toolbar would cost a process each', async () => {
    const dir = await folder('toolbar')
    const { browser, visitor } = await open(dir)
    await visitor.screenshot()
    const [name = ''] = await readdir(dir)
    const [port] = (await readFile(join(dir, name, 'profile', 'DevToolsActivePort'), 'utf8')).split('\n')
    const shown = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { url: string }[]
    expect(shown.map(({ url }) => url)).toContain(`${site.origin}/`)
    expect(shown.filter(({ url }) => url.startsWith('chrome:'))).toEqual([])
    await browser.close()
  })

  it('when it is closed under an open visit', async () => {
    const dir = await folder('close')
    const { browser, visitor } = await open(dir)
    const pid = await browserPid(dir)
    expect((await members(pid)).length).toBeGreaterThan(3)
    const waiting = visitor.perform(click('xpath=//*[@id="none"]'), {})
    await Promise.all([expect(waiting).rejects.toMatchObject({ fault: 'aborted' }), browser.close()])
    await browser.closed
    // All were killed at once; a busy machine takes a moment over the last ones.
    expect(await gone(pid, 5000)).toBe(true)
    expect(await readdir(dir)).toEqual([])
  })

  it('when Chromium is killed, and open visits say that it crashed', async () => {
    const dir = await folder('crash')
    const { browser, visitor } = await open(dir)
    const waiting = visitor.perform(click('xpath=//*[@id="none"]'), {})
    process.kill(-(await browserPid(dir)), 'SIGKILL')
    await expect(waiting).rejects.toMatchObject({ fault: 'crashed' })
    await browser.closed
    await expect(visitor.goto(site.origin)).rejects.toMatchObject({ fault: 'crashed' })
    await expect(visitor.leave()).resolves.toMatchObject({ allowed: expect.any(Number) })
    await browser.close()
    expect(await readdir(dir)).toEqual([])
  })

  it('when its owner is killed: Chromium ends by itself and the next start removes the folder', async () => {
    const dir = await folder('owner')
    const owner = spawn(process.execPath, [OWNER, dir, site.origin], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(owner.stdout, 'data')
    const pid = await browserPid(dir)
    expect(await sweepRunDirs(dir)).toBe(0)
    owner.kill('SIGKILL')
    expect(await gone(pid, 5000)).toBe(true)
    expect(await sweepRunDirs(dir)).toBe(1)
    expect(await readdir(dir)).toEqual([])
  })

  it('when its owner is killed and Chromium hangs: the next start ends it', async () => {
    const dir = await folder('hung')
    const owner = spawn(process.execPath, [OWNER, dir, site.origin], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(owner.stdout, 'data')
    const pid = await browserPid(dir)
    process.kill(-pid, 'SIGSTOP')
    const exited = once(owner, 'exit')
    owner.kill('SIGKILL')
    await exited
    expect(await sweepRunDirs(dir)).toBe(1)
    expect(await gone(pid, 3000)).toBe(true)
    expect(await readdir(dir)).toEqual([])
  })
})
