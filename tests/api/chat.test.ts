import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../../api/cli/client.ts'
import { converse } from '../../api/cli/turn.ts'
import { getBurst, listBursts } from '../../db/bursts.ts'
import type { Database } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let client: Client
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  client = new Client(api.url, 'local-token', api.fetch)
})
afterAll(async () => {
  expect(api.errors).toEqual([])
  await api.close()
  await database.close()
})

const ask = (text: string, approve = false) => converse(client, text, { approve, onText: () => {} })
const bursts = async () => (await listBursts(database.db, { workspaceId: own.workspaceId, limit: 200 })).items

test('a sentence becomes a recorded burst, and the conversation is kept', async () => {
  const turn = await ask('Run 5 sessions on the demo shop: open the pricing page, then sign up')
  expect(turn.toolCalls).toMatchObject([
    { tool: 'runBurst', args: { sessions: 5, journey: ['open the pricing page', 'sign up'] } },
  ])
  const burst = await getBurst(database.db, { workspaceId: own.workspaceId, id: turn.burstId ?? '' })
  expect(burst).toMatchObject({ sessions: 5, counts: { scheduled: 5 }, pace: 'fast' })

  const { json } = await api.call('/api/conversations')
  const { json: kept } = await api.call(`/api/conversations/${json.items[0].id}/messages`)
  expect(kept.items.map((m: { role: string }) => m.role)).toEqual(['user', 'assistant'])
})

test('a dry run shows the plan and records nothing', async () => {
  const before = await bursts()
  const turn = await ask('Dry run: 10 sessions on the demo shop, 70% mobile: open the pricing page')
  expect(turn.toolCalls[0]?.result).toMatchObject({
    dryRun: true,
    burst: { devices: { mobile: 7, desktop: 3 } },
  })
  expect(await bursts()).toEqual(before)
})

test('more sessions than the threshold wait for approval, and run once it is given', async () => {
  const request = 'Run 51 sessions on the demo shop: open the pricing page'
  const before = (await bursts()).length
  const waiting = await ask(request)
  expect(waiting).toMatchObject({ refused: true, burstId: undefined })
  expect(waiting.reply).toMatch(/^51 sessions on Demo shop .* seed \d+\.$/m)
  expect(await bursts()).toHaveLength(before)

  const approved = await ask(request, true)
  expect(await bursts()).toHaveLength(before + 1)
  expect(approved.burstId).toBeDefined()
})

test('fifty sessions need no approval', async () => {
  expect(await ask('Run 50 sessions on the demo shop: open the pricing page')).toMatchObject({
    refused: false,
  })
})

async function pendingCall() {
  const id = v7()
  const say = {
    role: 'user',
    parts: [{ type: 'text', text: 'Run 60 sessions on the demo shop: open the pricing page' }],
  }
  await api.call('/api/chat', { body: { id, message: say } })
  const { json } = await api.call(`/api/conversations/${id}/messages`)
  const part = json.items.at(-1).parts.find((p: { state?: string }) => p.state === 'approval-requested')
  return { id, part, message: json.items.at(-1).id }
}
const decide = (id: string, part: { approval: { id: string } }, approved: boolean, change: object = {}) =>
  api.call('/api/chat', {
    body: {
      id,
      message: {
        role: 'assistant',
        parts: [
          { ...part, ...change, state: 'approval-responded', approval: { id: part.approval.id, approved } },
        ],
      },
    },
  })

test('the plan that was shown for approval is the plan that runs', async () => {
  const { id, part } = await pendingCall()
  await decide(id, part, true)
  const [burst] = await bursts()
  expect(part.approval.requestReason).toContain(`seed ${burst?.seed}.`)
})

test('the list of conversations tells how each stands', async () => {
  const { id, part } = await pendingCall()
  const state = async () => (await api.call(`/api/conversations/${id}`)).json.state
  expect(await state()).toBe('waiting')
  await decide(id, part, false)
  expect(await state()).toBe('idle')
})

test('a declined call does not run', async () => {
  const { id, part } = await pendingCall()
  const before = await bursts()
  expect(await decide(id, part, false)).toMatchObject({ status: 200 })
  expect(await bursts()).toEqual(before)
})

test('a decision that changes the call runs the call that was shown', async () => {
  const { id, part, message } = await pendingCall()
  await decide(id, part, true, { input: { sessions: 9_999, target: 'demo shop', journey: ['x'] } })
  expect((await bursts())[0]?.sessions).toBe(60)
  const { json } = await api.call(`/api/conversations/${id}/messages`)
  expect(json.items).toMatchObject([{ role: 'user' }, { id: message, role: 'assistant' }])
})

test('a replayed, forged or foreign decision is refused', async () => {
  const { id, part } = await pendingCall()
  expect(await decide(v7(), part, true)).toMatchObject({ status: 404 })
  expect(await decide(id, { approval: { id: 'forged' } }, true)).toMatchObject({ status: 409 })
  expect(await decide(id, part, true)).toMatchObject({ status: 200 })
  const before = await bursts()
  expect(await decide(id, part, true)).toMatchObject({ status: 409, json: { field: 'message' } })
  expect(await bursts()).toEqual(before)
})

test('of two decisions at once only one counts', async () => {
  const { id, part } = await pendingCall()
  const before = (await bursts()).length
  const answers = await Promise.all([decide(id, part, true), decide(id, part, true)])
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
  expect(await bursts()).toHaveLength(before + 1)
})

test('answers status, cancel and log questions from the database', async () => {
  await ask('Run 2 sessions on the demo shop: open the pricing page')
  expect((await ask('how is it going?')).toolCalls).toMatchObject([
    { tool: 'burstStatus', result: { burst: { sessions: 2 } } },
  ])
  expect((await ask('cancel it')).toolCalls).toMatchObject([
    { tool: 'cancelBurst', result: { cancelled: 2 } },
  ])
  const log = await ask('show the cancelled sessions of the latest burst')
  expect(log.toolCalls).toMatchObject([
    { tool: 'queryLogs', args: { outcome: 'cancelled' }, result: { total: 2 } },
  ])
})

test('says why a target is refused, and invents nothing for what it does not know', async () => {
  const before = await bursts()
  const refused = await ask('Run 5 sessions on acme.example: open the pricing page')
  expect(refused.toolCalls).toEqual([])
  expect(refused.reply).toContain('is not a verified target of this workspace')
  const unknown = await ask('What is the capital of France?')
  expect(unknown.toolCalls).toEqual([])
  expect(unknown.reply).not.toMatch(/paris/i)
  expect(await bursts()).toEqual(before)
})
