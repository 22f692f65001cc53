import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Exporter, startExporter } from '../../agent/runner/exporter.ts'
import { folderStorage } from '../../agent/storage/folder.ts'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { finishSession } from '../../db/course.ts'
import { removeMember } from '../../db/members.ts'
import { startQueue } from '../../db/queue.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { readCsv } from '../support/csv.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { freshFolder } from '../support/folder.ts'
import { type LogRow, logRows, writeRows } from '../support/log-rows.ts'
import { colleague } from '../support/people.ts'

const FROM = Date.parse('2026-10-20T00:00:00Z')
const TO = Date.parse('2026-10-30T00:00:00Z')
/** What hostile sites and odd names come to. */
const REASONS = [
  '=HYPERLINK("http://evil","x")',
  '+1',
  '-2',
  '@SUM(A1)',
  '\t=1',
  'a "b", c',
  'two\r\nlines',
  ' é',
]

describe.each(DATABASES)('exports on %s', (kind) => {
  let database: Database
  let own: Tenant
  let all: LogRow[]
  let exporter: Exporter
  let api: Awaited<ReturnType<typeof apiOn>>
  let boss: Awaited<ReturnType<typeof startQueue>>
  const errors: unknown[] = []
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    await logRows(database, await tenant(database, 'bob@example.com'), {
      count: 30,
      from: FROM,
      to: TO,
      seed: 3,
    })
    all = await logRows(database, own, { count: 1_200, from: FROM, to: TO, seed: 1 })
    const [model] = all
    if (!model) throw new Error('no row')
    const odd = REASONS.map((reason, i) => ({
      ...model,
      id: newId(),
      at: FROM - 60_000 + i,
      outcome: 'failed' as const,
      reason,
    }))
    await writeRows(database, own.workspaceId, odd)
    all.push(...odd)
    const storage = folderStorage(await freshFolder())
    api = await apiOn(database, own)
    api.deps.storage = storage
    boss = await startQueue(database.createBoss())
    exporter = await startExporter({ database, boss, storage, onError: (error) => errors.push(error) })
  })
  afterAll(async () => {
    expect([...errors, ...api.errors]).toEqual([])
    await exporter.stop()
    await boss.stop({ graceful: false })
    await api.close()
    await database.close()
  })
  const fetched = async (path: string) => {
    const headers = { authorization: 'Bearer local-token' }
    const answer = await api.fetch(path.startsWith('http') ? path : `${api.url}${path}`, { headers })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const done = (id: string) =>
    vi.waitUntil(
      async () => {
        const { json } = await api.call(`/api/exports/${id}`)
        return json.state === 'done' && json
      },
      { timeout: 20_000 },
    )
  const ids = (rows: { id?: string }[]) => rows.map(({ id }) => id)
  const inTime = (rows: LogRow[]) => rows.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

  test('CSV holds every session once, the oldest first, as a file to save', async () => {
    const { headers, text } = await fetched('/api/sessions/export?format=csv')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="sessions-\d{4}-\d\d-\d\d\.csv"$/,
    )
    const read = readCsv(text)
    expect(ids(read)).toEqual(ids(inTime(all)))
    const one = all[500]
    const its = read.find(({ id }) => id === one?.id)
    expect(its).toMatchObject({
      burstId: one?.burstId,
      target: 'Demo shop',
      outcome: one?.outcome,
      device: one?.device,
      country: one?.country,
      referrer: one?.referrer ?? '',
      dueAt: new Date(one?.at ?? 0).toISOString(),
      lengthSeconds: one?.lengthMs ? String(one.lengthMs / 1000) : '',
      pages: String(one?.pages ?? ''),
      events: String(one?.events),
    })
    expect(JSON.parse(its?.metadata ?? '')).toEqual(one?.metadata)
  })

  test('no cell of CSV acts in a spreadsheet, and none breaks its row', async () => {
    const { text } = await fetched(`/api/sessions/export?format=csv&to=${new Date(FROM).toISOString()}`)
    expect(readCsv(text).map(({ reason }) => reason)).toEqual(
      REASONS.map((reason) => (/^[=+\-@\t]/.test(reason) ? `'${reason}` : reason)),
    )
    for (const line of text.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+\-@\t]/)
  })

  test('JSON Lines holds the same as objects, and only what the filters leave', async () => {
    const { headers, text } = await fetched('/api/sessions/export?format=jsonl&device=mobile&outcome=failed')
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    const read = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const wanted = inTime(all.filter((row) => row.device === 'mobile' && row.outcome === 'failed'))
    expect(ids(read)).toEqual(ids(wanted))
    expect(read.map(({ reason, metadata }) => ({ reason, metadata }))).toEqual(
      wanted.map(({ reason, metadata }) => ({ reason, metadata })),
    )
    const none = await fetched('/api/sessions/export?format=jsonl&text=nowhere')
    expect(none).toMatchObject({ status: 200, text: '' })
  })

  test('a real session has its persona and its receipts', async () => {
    const burst = await recordedBurst(database, own, { sessions: 1 })
    const [{ id: sessionId }] = (await api.call(`/api/sessions?burst=${burst.id}`)).json.items
    const hold = { workspaceId: own.workspaceId, sessionId, attempt: 1 }
    await claimSession(database.db, { ...hold, runner: newId() })
    await finishSession(database.db, hold, {
      outcome: 'completed',
      lengthMs: 1500,
      pages: 2,
      screenshot: false,
      receipt: { sent: { posthog: 3 }, accepted: { posthog: 2 } },
      modelCalls: 0,
      metadata: {},
    })
    const [read] = readCsv((await fetched(`/api/sessions/export?format=csv&burst=${burst.id}`)).text)
    expect(JSON.parse(read?.persona ?? '')).toMatchObject({ identity: { device: read?.device } })
    expect([read?.sent, read?.accepted, read?.strayVisits]).toEqual(['{"posthog":3}', '{"posthog":2}', '0'])
  })

  test('a job writes the file, and its link needs no sign-in, for as long as its maker is here', async () => {
    const { userId } = await colleague(database, own, 'member')
    const theirs = await apiOn(database, { userId })
    theirs.deps.storage = api.deps.storage
    const headers = { 'x-workspace': own.workspaceId }
    const made = await theirs.call('/api/exports', {
      body: { format: 'csv', filters: { to: new Date(TO).toISOString() } },
      headers,
    })
    expect(made).toMatchObject({ status: 201, json: { format: 'csv', downloadUrl: null } })
    const path = `/api/exports/${made.json.id}`
    const over = await vi.waitUntil(
      async () => {
        const { json } = await theirs.call(path, { headers })
        return json.state === 'done' && json
      },
      { timeout: 20_000 },
    )
    expect(over).toMatchObject({ rows: all.length, total: all.length, totalExact: true })
    const file = await (await theirs.fetch(over.downloadUrl)).text()
    expect(Buffer.byteLength(file)).toBe(over.bytes)
    expect(file).toBe(
      (await fetched(`/api/sessions/export?format=csv&to=${new Date(TO).toISOString()}`)).text,
    )
    // Somebody else's: not there, but for the link itself.
    expect(await api.call(path)).toMatchObject({ status: 404 })
    const forged = over.downloadUrl.replace(/expires=\d+/, 'expires=9999999999')
    expect((await theirs.fetch(forged)).status).toBe(404)
    theirs.deps.now = () => new Date(Date.now() + 3_601_000)
    const late = await theirs.fetch(over.downloadUrl)
    expect([late.status, (await late.json()).code]).toEqual([410, 'link_expired'])
    theirs.deps.now = () => new Date()
    await removeMember(database.db, { ...own, id: userId })
    expect((await theirs.fetch(over.downloadUrl)).status).toBe(404)
    await theirs.close()
  })

  test('the same request with a key is one export; deleting it erases the file', async () => {
    const ask = () =>
      api.call('/api/exports', { body: { format: 'jsonl' }, headers: { 'idempotency-key': 'once' } })
    const [first, again] = [await ask(), await ask()]
    expect(again.json.id).toBe(first.json.id)
    const over = await done(first.json.id)
    expect((await api.call('/api/exports')).json.items).toHaveLength(1)
    expect((await api.call(`/api/exports/${over.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await fetched(over.downloadUrl)).status).toBe(404)
  })
})
