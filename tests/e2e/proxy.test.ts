import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { NGINX, roundRobin } from '../support/nginx.ts'
import { freePorts, startProduct } from '../support/process.ts'
import { slowOpenai } from '../support/slow-openai.ts'
import { openStream, type Reached, saying, textOf } from '../support/streams.ts'

const server = inject('postgresUrl')
const missing = [!NGINX && 'nginx', !server && 'TEST_DATABASE_URL'].filter(Boolean).join(' and ')
if (missing) console.warn(`Skipped: two API processes behind a proxy (no ${missing}).`)

interface Message {
  id: string
  role: string
  parts: { type: string; text?: string; data?: { state: string } }[]
}

describe.skipIf(missing)('two API processes on one PostgreSQL behind nginx, round robin', () => {
  const name = `proxy_${randomUUID().replaceAll('-', '')}`
  let folder: string
  let admin: postgres.Sql
  let model: Awaited<ReturnType<typeof slowOpenai>>
  let proxy: Awaited<ReturnType<typeof roundRobin>>
  let api: Reached
  const products = new Map<string, Awaited<ReturnType<typeof startProduct>>>()
  beforeAll(async () => {
    folder = await freshFolder()
    admin = postgres(server, { max: 1, onnotice: () => {} })
    await admin`create database ${admin(name)}`
    const url = new URL(server)
    url.pathname = `/${name}`
    model = await slowOpenai()
    const environment = { DATABASE_URL: url.href, OPENAI_API_KEY: 'any', OPENAI_BASE_URL: model.url }
    const dirs = ['a', 'b'].map((one) => join(folder, one))
    for (const [at, dir] of dirs.entries()) {
      await mkdir(dir)
      // The token is the terminal's, the secret signs approvals: one deployment has one of each.
      for (const file of at === 0 ? [] : ['token', 'secret'])
        await copyFile(join(dirs[0] ?? '', file), join(dir, file))
      const port = await freePorts()
      products.set(`127.0.0.1:${port}`, await startProduct(dir, port, environment))
    }
    proxy = await roundRobin(
      NGINX ?? '',
      [...products.values()].map(({ url }) => Number(new URL(url).port)),
    )
    api = { url: proxy.url, token: [...products.values()][0]?.token ?? '', fetch }
  })
  afterAll(async () => {
    await proxy?.close()
    for (const { child, ended } of products.values()) {
      child.kill('SIGTERM')
      await ended
    }
    model?.close()
    await admin`drop database if exists ${admin(name)} with (force)`
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  })

  const say = (id: string) => ({
    body: { id, message: { role: 'user', parts: [{ type: 'text', text: 'hello' }] } },
  })
  const upstream = (stream: { response: Response }) => stream.response.headers.get('x-upstream') ?? ''
  const messages = async (id: string) => {
    const headers = { authorization: `Bearer ${api.token}` }
    const answer = await fetch(`${api.url}/api/conversations/${id}/messages`, { headers })
    return ((await answer.json()) as { items: Message[] }).items
  }
  const text = (message?: Message) => message?.parts.flatMap((part) => part.text ?? []).join('')

  async function replying(words: string[]) {
    const id = v7()
    const stream = await openStream(api, '/api/chat', say(id))
    const talk = await model.talk()
    for (const word of words) {
      talk.say(word)
      await stream.until(saying(word))
    }
    return { id, stream, talk }
  }
  /** A reader that the proxy sends to the other process. */
  async function elsewhere(path: string, from: { response: Response }) {
    for (;;) {
      const stream = await openStream(api, path)
      if (upstream(stream) !== upstream(from)) return stream
      await stream.leave()
    }
  }

  test('a reply produced by one is resumed from the other, whole, while it is written', async () => {
    const { id, stream, talk } = await replying(['one ', 'two '])
    await stream.leave()
    const resumed = await elsewhere(`/api/chat/${id}/stream`, stream)
    await resumed.until(saying('two '))
    talk.say('three')
    await resumed.until(saying('three'))
    talk.end()
    await resumed.rest()
    expect(textOf(resumed)).toBe('one two three')
    expect((await messages(id)).map(text)).toEqual(['hello', 'one two three'])
  })

  test('stop reaches the process that writes the reply', async () => {
    const { id, stream } = await replying(['so far'])
    const method = { method: 'POST', headers: { authorization: `Bearer ${api.token}` } }
    const answers = [1, 2].map(() => fetch(`${api.url}/api/chat/${id}/stop`, method))
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(204)
    await stream.rest()
    expect(stream.seen.at(-1)?.data.type).toBe('abort')
    expect(text((await messages(id)).at(-1))).toBe('so far')
  })

  test('events resume from the other process with nothing missing', async () => {
    const first = await openStream(api, '/api/events?topics=conversations')
    const { id: cursor } = await first.until(({ data }) => data.type === 'ready')
    await first.leave()
    const { stream, talk } = await replying([])
    talk.end()
    await stream.rest()
    const resumed = await elsewhere(`/api/events?topics=conversations&after=${cursor}`, first)
    await resumed.until(({ data }) => data.type === 'changed')
    await resumed.leave()
  })

  test('readers of a process that was killed are told, and what it wrote stays', async () => {
    const { id, stream } = await replying(['half'])
    const reader = await elsewhere(`/api/chat/${id}/stream`, stream)
    await reader.until(saying('half'))
    const killed = products.get(upstream(stream))
    process.kill(killed?.pid ?? 0, 'SIGKILL')
    await killed?.ended
    await reader.rest()
    expect(reader.seen.at(-1)?.data).toMatchObject({ type: 'error' })
    const at = [...products].find(([address]) => address !== upstream(stream))?.[1]
    const kept = await at?.call<{ items: Message[] }>(`/api/conversations/${id}/messages`)
    expect(text(kept?.items.at(-1))).toBe('half')
  })
})
