import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { claimSession, enqueueDue, giveUpSession, releaseLeases, renewLease } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { finishSession, noteReceipt, recordStep } from '../../db/course.ts'
import { startQueue, takeSessions } from '../../db/queue.ts'
import { getSession, querySessions } from '../../db/sessions.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

const ENDING = {
  outcome: 'completed',
  lengthMs: 1500,
  pages: 2,
  screenshot: false,
  receipt: { sent: { posthog: 4 }, accepted: { posthog: 3 } },
  modelCalls: 0,
  metadata: {},
} as const

describe.each(DATABASES)('claims on %s', (kind) => {
  let database: Database
  let boss: Awaited<ReturnType<typeof startQueue>>
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    boss = await startQueue(database.createBoss())
    own = await tenant(database)
  })
  afterAll(async () => {
    await boss.stop({ graceful: false })
    await database.close()
  })

  const claimOne = async (burstId: string) => {
    await enqueueDue(database.db, boss)
    for (const job of await takeSessions(boss, 50)) {
      const claimed = await claimSession(database.db, { ...job, runner: newId() })
      if (claimed?.burstId === burstId)
        return {
          claimed,
          hold: { workspaceId: own.workspaceId, sessionId: claimed.id, attempt: claimed.attempts },
        }
    }
    throw new Error('Nothing was due.')
  }

  test('hands each due session to the queue once', async () => {
    const burst = await recordedBurst(database, own, { sessions: 4 })
    expect(await enqueueDue(database.db, boss)).toBe(4)
    expect(await enqueueDue(database.db, boss)).toBe(0)
    const jobs = await takeSessions(boss, 10)
    expect(new Set(jobs.map((job) => job.sessionId)).size).toBe(4)
    expect(await takeSessions(boss, 10)).toEqual([])
    await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
  })

  test('leaves alone what is not due yet', async () => {
    const from = new Date(Date.now() + 3_600_000).toISOString()
    const to = new Date(Date.now() + 7_200_000).toISOString()
    const burst = await recordedBurst(database, own, { window: { from, to } })
    expect(await enqueueDue(database.db, boss)).toBe(0)
    await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
  })

  test('gives a session to one of many runners that claim it at once', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const { items } = await querySessions(database.db, {
      workspaceId: own.workspaceId,
      filters: { burstId: burst.id },
      sort: 'newest',
      limit: 1,
    })
    const sessionId = items[0]?.id ?? ''
    const claims = await Promise.all(
      Array.from({ length: 8 }, () =>
        claimSession(database.db, { workspaceId: own.workspaceId, sessionId, runner: newId() }),
      ),
    )
    expect(claims.filter(Boolean)).toHaveLength(1)
    await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
  })

  test('runs a lost session again, writes it once, and names the stray visit', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const first = await claimOne(burst.id)
    await Promise.all([
      noteReceipt(database.db, first.hold, { sent: { posthog: 1 } }),
      noteReceipt(database.db, first.hold, { sent: { mixpanel: 1 } }),
      noteReceipt(database.db, first.hold, { accepted: { posthog: 1 } }),
    ])
    expect(await releaseLeases(database.db, 'all')).toBe(1)
    await database.db.execute(
      sql`update app.sessions set due_at = now() - interval '1 second' where burst_id = ${burst.id}`,
    )
    const second = await claimOne(burst.id)
    expect(second.claimed.attempts).toBe(2)

    expect(await renewLease(database.db, first.hold)).toBe(false)
    expect(await finishSession(database.db, first.hold, ENDING)).toBe(false)
    expect(await finishSession(database.db, second.hold, ENDING)).toBe(true)
    expect(await finishSession(database.db, second.hold, ENDING)).toBe(false)

    const seen = await getBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(seen).toMatchObject({ state: 'finished', strayVisits: 1, counts: { completed: 1, running: 0 } })
    const { tries } = await getSession(database.db, { workspaceId: own.workspaceId, id: second.claimed.id })
    expect(tries.map((t) => [t.number, t.lostAt !== null, t.sent, t.accepted])).toEqual([
      [1, true, { posthog: 1, mixpanel: 1 }, { posthog: 1 }],
      [2, false, { posthog: 4 }, { posthog: 3 }],
    ])
  })

  test('gives a session up as failed after five attempts broke, later each time, with the last reason', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    for (let attempt = 1; attempt <= 5; attempt++) {
      const { hold } = await claimOne(burst.id)
      await giveUpSession(database.db, hold, `Chromium went away (${attempt})`)
      expect(await enqueueDue(database.db, boss)).toBe(0)
      await database.db.execute(
        sql`update app.sessions set due_at = now() - interval '1 second' where burst_id = ${burst.id}`,
      )
    }
    const seen = await getBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(seen.counts).toMatchObject({ failed: 1, scheduled: 0 })
    const reason = 'Given up after 5 attempts; the last one: Chromium went away (5).'
    expect(seen.reasons).toEqual([{ reason, count: 1 }])
    expect(seen.endedAt).toBeInstanceOf(Date)
  })

  test('an orderly stop costs a session nothing, however often', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    for (let attempt = 1; attempt <= 7; attempt++) {
      const { hold } = await claimOne(burst.id)
      await giveUpSession(database.db, hold)
    }
    const seen = await getBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(seen.counts).toMatchObject({ failed: 0, scheduled: 1 })
    await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
  })

  test('hands out no second job for a session that still waits, and keeps the queue short', async () => {
    const burst = await recordedBurst(database, own, { sessions: 250 })
    expect(await enqueueDue(database.db, boss)).toBe(200)
    expect(await enqueueDue(database.db, boss)).toBe(0)
    const longAgo = sql`update app.sessions set queued_at = now() - interval '1 minute' where burst_id = ${burst.id}`
    await database.db.execute(longAgo)
    await enqueueDue(database.db, boss)
    await database.db.execute(longAgo)
    await enqueueDue(database.db, boss)
    const jobs = await takeSessions(boss, 1000)
    expect(jobs.length).toBe(new Set(jobs.map((job) => job.sessionId)).size)
    await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
  })

  test('cancels what has not finished, and nothing that a runner writes later counts', async () => {
    const burst = await recordedBurst(database, own, { sessions: 2 })
    const { hold } = await claimOne(burst.id)
    const { cancelled } = await cancelBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(cancelled).toBe(2)
    const at = { startedAt: new Date(), endedAt: new Date() }
    const step = { number: 1, text: 'x', ok: true, actions: [], url: 'http://localhost/', ...at }
    expect(await recordStep(database.db, hold, step)).toBe(false)
    expect(await finishSession(database.db, hold, ENDING)).toBe(false)
    const seen = await getBurst(database.db, { workspaceId: own.workspaceId, id: burst.id })
    expect(seen).toMatchObject({ state: 'cancelled', counts: { cancelled: 2, completed: 0 } })
  })
})
