import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import { openConversation } from '../../db/conversations.ts'
import { beginTurn, keepTurn, sweepTurns } from '../../db/turns.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { gatedModel } from '../support/gated-model.ts'
import { openStream, saying, textOf } from '../support/streams.ts'

interface Message {
  id: string
  role: string
  parts: { type: string; text?: string; state?: string; data?: { state: string } }[]
}

describe.each(DATABASES)('replies on %s', (kind) => {
  const { model, talk } = gatedModel()
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  let other: typeof api
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own, model)
    other = await apiOn(database, own, model)
  })
  afterAll(async () => {
    expect(other.errors).toEqual([])
    await other.close()
    await api.close()
    await database.close()
  })

  const say = (id: string, text = 'hello') => ({
    body: { id, message: { role: 'user', parts: [{ type: 'text', text }] } },
  })
  const messages = async (id: string): Promise<Message[]> =>
    (await api.call(`/api/conversations/${id}/messages`)).json.items
  const text = (message?: Message) => message?.parts.flatMap((part) => part.text ?? []).join('')
  const ending = (message?: Message) => message?.parts.find((part) => part.type === 'data-turn')?.data?.state
  const standing = async (id: string) => (await api.call(`/api/conversations/${id}`)).json.state
  const idle = (id: string) => api.call(`/api/chat/${id}/stream`).then(({ status }) => status === 204)

  /** A reply under way that has said `words`, each seen by its own client. */
  async function replying(words: string[]) {
    const id = v7()
    const stream = await openStream(api, '/api/chat', say(id))
    const model = await talk()
    for (const word of words) {
      model.say(word)
      await stream.until(saying(word))
    }
    return { id, stream, model }
  }

  test('a reply goes on when its client is cut, and a resumer on another instance gets all of it once', async () => {
    const { id, stream, model } = await replying(['one ', 'two '])
    await stream.leave()
    model.say('three ')
    const resumed = await openStream(other, `/api/chat/${id}/stream`)
    expect(resumed.response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    await resumed.until(saying('three '))
    model.say('four')
    model.end()
    await resumed.rest()
    expect(textOf(resumed)).toBe('one two three four')
    expect(resumed.seen[0]?.data).toMatchObject({ type: 'start' })
    const [asked, answered, ...more] = await messages(id)
    expect(asked).toMatchObject({ role: 'user' })
    expect(answered).toMatchObject({ role: 'assistant', id: resumed.seen[0]?.data.messageId })
    expect(text(answered)).toBe('one two three four')
    expect(more).toEqual([])
    expect(await idle(id)).toBe(true)
  })

  test('two who resume at once both get everything', async () => {
    const { id, stream, model } = await replying(['a'])
    const resumers = await Promise.all([api, other].map((at) => openStream(at, `/api/chat/${id}/stream`)))
    await Promise.all(resumers.map((one) => one.until(saying('a'))))
    model.say('b')
    model.end()
    await Promise.all([...resumers, stream].map((one) => one.rest()))
    expect(resumers.map(textOf)).toEqual(['ab', 'ab'])
    expect(textOf(stream)).toBe('ab')
  })

  test.each([['the same'], ['another']])(
    'stop on %s instance ends every reader and keeps what there is',
    async (where) => {
      const { id, stream } = await replying(['so ', 'far'])
      const reader = await openStream(other, `/api/chat/${id}/stream`)
      await reader.until(saying('far'))
      const stopped = await (where === 'another' ? other : api).call(`/api/chat/${id}/stop`, {
        method: 'POST',
      })
      expect(stopped.status).toBe(204)
      await Promise.all([stream.rest(), reader.rest()])
      for (const one of [stream, reader]) {
        expect(one.seen.map(({ data }) => data.type)).not.toContain('error')
        expect(one.seen.at(-2)?.data).toMatchObject({ type: 'data-turn', data: { state: 'stopped' } })
        expect(one.seen.at(-1)?.data).toMatchObject({ type: 'abort' })
      }
      const kept = (await messages(id)).at(-1)
      expect(text(kept)).toBe('so far')
      expect(ending(kept)).toBe('stopped')
      expect(await idle(id)).toBe(true)
      const again = await openStream(api, '/api/chat', say(id, 'go on'))
      const model = await talk()
      expect(JSON.stringify(model.call.prompt)).toContain('so far')
      model.end()
      await again.rest()
      expect(await api.call(`/api/chat/${id}/stop`, { method: 'POST' })).toMatchObject({ status: 204 })
    },
  )

  test('a second message while a reply runs is refused, on any instance, and stores nothing', async () => {
    const { id, stream, model } = await replying(['busy'])
    for (const at of [api, other])
      expect(await at.call('/api/chat', say(id, 'and?'))).toMatchObject({
        status: 409,
        json: { code: 'conflict', field: 'message' },
      })
    model.end()
    await stream.rest()
    expect(await messages(id)).toHaveLength(2)
  })

  test('a model that breaks ends the reply with an error, and what it said stays', async () => {
    const { id, stream, model } = await replying(['half'])
    expect(await standing(id)).toBe('replying')
    model.fail(new Error('the model broke'))
    await stream.rest()
    const errorText = expect.stringContaining('status')
    expect(stream.seen.at(-1)?.data).toMatchObject({ type: 'error', errorText })
    const kept = (await messages(id)).at(-1)
    expect([text(kept), ending(kept), await standing(id)]).toEqual(['half', 'failed', 'failed'])
    expect(api.errors.splice(0)).toHaveLength(1)
  })

  /** A turn whose producer died a while ago, having written one frame. */
  async function abandoned() {
    const { id } = await openConversation(database.db, { ...own, title: 'x' })
    const turn = { workspaceId: own.workspaceId, userId: own.userId, conversationId: id, id: newId() }
    const message = { id: newId(), role: 'user' as const, parts: [{ type: 'text', text: 'hello' }] }
    await beginTurn(database.db, { ...turn, incoming: { message } })
    const data = [
      { type: 'start', messageId: newId() },
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'half a' },
    ]
    await keepTurn(database.db, { ...turn, frame: { number: 0, data } })
    await database.db.execute(
      sql`update app.turns set heartbeat_at = now() - interval '20 seconds' where id = ${turn.id}`,
    )
    return { id, messageId: data[0]?.messageId }
  }

  test('readers of a dead producer are told what to do, and what it had written stays', async () => {
    const { id, messageId } = await abandoned()
    const readers = await Promise.all([api, other].map((at) => openStream(at, `/api/chat/${id}/stream`)))
    for (const reader of readers) {
      if (reader.response.status === 204) continue
      await reader.rest()
      expect(textOf(reader)).toBe('half a')
      expect(reader.seen.at(-1)?.data).toMatchObject({
        type: 'error',
        errorText: expect.stringContaining('ask again'),
      })
    }
    const [, kept, ...more] = await messages(id)
    expect(kept?.id).toBe(messageId)
    expect([text(kept), ending(kept), more]).toEqual(['half a', 'interrupted', []])
    expect(await idle(id)).toBe(true)
  })

  test('a message after a dead producer is answered', async () => {
    const { id } = await abandoned()
    const stream = await openStream(api, '/api/chat', say(id, 'again'))
    const model = await talk()
    model.say('here')
    model.end()
    await stream.rest()
    expect((await messages(id)).map(text)).toEqual(['hello', 'half a', 'again', 'here'])
  })

  test('a producer that was taken for dead writes nothing any more', async () => {
    const { id, stream, model } = await replying(['first '])
    await database.db.execute(
      sql`update app.turns set heartbeat_at = now() - interval '20 seconds' where state = 'running'`,
    )
    await other.deps.replies.settle('all')
    model.say('late')
    await stream.rest()
    expect(stream.seen.at(-1)?.data.type).toBe('error')
    const kept = (await messages(id)).at(-1)
    expect(ending(kept)).toBe('interrupted')
    expect(text(kept)).not.toContain('late')
  })

  test('a server that stops keeps what its replies have', async () => {
    const leaving = await apiOn(database, own, model)
    const id = v7()
    const stream = await openStream(leaving, '/api/chat', say(id))
    const said = await talk()
    said.say('almost')
    await stream.until(saying('almost'))
    const reader = await openStream(other, `/api/chat/${id}/stream`)
    await leaving.close()
    await Promise.all([stream.rest(), reader.rest()])
    expect(reader.seen.at(-1)?.data.type).toBe('error')
    const kept = (await messages(id)).at(-1)
    expect([text(kept), ending(kept)]).toEqual(['almost', 'interrupted'])
  })

  test('a text that no database takes whole is kept as far as it can be', async () => {
    const { id, stream, model } = await replying(['\ud83d', '\ude00 nul \0 half \ud83d'])
    const reader = await openStream(other, `/api/chat/${id}/stream`)
    model.end()
    await Promise.all([stream.rest(), reader.rest()])
    expect(textOf(reader)).toBe(textOf(stream))
    expect(text((await messages(id)).at(-1))).toBe('\u{1f600} nul  half \ufffd')
  })

  test("another person's reply can be neither followed nor stopped", async () => {
    const { id } = await openConversation(database.db, {
      ...(await tenant(database, 'eve@example.com')),
      title: 'x',
    })
    expect(await api.call(`/api/chat/${id}/stream`)).toMatchObject({ status: 404 })
    expect(await api.call(`/api/chat/${id}/stop`, { method: 'POST' })).toMatchObject({ status: 404 })
  })

  test('frames and turns are removed a while after the message is stored', async () => {
    await database.db.execute(sql`update app.turns set ended_at = now() - interval '2 minutes'`)
    expect(await sweepTurns(database.db)).toBeGreaterThan(0)
    const left = await database.db.execute(sql`select number from app.frames`)
    expect(Array.isArray(left) ? left : (left as unknown as { rows: unknown[] }).rows).toHaveLength(0)
  })

  test('a reader whose membership ends is let go', async () => {
    const { id, stream } = await replying(['secret'])
    const reader = await openStream(other, `/api/chat/${id}/stream`)
    await reader.until(saying('secret'))
    await database.db.execute(sql`delete from app.members where user_id = ${own.userId}`)
    await Promise.all([stream.rest(), reader.rest()])
  })
})
