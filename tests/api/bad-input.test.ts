import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { rows } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'

let database: Database
let own: Tenant
let foreign: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let foreignBurst: string
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  foreign = await tenant(database, 'bob@example.com')
  foreignBurst = (await recordedBurst(database, foreign)).id
  api = await apiOn(database, own)
})
afterAll(async () => {
  expect(api.errors).toEqual([])
  await api.close()
  await database.close()
})

const burst = (change: object) => ({
  sessions: 3,
  target: 'demo shop',
  journey: ['open the pricing page'],
  ...change,
})
const message = (text: string) => ({ id: v7(), message: { role: 'user', parts: [{ type: 'text', text }] } })
const HOUR_AGO = new Date(Date.now() - 3_600_000).toISOString()
const NOW = new Date().toISOString()

const REFUSED: [what: string, path: string, body: unknown, status: number, field: string][] = [
  ['an unknown target', '/api/bursts', burst({ target: 'nowhere' }), 422, 'target'],
  ['an unverified target', '/api/bursts', burst({ target: 'Unproved' }), 422, 'target'],
  [
    'an unverified target by its address',
    '/api/bursts',
    burst({ target: 'https://unproved.example/x' }),
    422,
    'target',
  ],
  ['no session', '/api/bursts', burst({ sessions: 0 }), 400, 'sessions'],
  ['more sessions than allowed', '/api/bursts', burst({ sessions: 10_001 }), 400, 'sessions'],
  ['half a session', '/api/bursts', burst({ sessions: 1.5 }), 400, 'sessions'],
  [
    'a conversion without a journey to finish',
    '/api/bursts',
    { sessions: 3, target: 'demo shop', conversion: 10 },
    400,
    'conversion',
  ],
  ['an empty journey', '/api/bursts', burst({ journey: [] }), 400, 'journey'],
  [
    'devices that do not add up',
    '/api/bursts',
    burst({ devices: { mobile: 70, desktop: 70 } }),
    400,
    'devices',
  ],
  ['an unknown device', '/api/bursts', burst({ devices: { watch: 100 } }), 400, 'devices.watch'],
  ['an unknown country', '/api/bursts', burst({ countries: { ZZ: 100 } }), 400, 'countries'],
  ['a field nobody knows', '/api/bursts', burst({ colour: 'red' }), 400, 'colour'],
  ['a window in the past', '/api/bursts', burst({ window: { from: HOUR_AGO, to: NOW } }), 422, 'window'],
  ['a window turned round', '/api/bursts', burst({ window: { from: NOW, to: HOUR_AGO } }), 400, 'window'],
  [
    'a drop-off beyond the journey',
    '/api/bursts',
    burst({ dropOff: [{ afterStep: 9, percent: 10 }] }),
    400,
    'dropOff',
  ],
  ['more new visitors than visits', '/api/bursts', burst({ newVisitors: 101 }), 400, 'newVisitors'],
  ['malformed JSON', '/api/bursts', '{"sessions": 3,', 400, 'body'],
  ['JSON that is no object', '/api/bursts', '[]', 400, 'body'],
  ['a body over the limit', '/api/bursts', `{"x":"${'x'.repeat(2 << 20)}"}`, 413, 'body'],
  ['a message of 100 kB', '/api/chat', message('x'.repeat(100_000)), 413, 'message'],
  ['an empty message', '/api/chat', message('  '), 400, 'message'],
  ['a conversation id that is none', '/api/chat', { ...message('hello'), id: 'x' }, 400, 'id'],
  ['an address with a password', '/api/targets', { url: 'https://me:secret@shop.example' }, 400, 'url'],
  ['an address of another scheme', '/api/targets', { url: 'ftp://shop.example' }, 400, 'url'],
  ['a target twice', '/api/targets', { url: 'https://unproved.example' }, 409, 'url'],
  ['an unknown outcome as filter', '/api/sessions?outcome=great', undefined, 400, 'outcome'],
  ['a year that no database takes', '/api/sessions?from=0000-01-01T00:00:00Z', undefined, 400, 'from'],
  ['an unknown filter', '/api/sessions?colour=red', undefined, 400, 'colour'],
  ['a page of a thousand', '/api/bursts?limit=1000', undefined, 400, 'limit'],
  ['a cursor that is none', '/api/bursts?cursor=x', undefined, 400, 'cursor'],
  ['a query nobody knows', '/api/bursts?colour=red', undefined, 400, 'colour'],
  ['a NUL character in a step', '/api/bursts', burst({ journey: ['a\u0000b'] }), 400, 'journey.0'],
  ['a NUL character in a title', '/api/conversations', { title: 'a\u0000b' }, 400, 'title'],
  ['a NUL character in a search', '/api/sessions?text=%00', undefined, 400, 'text'],
  ['a time zone that is none', '/api/chat', { ...message('hello'), timeZone: 'Mars' }, 400, 'timeZone'],
]

async function everything() {
  const [counts] = await rows(
    database.db,
    sql`select (select count(*) from app.bursts)::int as bursts, (select count(*) from app.sessions)::int as sessions,
        (select count(*) from app.targets)::int as targets, (select count(*) from app.messages)::int as messages`,
  )
  return counts
}

test.each(REFUSED)(
  'refuses %s, naming the field, and changes nothing',
  async (_, path, body, status, field) => {
    const before = await everything()
    const answer = await api.call(path, { body })
    expect(answer).toMatchObject({ status, type: 'application/problem+json', json: { status, field } })
    expect(answer.json.detail).toMatch(/\w/)
    expect(await everything()).toEqual(before)
  },
)

test('takes lengths to any fraction of a second', async () => {
  for (const query of ['minLengthSeconds=1.2345', 'maxLengthSeconds=0.0005'])
    for (const path of ['/api/sessions', '/api/sessions/lengths'])
      expect((await api.call(`${path}?${query}`)).status, `${path}?${query}`).toBe(200)
})

test("answers a foreign workspace's ids as if they did not exist", async () => {
  const before = await everything()
  for (const path of [
    `/api/bursts/${foreignBurst}`,
    `/api/targets/${foreign.shop.id}`,
    `/api/bursts/${foreignBurst}/events`,
  ])
    expect(await api.call(path)).toMatchObject({ status: 404, json: { code: 'not_found' } })
  expect(await api.call(`/api/bursts/${foreignBurst}/cancel`, { body: {} })).toMatchObject({ status: 404 })
  expect(await api.call('/api/bursts', { headers: { 'x-workspace': foreign.workspaceId } })).toMatchObject({
    status: 404,
    json: { field: 'workspace' },
  })
  expect(await everything()).toEqual(before)
})

test('answers 401 to everything under /api without a valid token', async () => {
  for (const token of ['', 'nonsense', 'a.b.c'])
    for (const path of ['/api/bursts', '/api/sessions', '/api/targets', '/api/conversations'])
      expect(await api.call(path, { token })).toMatchObject({
        status: 401,
        json: { code: 'unauthenticated' },
      })
})
