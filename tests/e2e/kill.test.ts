import { execFileSync } from 'node:child_process'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { RUN_DIRS } from '../../agent/browser/local/run-dir.ts'
import { freshFolder } from '../support/folder.ts'
import { freePorts, startProduct } from '../support/process.ts'

interface Burst {
  id: string
  counts: Record<string, number>
  strayVisits: number
  state: string
}
interface Session {
  id: string
  number: number
  outcome: string
  attempts: number
  startedAt: string | null
}
interface Detail extends Session {
  tries: { strayVisit: boolean; sent: Record<string, number>; accepted: Record<string, number> }[]
}
interface Collected {
  sdks: Record<'posthog' | 'mixpanel' | 'amplitude', { people: number }>
}

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

/** Moments of the kills, in ms after a session was seen running: early, among the steps, near the end. */
const KILLS = (process.env.KILL_AT ?? '400,1500,3000').split(',').map(Number)

test('a burst and what was being created survive kill -9 at any moment: all once, lost visits named, nothing left behind', async () => {
  const dataDir = await freshFolder()
  folders.push(dataDir)
  const port = await freePorts()
  let product = await startProduct(dataDir, port)
  const { id } = await product.call<Burst>('/api/bursts', {
    sessions: 5,
    journey: ['open the pricing page', 'sign up'],
    seed: 7,
  })
  const pids = [product.pid]
  for (const after of KILLS) {
    await vi.waitUntil(async () => (await product.call<Burst>(`/api/bursts/${id}`)).counts.running !== 0, {
      timeout: 60_000,
    })
    await delay(after)
    const cutOff = asked(after).map((title) => product.create(title).catch(() => 0))
    // The others are somewhere between the wire and the commit then.
    await Promise.race(cutOff)
    process.kill(product.pid, 'SIGKILL')
    await Promise.all(cutOff)
    await product.ended
    await vi.waitUntil(() => browsersOf(product.pid).length === 0, { timeout: 10_000 })
    product = await startProduct(dataDir, port)
    pids.push(product.pid)
  }
  const burst = await vi.waitUntil(
    async () => {
      const seen = await product.call<Burst>(`/api/bursts/${id}`)
      return seen.state === 'finished' && seen
    },
    { timeout: 120_000, interval: 250 },
  )
  expect(burst.counts).toMatchObject({ completed: 5, failed: 0, running: 0, scheduled: 0 })

  const { items } = await product.call<{ items: Session[] }>(`/api/sessions?burst=${id}`)
  expect(items.map((s) => s.number).toSorted()).toEqual([1, 2, 3, 4, 5])
  const details = await Promise.all(items.map((s) => product.call<Detail>(`/api/sessions/${s.id}`)))
  const strays = details.flatMap((s) => s.tries.filter((t) => t.strayVisit))
  expect(strays.length).toBe(burst.strayVisits)
  const collected = (await (await fetch(`${product.shop}/collected.json`)).json()) as Collected
  for (const sdk of ['posthog', 'mixpanel', 'amplitude'] as const) {
    // A request that was on its way when the process died was named before it left; nobody knows whether it arrived.
    const seen = (what: 'sent' | 'accepted') => 5 + strays.filter((stray) => stray[what][sdk]).length
    const { people } = collected.sdks[sdk]
    expect(people, sdk).toBeGreaterThanOrEqual(seen('accepted'))
    expect(people, sdk).toBeLessThanOrEqual(seen('sent'))
  }

  const titles = KILLS.flatMap(asked)
  expect(await Promise.all(titles.map((title) => product.create(title)))).toEqual(titles.map(() => 201))
  const made = await product.call<{ items: { title: string }[] }>('/api/conversations?limit=100')
  expect(made.items.map(({ title }) => title).toSorted()).toEqual(titles.toSorted())

  product.child.kill('SIGTERM')
  expect(await product.ended).toBe(0)
  for (const pid of pids) {
    expect(browsersOf(pid)).toEqual([])
    expect((await readdir(RUN_DIRS)).filter((name) => name.startsWith(`chromium-${pid}-`))).toEqual([])
  }
}, 300_000)

/** Conversations that are asked for in the moment of a kill, and once more afterwards with the same keys. */
const asked = (kill: number) => Array.from({ length: 8 }, (_, i) => `kill-${kill}-${i}`)

/** Chromium processes whose profile is the given owner's. */
function browsersOf(owner: number): string[] {
  const listing = execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' })
  const profile = `--user-data-dir=${join(RUN_DIRS, `chromium-${owner}-`)}`
  return listing.split('\n').filter((line) => line.includes(profile) && !line.startsWith('Z'))
}
