import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Collector } from '../../web/demo-shop/collector/collector.ts'
import { Journal } from '../../web/demo-shop/collector/journal.ts'
import { freshFolder } from '../support/folder.ts'
import { freePorts, run, startProduct } from '../support/process.ts'

const SENTENCE = 'Run 5 sessions on the demo shop: open the pricing page, then sign up'
let dataDir = ''
const port = await freePorts()
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function chat(...args: string[]) {
  const environment = { DATA_DIR: dataDir, PORT: String(port) }
  const { ended, stdout, output } = run('api/cli/chat.ts', args, environment)
  const code = await ended
  return { code, last: stdout().trimEnd().split('\n').at(-1) ?? '', output: output() }
}

test('the sentence becomes five sessions that the shop counts as five people', async () => {
  // At every try: what an earlier one left would be counted too.
  dataDir = await freshFolder()
  folders.push(dataDir)
  const { code, last, output } = await chat('--json', SENTENCE)
  expect({ code, output: code === 0 || output }).toEqual({ code: 0, output: true })
  const told = JSON.parse(last)
  expect(told.burst.sessions).toMatchObject({ completed: 5, failed: 0, cancelled: 0 })
  expect(told.toolCalls).toMatchObject([
    { tool: 'runBurst', args: { sessions: 5 }, result: { burst: { id: told.burst.id } } },
  ])
  expect(output).toMatch(/5\/5 {2}5 completed/)
  expect(told.reply).toMatch(/About \d+ minutes?, about \d+ model calls\./)
  expect(told.reply).toMatch(/It took [\d.]+ minutes, \d+ model calls\./)

  const {
    sdks,
    refused,
    events = [],
  } = new Collector(new Journal(join(dataDir, 'demo-shop.jsonl'))).collected({ events: true })
  expect(sdks).toMatchObject({
    posthog: { people: 5, sessions: 5, leaves: expect.any(Number) },
    mixpanel: { people: 5 },
    amplitude: { people: 5, sessions: 5 },
  })
  expect(refused).toBe(0)
  // One a page is usual, but a page that is left within a second may have no SDK yet; the visit's own end never lacks.
  const left = events.filter((event) => event.name === '$pageleave' && event.path === '/dashboard')
  expect(new Set(left.map((event) => event.person)).size).toBe(5)
  const people = Map.groupBy(events, (event) => `${event.sdk} ${event.person}`)
  for (const [person, theirs] of people) {
    const named = (pick: (event: (typeof theirs)[number]) => unknown) => [
      ...new Set(theirs.map(pick).filter((v) => v !== undefined)),
    ]
    for (const pick of [
      (e: (typeof theirs)[number]) => e.device.type,
      (e: (typeof theirs)[number]) => e.device.os,
      (e: (typeof theirs)[number]) => e.device.language,
      (e: (typeof theirs)[number]) => e.device.userAgent,
      (e: (typeof theirs)[number]) => e.request.userAgent,
      (e: (typeof theirs)[number]) => e.request.acceptLanguage,
      (e: (typeof theirs)[number]) => e.request.platform,
      (e: (typeof theirs)[number]) => e.request.mobile,
    ])
      expect({ person, values: named(pick).length }).toEqual({
        person,
        values: Math.min(1, named(pick).length),
      })
  }
})

test('the same sentence to the running server asks the element model nothing, and a restart keeps everything', async () => {
  const product = await startProduct(dataDir, port)
  expect((await product.call<{ items: unknown[] }>('/api/bursts')).items).not.toHaveLength(0)
  const { code, last } = await chat('--json', SENTENCE)
  expect(code).toBe(0)
  const { id } = JSON.parse(last).burst
  expect(await product.call(`/api/bursts/${id}`)).toMatchObject({ modelCalls: 0, counts: { completed: 5 } })

  const log = await chat('show the sessions of the latest burst')
  expect(log.code).toBe(0)
  expect(log.output).toContain('completed')
  const waiting = await chat('Run 51 sessions on the demo shop: open the pricing page')
  expect(waiting.code).toBe(1)
  expect(waiting.output).toContain('51 sessions on Demo shop')
  const unknown = await chat('--json', 'Run 5 sessions on https://elsewhere.example: open the pricing page')
  expect(JSON.parse(unknown.last)).toMatchObject({
    burst: null,
    reply: expect.stringContaining('not a verified target'),
  })

  product.child.kill('SIGINT')
  expect(await product.ended).toBe(0)
})
