import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from '../../../agent/browser/local/browser.ts'
import type { Browser } from '../../../agent/browser/port.ts'
import type { Database } from '../../../db/client.ts'
import { connectPostgres } from '../../../db/connect-postgres.ts'
import { forgetTarget, getMemory, listMemory } from '../../../db/memory-entries.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../../support/databases.ts'
import { type Learners, sendVisitors } from '../../support/learners.ts'
import {
  DISTINCT_ACTIONS,
  type LearningSite,
  openLearningSite,
  SIX_STEPS,
} from '../../support/learning-site.ts'
import { CHROME } from '../../support/runner.ts'

const calls = (learnt: { modelCalls: number }[]) => learnt.reduce((sum, each) => sum + each.modelCalls, 0)

describe.each(DATABASES)('what visits learn, on %s', (kind) => {
  let runDir: string
  let databases: Database[]
  let browsers: Browser[]
  let own: Tenant
  let site: LearningSite
  let learners: Learners
  beforeAll(async () => {
    runDir = await mkdtemp(join(tmpdir(), 'sb-learn-'))
    const first = await freshDatabase(kind)
    // A second connection is a second process's worth; PGlite has one only.
    databases = 'url' in first ? [first, await connectPostgres(String(first.url))] : [first]
    own = await tenant(first)
    browsers = await Promise.all([1, 2].map(() => openBrowser({ chromePath: CHROME, runDir })))
  })
  afterAll(async () => {
    await Promise.all((browsers ?? []).map((browser) => browser.close()))
    for (const database of (databases ?? []).toReversed()) await database.close()
    await rm(runDir, { recursive: true, force: true })
  })
  const of = () => ({ workspaceId: own.workspaceId, targetId: own.shop.id })
  beforeEach(async () => {
    site = await openLearningSite()
    const db = (i: number) => (databases[i] ?? databases[0])?.db as Database['db']
    learners = { ...of(), site, runners: browsers.map((browser, i) => ({ browser, db: db(i) })) }
    await forgetTarget(db(0), of())
    return () => site.close()
  })
  const learnt = async (step: string) => {
    const db = learners.runners[0]?.db as Database['db']
    const { items } = await listMemory(db, { ...of(), limit: 200 })
    return Promise.all(
      items.filter((item) => item.step === step).map(({ id }) => getMemory(db, { ...of(), id })),
    )
  }

  test('visits of two runners at once resolve each step once per viewport class, and the next burst nothing', async () => {
    const first = await sendVisitors(learners, { sessions: 8, journey: SIX_STEPS, seed: 1, atOnce: 4 })
    expect(first.filter(({ ok }) => !ok)).toEqual([])
    const classes = new Set(first.map(({ device }) => device)).size
    expect(calls(first)).toBeLessThanOrEqual(DISTINCT_ACTIONS * classes)
    expect((await learnt('sign up')).map(({ version }) => version)).toEqual(Array(classes).fill(1))
    const second = await sendVisitors(learners, { sessions: 4, journey: SIX_STEPS, seed: 1, atOnce: 4 })
    expect({ calls: calls(second), ok: second.every(({ ok }) => ok) }).toEqual({ calls: 0, ok: true })
    expect(site.finished()).toBe(12)
  })

  test('a renamed button is healed once for all, and the history tells it', async () => {
    const journey = SIX_STEPS.slice(0, 3)
    const desktop = { journey, seed: 3, atOnce: 2 }
    await sendVisitors(learners, { ...desktop, sessions: 2 })
    site.renameButton()
    const later = await sendVisitors(learners, { ...desktop, sessions: 4 })
    expect(later.filter(({ ok }) => !ok)).toEqual([])
    expect(calls(later)).toBeGreaterThan(0)
    const entries = await learnt('sign up')
    expect(entries.map(({ version }) => version)).toEqual(entries.map(() => 2))
    expect(new Set(entries.map(({ changes }) => changes[0]?.sessionId)).size).toBe(1)
    const [change] = entries.find((entry) => entry.version === 2)?.changes ?? []
    expect(change?.reason).toMatch(/could not click "Create account"/)
    expect(change?.before?.flat().at(-1)).toMatchObject({ description: 'Create account' })
    expect(change?.after.flat().at(-1)).toMatchObject({ description: 'Open my account' })
    expect(JSON.stringify(change?.after)).toContain('%email%')
  })
})
