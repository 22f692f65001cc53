import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { claimSession, enqueueDue, giveUpSession } from '../../db/claims.ts'
import { type Database, newId, rows } from '../../db/client.ts'
import { finishSession } from '../../db/course.ts'
import type { Hold } from '../../db/hold.ts'
import { startQueue, takeSessions } from '../../db/queue.ts'
import { changeTarget, type Target } from '../../db/targets.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { provenTarget } from '../support/proofs.ts'

const ENDING = {
  outcome: 'completed',
  lengthMs: 10,
  pages: 1,
  screenshot: false,
  receipt: { sent: {}, accepted: {} },
  modelCalls: 0,
  metadata: {},
} as const

describe.each(DATABASES)('what a target admits on %s', (kind) => {
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

  async function limited(name: string, sessionsAtOnce: number, sessionsPerHour: number, sessions: number) {
    const target = await provenTarget(database, own, name)
    await changeTarget(database.db, { ...target, change: { sessionsAtOnce, sessionsPerHour } })
    const burst = await recordedBurst(database, own, { target: name, sessions })
    const ids = await rows<{ id: string }>(
      database.db,
      sql`select id from app.sessions where burst_id = ${burst.id} order by number`,
    )
    return { target, burst, ids: ids.map(({ id }) => id) }
  }
  const claim = (sessionId: string) =>
    claimSession(database.db, { workspaceId: own.workspaceId, sessionId, runner: newId() })
  const holdOf = (sessionId: string): Hold => ({ workspaceId: own.workspaceId, sessionId, attempt: 1 })
  const claimAll = async (ids: string[]) =>
    (await Promise.all(ids.map(claim))).flatMap((claimed) => (claimed ? [claimed.id] : []))
  const cancel = (id: string) => cancelBurst(database.db, { workspaceId: own.workspaceId, id })

  test('of a dozen claims at once as many win as may run at once, and one more for each that ends', async () => {
    const { ids, burst } = await limited('once', 4, 1000, 12)
    const first = await claimAll(ids)
    expect(first).toHaveLength(4)
    expect(await claimAll(ids)).toEqual([])
    for (const id of first.slice(0, 3)) await finishSession(database.db, holdOf(id), ENDING)
    expect(await claimAll(ids)).toHaveLength(3)
    await cancel(burst.id)
  })

  test('no more start within an hour than it takes, lost attempts included; an hour later they do', async () => {
    const { ids, burst, target } = await limited('hour', 100, 6, 14)
    const first = await claimAll(ids)
    expect(first).toHaveLength(6)
    for (const id of first) await giveUpSession(database.db, holdOf(id))
    expect(await claimAll(ids)).toEqual([])
    await database.db.execute(
      sql`update app.attempts set started_at = now() - interval '61 minutes' where session_id in
            (select id from app.sessions where target_id = ${target.id})`,
    )
    expect(await claimAll(ids)).toHaveLength(6)
    await cancel(burst.id)
  })

  test('two runners that work at the same time stay within it to the end, and every session runs once', async () => {
    const { burst, target } = await limited('pair', 3, 1000, 24)
    let most = 0
    let ran = 0
    const work = async (runner: string) => {
      for (let idle = 0; idle < 20 && ran < 24; idle++) {
        await enqueueDue(database.db, boss)
        for (const job of await takeSessions(boss, 4)) {
          const claimed = await claimSession(database.db, { ...job, runner })
          if (!claimed) continue
          idle = 0
          most = Math.max(most, await running(target))
          await finishSession(database.db, holdOf(claimed.id), ENDING)
          ran++
        }
      }
    }
    await Promise.all([newId(), newId(), newId(), newId(), newId()].map(work))
    expect({ ran, within: most <= 3 }).toEqual({ ran: 24, within: true })
    await cancel(burst.id)
  })

  const running = async ({ id }: Target) => {
    const [found] = await rows<{ count: number }>(
      database.db,
      sql`select count(*)::int as count from app.sessions where target_id = ${id} and outcome = 'running'`,
    )
    return found?.count ?? 0
  }

  test('a full target gets no job, and holds up no other', async () => {
    const full = await limited('full', 1, 1000, 300)
    const free = await limited('free', 50, 1000, 20)
    expect(await enqueueDue(database.db, boss)).toBe(21)
    expect(await enqueueDue(database.db, boss)).toBe(0)
    const won = await claimAll((await takeSessions(boss, 100)).map(({ sessionId }) => sessionId))
    expect(won).toHaveLength(21)
    expect(await enqueueDue(database.db, boss)).toBe(0)
    const [inFull] = won.filter((id) => full.ids.includes(id))
    await finishSession(database.db, holdOf(inFull ?? ''), ENDING)
    expect(await enqueueDue(database.db, boss)).toBe(1)
    await takeSessions(boss, 100)
    for (const { burst } of [full, free]) await cancel(burst.id)
  })

  test('a session that came too early is handed out again as soon as there is room', async () => {
    const { ids, burst } = await limited('early', 2, 1000, 3)
    await enqueueDue(database.db, boss)
    await database.db.execute(sql`update app.sessions set queued_at = now() where burst_id = ${burst.id}`)
    await takeSessions(boss, 10)
    const won = await claimAll(ids)
    expect(won).toHaveLength(2)
    await finishSession(database.db, holdOf(won[0] ?? ''), ENDING)
    expect(await enqueueDue(database.db, boss)).toBe(1)
    expect((await takeSessions(boss, 10)).map(({ sessionId }) => sessionId)).toEqual(
      ids.filter((id) => !won.includes(id)),
    )
    await cancel(burst.id)
  })

  test('a limit that is lowered or lifted holds for the next session', async () => {
    const { ids, burst, target } = await limited('moved', 5, 1000, 12)
    expect(await claimAll(ids)).toHaveLength(5)
    await changeTarget(database.db, { ...target, change: { sessionsAtOnce: 2 } })
    expect(await claimAll(ids)).toEqual([])
    // The default is ten.
    await changeTarget(database.db, { ...target, change: { sessionsAtOnce: null } })
    expect(await claimAll(ids)).toHaveLength(5)
    await cancel(burst.id)
  })
})
