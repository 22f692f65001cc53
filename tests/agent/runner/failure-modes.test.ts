import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Cdp } from '../../../agent/browser/local/cdp.ts'
import { RUN_DIRS } from '../../../agent/browser/local/run-dir.ts'
import { getSession, querySessions } from '../../../db/sessions.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { runnerBeside } from '../../support/runner.ts'
import { openSite, type Pages, type Site } from '../browser/support.ts'

const NAMES =
  'Pricing,Crashing,Hanging,Silent,File,Popup,Alert,Confirm,Guarded,Loop,Endless,Gone,Broken'.split(',')
const LINKS = NAMES.map((name) => `<p><a href=/${name.toLowerCase()}>${name}</a></p>`).join('')
const HOME = `<h1>Home</h1>${LINKS}`
const PAGES: Pages = {
  '/': HOME,
  '/favicon.ico': '',
  '/pricing': '<h1>Pricing</h1>',
  '/crashing': `<h1>Crashing</h1>${HOME}`,
  '/hanging': `<h1>Hanging</h1>${HOME}<script>setTimeout(() => { for (;;); }, 300)</script>`,
  '/silent': () => undefined,
  '/file': (_, res) => res.writeHead(200, { 'content-disposition': 'attachment; filename=a.zip' }).end('zip'),
  '/popup': `<h1>Popup</h1><a href=/pricing target=_blank>Prices</a>`,
  '/alert': `<h1>Alert</h1><script>alert(1)</script>${HOME}`,
  '/confirm': `<h1>Confirm</h1><a href=/pricing onclick="return confirm('sure?')">Prices</a>`,
  '/guarded': `<h1>Guarded</h1>${HOME}<script>onbeforeunload = (event) => event.preventDefault()</script>`,
  '/loop': (_, res) => res.writeHead(302, { location: '/loop' }).end(),
  '/endless': `<h1>Endless</h1><script>onload = () => location.replace('/endless?' + Math.random())</script>`,
  '/broken': (_, res) => res.socket?.destroy(),
}

let site: Site
let house: Awaited<ReturnType<typeof runnerBeside>>
beforeAll(async () => {
  site = await openSite(PAGES)
  house = await runnerBeside(site)
}, 60_000)
afterAll(async () => {
  await house.close()
  expect(await ownRunDirs()).toEqual([])
})

/** Folders of this process's Chromium: one while it runs. */
async function ownRunDirs(): Promise<string[]> {
  const names = await readdir(RUN_DIRS).catch(() => [])
  return names.filter((name) => name.startsWith(`chromium-${process.pid}-`))
}

/** What became of one visit with this journey. */
async function visit(...journey: string[]) {
  const { id } = await recordedBurst(house.database, house.own, { sessions: 1, journey })
  const over = await house.over(id, 180_000)
  const { workspaceId } = house.own
  const query = { workspaceId, filters: { burstId: id }, sort: 'oldest', limit: 1 } as const
  const [found] = (await querySessions(house.database.db, query)).items
  const session = await getSession(house.database.db, { workspaceId, id: found?.id ?? '' })
  return { ...session, counts: over.counts }
}
const PRICING = 'open the pricing page'

/** On a page of its own each, at the same time in one Chromium; none of them is to touch another. */
const CASES: [what: string, journey: string[], outcome: string, reason: RegExp | null][] = [
  ['a page that is as it should be', [PRICING], 'completed', null],
  ['a page that hangs', ['open the hanging page', PRICING], 'failed', /^an answer of the page took longer/],
  ['a page that never answers', ['open the silent page'], 'failed', /did not answer within 15000 ms/],
  ['a connection that breaks', ['open the broken page'], 'failed', /^http\S+\/broken: /],
  // Asked for, as a person does, and kept nowhere.
  ['a file instead of a page', ['open the file page', PRICING], 'completed', null],
  ['a new tab', ['open the popup page', 'click prices'], 'completed', null],
  ['an alert', ['open the alert page', PRICING], 'completed', null],
  ['a question', ['open the confirm page', 'click prices'], 'completed', null],
  ['a page that would keep its visitor', ['open the guarded page', PRICING], 'completed', null],
  ['a page that would keep its visitor at the end', ['open the guarded page'], 'completed', null],
  ['redirects in a circle', ['open the loop page'], 'failed', /^http\S+\/loop: /],
  ['a page that leads from itself to itself', ['open the endless page', PRICING], 'failed', /Step 2|answer/],
  ['a page that is not there', ['open the gone page'], 'failed', /\/gone answered 404/],
]

