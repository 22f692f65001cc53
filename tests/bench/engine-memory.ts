import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBrowser } from '../../agent/browser/local/browser.ts'
import { startDemoShop } from '../../web/demo-shop/server.ts'
import { DESKTOP, noModel } from '../agent/browser/visitors.ts'
import type { Row } from './row.ts'

const VISITORS = 12
const GOAL_MB = 75
/** Who reads has stopped loading: what that left behind is collected by then. */
const SETTLED_MS = 12_000

/** What one more visitor who only reads costs: on a page with three analytics SDKs, pages that are shared counted by share. */
export async function idleMemory(chromePath: string, runDir: string): Promise<Row> {
  const shop = await startDemoShop({ port: 0 })
  const browser = await openBrowser({ chromePath, runDir })
  try {
    const request = { identity: DESKTOP, allow: [new URL(shop.origin).host], generate: noModel }
    const visit = async () => {
      const visitor = await browser.open({ ...request, signal: new AbortController().signal })
      await visitor.goto(shop.origin)
    }
    // The first one also pays for what all share.
    await visit()
    const before = await sharedMegabytes(runDir)
    for (let i = 0; i < VISITORS; i++) await visit()
    await sleep(SETTLED_MS)
    const each = ((await sharedMegabytes(runDir)) - before) / VISITORS
    const value = Math.round(each * 10) / 10
    const goal = {
      yardstick: 'the goal',
      yardstickValue: GOAL_MB,
      ratio: Math.round((100 * each) / GOAL_MB) / 100,
    }
    return { case: `memory an idle visitor, of ${VISITORS}`, value, unit: 'MB', ...goal }
  } finally {
    await browser.close()
    await shop.close()
  }
}

/** Proportional set size of the Chromium that runs in this folder, all its processes. */
async function sharedMegabytes(runDir: string): Promise<number> {
  const [name = ''] = await readdir(runDir)
  const group = Number(await readFile(`${runDir}/${name}/browser.pid`, 'utf8'))
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const [, , leader] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(leader) !== group) return 0
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
      return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
    }),
  )
  return sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}
