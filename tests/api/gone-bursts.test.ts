import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { addTarget, removeTarget } from '../../db/targets.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { type Event, openStream } from '../support/streams.ts'

describe.each(DATABASES)('followers of a burst on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    expect(api.errors).toEqual([])
    await api.close()
    await database.close()
  })

  test('are told that it is gone when it is removed, and when its target is', async () => {
    const target = await addTarget(database.db, { ...own, origin: 'https://gone.example', name: 'Gone' })
    await database.db.execute(sql`update app.targets set verified_at = now() where id = ${target.id}`)
    const removed = await recordedBurst(database, own, { sessions: 1 })
    const orphan = await recordedBurst(database, own, { sessions: 1, target: 'Gone' })
    const topics = [removed, orphan].map(({ id }) => `burst:${id}`)
    const stream = await openStream(api, `/api/events?topics=bursts,${topics.join(',')}`)
    const is = (type: string, topic?: string) => (event: Event) =>
      event.data.type === type && event.data.topic === topic
    await stream.until(is('ready', '*'))
    // With it the list of bursts is told as changed, in either order.
    const told = (since: number, topic: string | undefined) => () =>
      [is('gone', topic), is('changed', 'bursts')].every((one) => stream.seen.slice(since).some(one))
    await removeBurst(database.db, { ...own, id: removed.id })
    await stream.until(told(0, topics[0]))
    const since = stream.seen.length
    await removeTarget(database.db, { ...own, id: target.id })
    await stream.until(told(since, topics[1]))
    await stream.leave()
  })
})