test('each way a page can fail ends its own visit with the reason, and no other', async () => {
  const ended = await Promise.all(CASES.map(([, journey]) => visit(...journey)))
  const told = ended.map(({ outcome, reason, attempts }, i) => ({
    what: CASES[i]?.[0],
    outcome,
    attempts,
    reason: CASES[i]?.[3]?.test(reason ?? '') ? 'as expected' : reason,
  }))
  expect(told).toEqual(
    CASES.map(([what, , outcome, reason]) => ({
      ...{ what, outcome, attempts: 1 },
      reason: reason ? 'as expected' : null,
    })),
  )
  expect(house.errors).toEqual([])
  expect(await ownRunDirs()).toHaveLength(1)
}, 240_000)

test('a link that is gone is looked for anew, and where nothing fits the visit says so', async () => {
  expect(await visit(PRICING)).toMatchObject({ outcome: 'completed' })
  PAGES['/'] = `<h1>Home</h1><nav><a href=/pricing>Pricing</a></nav>`
  expect(await visit(PRICING)).toMatchObject({ outcome: 'completed' })
  PAGES['/'] = '<h1>Home</h1><a href=/about>Who we are</a>'
  const { outcome, reason } = await visit(PRICING)
  expect({ outcome, reason }).toEqual({
    outcome: 'failed',
    reason: `Step 1 ("${PRICING}"): Nothing on / clearly fits "${PRICING}".`,
  })
  PAGES['/'] = HOME
}, 120_000)

/** The debugging port of the runner's Chromium. */
async function chromium() {
  const [name = ''] = await ownRunDirs()
  const folder = join(RUN_DIRS, name)
  const [port, path] = (await readFile(join(folder, 'profile', 'DevToolsActivePort'), 'utf8')).split('\n')
  const pid = Number(await readFile(join(folder, 'browser.pid'), 'utf8'))
  return { pid, url: `ws://127.0.0.1:${port}${path}` }
}

test('a page that crashes gives its visit back each time, and after five times it has failed; others go on', async () => {
  const cdp = await Cdp.connect((await chromium()).url)
  let stopped = false
  const crash = async () => {
    const { targetInfos } = await cdp.send<{ targetInfos: { targetId: string; url: string }[] }>(
      'Target.getTargets',
    )
    const target = targetInfos.find(({ url }) => url.endsWith('/crashing'))
    if (!target) return
    const params = { targetId: target.targetId, flatten: true }
    const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', params)
    cdp.session(sessionId).post('Page.crash')
  }
  const crashing = (async () => {
    while (!stopped) {
      await crash().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const [bad, good] = await Promise.all([visit('open the crashing page', PRICING), visit(PRICING)])
  stopped = true
  await crashing
  cdp.close()
  expect(bad).toMatchObject({ outcome: 'failed', attempts: 5 })
  expect(bad.reason).toBe('Given up after 5 attempts; the last one: the page crashed.')
  expect(good).toMatchObject({ outcome: 'completed', attempts: 1 })
}, 120_000)

test('a Chromium that is killed costs its visits an attempt, not their end, and leaves no folder', async () => {
  const { pid } = await chromium()
  site.hits.length = 0
  const going = Promise.all([visit(PRICING), visit(PRICING)])
  await vi.waitUntil(() => site.hits.filter(({ path }) => path.startsWith('/')).length > 1, {
    timeout: 30_000,
  })
  process.kill(-pid, 'SIGKILL')
  for (const { outcome, tries } of await going) {
    expect(outcome).toBe('completed')
    expect(tries.length).toBeLessThanOrEqual(2)
  }
  expect((await chromium()).pid).not.toBe(pid)
  expect(await ownRunDirs()).toHaveLength(1)
}, 120_000)
