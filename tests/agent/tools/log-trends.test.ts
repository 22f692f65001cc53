import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAgent } from '../../../agent/chat/agent.ts'
import { offlineChatModel } from '../../../agent/model/offline/chat/model.ts'
import type { Database } from '../../../db/client.ts'
import { newId } from '../../../db/client.ts'
import { freshDatabase, type Tenant, tenant } from '../../support/databases.ts'
import { logRows, writeRows } from '../../support/log-rows.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const TIME_ZONE = 'Europe/Berlin'
/** Lengths in seconds of sessions that began yesterday at noon. */
const LENGTHS = { mobile: [10, 31, 50], desktop: [60, 90], tablet: [7] }

let database: Database
let own: Tenant
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  const at = Date.parse('2026-11-22T11:00:00Z')
  const [model] = await logRows(database, own, { count: 1, from: at - 864e5, to: at - 863e5, seed: 1 })
  if (!model) throw new Error('no row')
  const made = Object.entries(LENGTHS).flatMap(([device, lengths]) =>
    lengths.map((seconds) => ({
      ...model,
      id: newId(),
      device,
      at,
      outcome: 'completed' as const,
      lengthMs: seconds * 1000,
    })),
  )
  await writeRows(database, own.workspaceId, made)
})
afterAll(() => database.close())

async function ask(prompt: string): Promise<string> {
  const agent = createAgent({
    model: offlineChatModel({ now: () => NOW, timeZone: TIME_ZONE }),
    context: { db: database.db, ...own, pageUrl: 'http://localhost', now: NOW, timeZone: TIME_ZONE },
    workspace: { timeZone: TIME_ZONE },
    approvalSecret: 'a secret of the test',
  })
  return (await agent.generate({ prompt })).text
}

test('compares how long sessions of two devices lasted, with the numbers of the log', async () => {
  const reply = await ask('How long did mobile sessions last yesterday compared with desktop?')
  expect(reply).toMatch(/31 s for mobile/)
  expect(reply).toMatch(/1 min 15 s for desktop/)
  expect(reply).toMatch(/\| desktop \| 1 min 15 s \| 1\.4 s \| 2 \|/)
  expect(reply).toMatch(/2026-11-22 00:00 to 2026-11-23 00:00 \(Europe\/Berlin\)/)
  expect(reply).toContain('/sessions?from=2026-11-21T23%3A00%3A00.000Z&to=2026-11-22T23%3A00%3A00.000Z')
})

test('tells a figure over time in a table of its steps', async () => {
  const reply = await ask('sessions per hour yesterday')
  expect(reply).toMatch(/^Sessions: 6 sessions from 2026-11-22 00:00/)
  expect(reply).toMatch(/\| 2026-11-22 12:00 \| 6 \|/)
})

test('a list of the log comes with the way to it', async () => {
  const reply = await ask('show completed sessions on mobile')
  expect(reply).toMatch(/3 sessions match/)
  expect(reply).toContain('[Open in the log](/sessions?outcome=completed&device=mobile)')
})
