import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBurst } from '../../db/bursts.ts'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { openConversation, removeConversation, renameConversation } from '../../db/conversations.ts'
import { finishSession, recordStep } from '../../db/course.ts'
import { listBurstSessions } from '../../db/sessions.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { type Event, openStream, type Stream } from '../support/streams.ts'

describe.each(DATABASES)('the event stream on %s', (kind) => {
  let database: Database
  let own: Tenant
  let foreign: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    foreign = await tenant(database, 'bob@example.com')
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    expect(api.errors).toEqual([])
    await api.close()
    await database.close()
  })

  const follow = (topics: string[], headers: Record<string, string> = {}, query = '') =>
    openStream(api, `/api/events?topics=${topics.join(',')}${query}`, { headers })
  const isType = (type: string, topic?: string) => (event: Event) =>
    event.data.type === type && (topic === undefined || event.data.topic === topic)
  const types = (stream: Stream) => stream.seen.map(({ data }) => data.type)
  const claim = async (burstId: string, number: number) => {
    const { workspaceId } = own
    const sessions = await listBurstSessions(database.db, { workspaceId, burstId, limit: 1_000 })
    const sessionId = sessions[number - 1]?.session ?? ''
    await claimSession(database.db, { workspaceId, sessionId, runner: newId() })
    return { workspaceId, sessionId, attempt: 1 }
  }
  const ended = {
    outcome: 'completed',
    lengthMs: 1,
    pages: 1,
    screenshot: false,
    receipt: { sent: {}, accepted: {} },
    modelCalls: 0,
    metadata: {},
  } as const
  const at = { startedAt: new Date(), endedAt: new Date(), actions: [], url: 'http://localhost/' }

  test('a burst is a snapshot, then what changed, then its end; other topics go on', async () => {
    const burst = await recordedBurst(database, own, { sessions: 2 })
    const conversation = await openConversation(database.db, { ...own, title: 'x' })
    const topic = `burst:${burst.id}`
    const stream = await follow([topic, `conversation:${conversation.id}`])
    const snapshot = await stream.until(isType('snapshot', topic))
    expect(snapshot.data).toMatchObject({
      burst: { id: burst.id, target: { name: expect.any(String) }, counts: { scheduled: 2 } },
      sessions: [
        { number: 1, outcome: 'scheduled', stepsDone: 0, device: expect.any(String) },
        { number: 2, outcome: 'scheduled' },
      ],
    })
    const first = await claim(burst.id, 1)
    await recordStep(database.db, first, { number: 1, text: 'x', ok: true, ...at })
    const isDone = (event: Event) => JSON.stringify(event.data.sessions ?? '').includes('"stepsDone":1')
    const patch = await stream.until(isDone)
    expect(patch.data).toEqual({
      topic,
      type: 'patch',
      state: 'running',
      counts: expect.objectContaining({ running: 1, scheduled: 1 }),
      sessions: [{ session: first.sessionId, number: 1, outcome: 'running', stepsDone: 1 }],
    })
    await finishSession(database.db, first, ended)
    await finishSession(database.db, await claim(burst.id, 2), ended)
    const end = await stream.until(isType('end', topic))
    expect(end.data).toMatchObject({ burst: { state: 'finished', counts: { completed: 2 } } })
    await renameConversation(database.db, { ...own, id: conversation.id, title: 'y' })
    await stream.until(isType('changed', `conversation:${conversation.id}`))
    await stream.leave()
  })

  test.each(['header', 'query'])('resumes by %s with nothing missing and nothing twice', async (how) => {
    const burst = await recordedBurst(database, own, { sessions: 3 })
    const topic = `burst:${burst.id}`
    const cut = await follow([topic])
    await cut.until(isType('ready'))
    const hold = await claim(burst.id, 1)
    const seen = await cut.until(isType('patch'))
    expect(seen.data.sessions).toMatchObject([{ number: 1, outcome: 'running' }])
    await cut.leave()
    await finishSession(database.db, hold, ended)
    await claim(burst.id, 2)
    const resumed =
      how === 'header'
        ? await follow([topic], { 'last-event-id': seen.id ?? '' })
        : await follow([topic], {}, `&after=${seen.id}`)
    const patch = await resumed.until(isType('patch'))
    expect(patch.data.sessions).toMatchObject([
      { number: 1, outcome: 'completed' },
      { number: 2, outcome: 'running' },
    ])
    expect(types(resumed)).toEqual(['ready', 'patch'])
    const again = await follow([topic], { 'last-event-id': patch.id ?? '' })
    await again.until(isType('ready'))
    await claim(burst.id, 3)
    expect((await again.until(isType('patch'))).data.sessions).toMatchObject([{ number: 3 }])
    expect(types(again)).toEqual(['ready', 'patch'])
    for (const stream of [resumed, again]) await stream.leave()
  })

  test('begins anew with everything changed when what followed the cursor is no longer kept', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const topics = [`burst:${burst.id}`, 'conversations']
    const stream = await follow(topics, { 'last-event-id': '1.0' })
    await stream.until(isType('ready'))
    expect(stream.seen.map(({ data }) => [data.topic, data.type])).toEqual([
      [topics[0], 'snapshot'],
      ['conversations', 'changed'],
      ['*', 'ready'],
    ])
    await stream.leave()
  })

  test('a stream that is cut among messages of one moment tells all of them again', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const topics = [`burst:${burst.id}`, 'bursts']
    const first = await follow(topics)
    await first.until(isType('ready'))
    await claim(burst.id, 1)
    const { id } = await first.until(isType('changed', 'bursts'))
    await first.leave()
    const resumed = await follow(topics, { 'last-event-id': id ?? '' })
    await resumed.until(isType('patch', topics[0]))
    expect(types(resumed)).toEqual(['ready', 'changed', 'patch'])
    await resumed.leave()
  })

  test('a page that takes up a burst while it resumes can have its snapshot', async () => {
    const [old, added] = [await recordedBurst(database, own), await recordedBurst(database, own)]
    const first = await follow([`burst:${old.id}`])
    const { id } = await first.until(isType('ready'))
    await first.leave()
    const topics = [old, added].map((burst) => `burst:${burst.id}`)
    const stream = await follow(topics, {}, `&after=${id}&snapshot=${topics[1]}`)
    await stream.until(isType('ready'))
    expect(stream.seen.map(({ data }) => [data.topic, data.type])).toEqual([
      [topics[1], 'snapshot'],
      ['*', 'ready'],
    ])
    await stream.leave()
  })

  test("lists tell when they changed: the person's conversations, the workspace's bursts", async () => {
    const stream = await follow(['conversations', 'bursts'])
    await stream.until(isType('ready'))
    await openConversation(database.db, { ...own, title: 'new' })
    await stream.until(isType('changed', 'conversations'))
    const burst = await recordedBurst(database, own, { sessions: 1 })
    await stream.until(isType('changed', 'bursts'))
    const hold = await claim(burst.id, 1)
    await stream.until(isType('changed', 'bursts'))
    await finishSession(database.db, hold, ended)
    await stream.until(isType('changed', 'bursts'))
    expect(stream.seen).toHaveLength(5)
    await stream.leave()
  })

  test('a turn tells its conversation when it begins and when it ends', async () => {
    const { id } = await openConversation(database.db, { ...own, title: 'x' })
    const stream = await follow([`conversation:${id}`])
    const { id: cursor } = await stream.until(isType('ready'))
    await stream.leave()
    const say = { id, message: { role: 'user', parts: [{ type: 'text', text: 'list targets' }] } }
    await api.call('/api/chat', { body: say })
    const resumed = await follow([`conversation:${id}`], { 'last-event-id': cursor ?? '' })
    await resumed.until(isType('changed', `conversation:${id}`))
    await resumed.leave()
  })

  test('what is not to be followed is refused, naming the topics', async () => {
    const theirBurst = await recordedBurst(database, foreign)
    const theirs = await openConversation(database.db, { ...foreign, title: 'x' })
    const get = (topics: string) => api.call(`/api/events?topics=${topics}`)
    const strange = [
      `burst:${theirBurst.id}`,
      `conversation:${theirs.id}`,
      `burst:${newId()}`,
      'burst:x',
      'sessions',
    ]
    for (const topics of [...strange, strange.join(',')])
      expect(await get(topics)).toMatchObject({ status: 404, json: { field: 'topics' } })
    const many = Array.from({ length: 51 }, () => `burst:${newId()}`).join(',')
    for (const topics of ['', many])
      expect(await get(topics)).toMatchObject({ status: 400, json: { field: 'topics' } })
  })

  test('a topic that is gone is told as gone, and the others go on', async () => {
    const theirs = await openConversation(database.db, { ...foreign, title: 'x' })
    const kept = await openConversation(database.db, { ...own, title: 'x' })
    const removed = await openConversation(database.db, { ...own, title: 'x' })
    await removeConversation(database.db, { ...own, id: removed.id })
    const topics = [theirs, kept, removed].map(({ id }) => `conversation:${id}`)
    const stream = await follow(topics)
    await stream.until(isType('ready'))
    expect(stream.seen.filter(({ data }) => data.type === 'gone').map(({ data }) => data.topic)).toEqual([
      topics[0],
      topics[2],
    ])
    await renameConversation(database.db, { ...foreign, id: theirs.id, title: 'y' })
    await renameConversation(database.db, { ...own, id: kept.id, title: 'y' })
    await stream.until(isType('changed'))
    expect(stream.seen.at(-1)?.data.topic).toBe(topics[1])
    await stream.leave()
  })

  test('the stream of one burst ends with it', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const stream = await openStream(api, `/api/bursts/${burst.id}/events`)
    const snapshot = await stream.until(isType('snapshot'))
    expect(snapshot.id).toMatch(/^\d+\.\d+$/)
    await finishSession(database.db, await claim(burst.id, 1), ended)
    await stream.rest()
    expect(stream.seen.at(-1)?.data).toMatchObject({ type: 'end', burst: { state: 'finished' } })
    const { state } = await getBurst(database.db, { ...own, id: burst.id })
    expect(state).toBe('finished')
  })

  test('streams close when the membership ends', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const streams = [await follow(['bursts']), await openStream(api, `/api/bursts/${burst.id}/events`)]
    for (const stream of streams) await stream.next()
    await database.db.execute(sql`delete from app.members where user_id = ${own.userId}`)
    await Promise.all(streams.map((stream) => stream.rest()))
  })
})
