import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportBurst, reportTarget } from '../../../agent/bursts/report.ts'
import { realismReport } from '../../../agent/tools/realism-report.ts'
import { claimSession } from '../../../db/claims.ts'
import { type Database, newId } from '../../../db/client.ts'
import { finishSession, noteReceipt, recordStep } from '../../../db/course.ts'
import { querySessions } from '../../../db/sessions.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../../support/databases.ts'

const AT = Date.UTC(2026, 10, 23, 10)

/** Ends a session of the burst as a runner would, after two steps 3 s apart. */
async function visited({ db }: Database, workspaceId: string, sessionId: string): Promise<void> {
  await claimSession(db, { workspaceId, sessionId, runner: newId() })
  const hold = { workspaceId, sessionId, attempt: 1 }
  for (const [index, path] of ['/pricing', '/signup'].entries()) {
    const startedAt = new Date(AT + index * 4_000)
    const endedAt = new Date(AT + index * 4_000 + 1_000)
    const url = `http://localhost:8788${path}?x=1`
    await recordStep(db, hold, {
      number: index + 1,
      text: path,
      ok: true,
      actions: [],
      url,
      startedAt,
      endedAt,
    })
  }
  const receipt = { sent: { posthog: 3, amplitude: 1 }, accepted: { posthog: 3 } }
  await noteReceipt(db, hold, receipt)
  const ending = { outcome: 'completed', lengthMs: 12_345, pages: 3, screenshot: false } as const
  await finishSession(db, hold, { ...ending, receipt, modelCalls: 2, metadata: {} })
}

describe.each(DATABASES)('a realism report on %s', (kind) => {
  let database: Database
  let own: Tenant
  let burst: string
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    burst = (await recordedBurst(database, own, { sessions: 4, devices: { mobile: 50, desktop: 50 } })).id
    const { workspaceId } = own
    const query = { workspaceId, filters: { burstId: burst }, sort: 'oldest', limit: 3 } as const
    for (const { id } of (await querySessions(database.db, query)).items)
      await visited(database, workspaceId, id)
  })
  afterAll(() => database.close())

  test('is made of the sessions that ended, beside what was planned of all', async () => {
    const { workspaceId } = own
    const { burst: view, report } = await reportBurst(database.db, { workspaceId, id: 'latest' })
    expect(view.spent).toMatchObject({ sessionMinutes: 0.6, modelCalls: 6, minutes: null })
    expect(view.estimate).toMatchObject({ stepsToLearn: 4, browserbaseMinutes: 0 })
    expect(report).toMatchObject({ visits: 3, preset: 'demo' })
    expect(report.vendors).toEqual([{ vendor: 'posthog', sessions: 3, strayVisits: 0, people: 3 }])
    const row = (quantity: string) => report.rows.find((one) => one.quantity === quantity)
    expect(row('devices')?.asked).toEqual({ mobile: 50, desktop: 50 })
    expect(row('devices')?.verdict).toBe('too few to tell')
    expect(row('dwell on a page')).toMatchObject({ n: 3, sent: { p25: 3, median: 3, p75: 3 } })
    expect(report.tells.find(({ tell }) => /same path/.test(tell))?.detail).toMatch(/^3 of 3/)
  })

  test('speaks of a target over all its bursts, and in the chat in a few sentences', async () => {
    const { workspaceId, userId, shop } = own
    expect((await reportTarget(database.db, { workspaceId, id: shop.id })).visits).toBe(3)
    const context = { db: database.db, workspaceId, userId, pageUrl: 'http://localhost', now: new Date() }
    const { summary } = await realismReport.run(context, { burst })
    expect(summary).toMatch(/^Burst \S+ on Demo shop\. Of 3 visits: /)
    expect(summary).toContain('posthog 3')
  })

  test('of another workspace is not there', async () => {
    const foreign = await tenant(database, 'bob@example.com')
    const { workspaceId } = foreign
    await expect(reportBurst(database.db, { workspaceId, id: burst })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(reportTarget(database.db, { workspaceId, id: own.shop.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
