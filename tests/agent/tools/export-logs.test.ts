import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAgent } from '../../../agent/chat/agent.ts'
import { offlineChatModel } from '../../../agent/model/offline/chat/model.ts'
import { exportLogs } from '../../../agent/tools/export-logs.ts'
import type { Database } from '../../../db/client.ts'
import { listExports } from '../../../db/exports.ts'
import { apiOn } from '../../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../../support/databases.ts'
import { logRows } from '../../support/log-rows.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const LAST_WEEK = { from: Date.parse('2026-11-15T23:00:00Z'), to: Date.parse('2026-11-22T23:00:00Z') }
let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let mobile: number
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  const made = await logRows(database, own, { count: 60, ...LAST_WEEK, seed: 1 })
  await logRows(database, own, { count: 20, from: LAST_WEEK.to, to: NOW.getTime(), seed: 2 })
  mobile = made.filter(({ device }) => device === 'mobile').length
})
afterAll(async () => {
  await api.close()
  await database.close()
})
const context = () => ({ db: database.db, ...own, pageUrl: api.url, now: NOW })

test('"as Excel" is answered with a sentence and a link that downloads these rows as CSV', async () => {
  const agent = createAgent({
    model: offlineChatModel({ now: () => NOW, timeZone: 'Europe/Berlin' }),
    context: { ...context(), timeZone: 'Europe/Berlin' },
    workspace: { timeZone: 'Europe/Berlin' },
    approvalSecret: 'a secret of the test',
  })
  const { text } = await agent.generate({ prompt: "export last week's mobile sessions as Excel" })
  expect(text).toContain(`The CSV file holds ${mobile} sessions.`)
  const link = /\[Download the file\]\((\S+)\)/.exec(text)?.[1] ?? ''
  const file = await api.fetch(link, { headers: { authorization: 'Bearer local-token' } })
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=".+\.csv"$/)
  expect((await file.text()).trim().split('\r\n')).toHaveLength(mobile + 1)
})

test('a large export is written by a job, and the link says that it is not there yet', async () => {
  await database.db.execute(sql`alter table app.sessions disable trigger sessions_words_insert`)
  await database.db.execute(sql`
    insert into app.sessions (id, workspace_id, burst_id, target_id, number, plan, device, country, due_at)
      select gen_random_uuid(), workspace_id, burst_id, target_id, number + n * 100, plan, device, country, due_at
        from app.sessions, generate_series(1, 300) n`)
  const answer = await exportLogs.run(context(), { format: 'jsonl' })
  expect(answer).toMatchObject({ rows: 80 * 301, exact: true, format: 'jsonl' })
  expect(answer.message).toMatch(/^A JSON Lines file of 24080 sessions is being written\./)
  const { items } = await listExports(database.db, { ...own, limit: 10 })
  expect(items.map(({ id, state }) => [id, state])).toEqual([[answer.export?.id, 'waiting']])
  // The link is as old as the question, which is not of today.
  api.deps.now = () => NOW
  const early = await api.fetch(answer.link)
  expect([early.status, early.headers.get('retry-after')]).toEqual([409, '5'])
})
