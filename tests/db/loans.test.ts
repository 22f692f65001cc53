import { expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { cancelBurst } from '../../db/cancel-burst.ts'
import { claimSession, giveUpSession } from '../../db/claims.ts'
import { newId } from '../../db/client.ts'
import { noteLoan } from '../../db/course.ts'
import { querySessions } from '../../db/sessions.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, tenant } from '../support/databases.ts'

const MINUTE_MS = 60_000

test.each(DATABASES)('every attempt in a lent browser is billed, a minute at least: %s', async (kind) => {
  const database = await freshDatabase(kind)
  const own = await tenant(database)
  const { db } = database
  const { workspaceId, userId } = own
  const { id } = await recordedBurst(database, own, { sessions: 2 })
  const query = { workspaceId, filters: { burstId: id }, sort: 'oldest', limit: 2 } as const
  const [first, second] = (await querySessions(db, query)).items
  const billed = async () => Math.floor((await getBurst(db, { workspaceId, id })).spent.browserbaseMinutes)
  const claim = async (sessionId = '') => {
    const claimed = await claimSession(db, { workspaceId, sessionId, runner: newId() })
    return { workspaceId, sessionId, attempt: claimed?.attempts ?? 0 }
  }
  const lend = (hold: Awaited<ReturnType<typeof claim>>, minutesAgo: number) => {
    const recording = 'https://www.browserbase.com/sessions/1'
    return noteLoan(db, hold, { since: new Date(Date.now() - minutesAgo * MINUTE_MS), recording })
  }
  // In a browser of our own nothing is billed, not even when the attempt is lost.
  await giveUpSession(db, await claim(first?.id))
  expect(await billed()).toBe(0)
  const lost = await claim(first?.id)
  await lend(lost, 0)
  await giveUpSession(db, lost)
  expect(await billed()).toBe(1)
  await lend(await claim(first?.id), 3)
  await lend(await claim(second?.id), 0.5)
  expect(await billed()).toBe(5)
  await cancelBurst(db, { workspaceId, userId, id })
  expect(await billed()).toBe(5)
  await database.close()
})
