import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOutbound } from '../../agent/outbound/client.ts'
import { type Prover, startProver } from '../../agent/prover/prover.ts'
import { PROOF_PATH } from '../../agent/targets/ways.ts'
import { TOOLS } from '../../agent/tools/registry.ts'
import { reachOf } from '../../api/embedded.ts'
import { readConfig } from '../../api/env.ts'
import type { Database } from '../../db/client.ts'
import { currentCursor, readEvents } from '../../db/events.ts'
import { getTarget } from '../../db/targets.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { namesOf, startSite } from '../support/sites.ts'

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
let prover: Prover
let site: Awaited<ReturnType<typeof startSite>>
const { names } = namesOf({ localhost: '127.0.0.1', 'shop.example': '127.0.0.1' })
const errors: unknown[] = []
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  api = await apiOn(database, own)
  site = await startSite()
  const outbound = createOutbound({ reach: 'private', names })
  prover = await startProver({
    database,
    sealer: api.deps.sealer,
    outbound,
    names,
    onError: (error) => errors.push(error),
  })
})
afterAll(async () => {
  expect([...api.errors, ...errors]).toEqual([])
  await prover.stop()
  await api.close()
  await site.close()
  await database.close()
})

const add = (url: string, name?: string) => api.call('/api/targets', { body: { url, name } })
const patch = (id: string, body: unknown) => api.call(`/api/targets/${id}`, { method: 'PATCH', body })
const context = () => ({ db: database.db, ...own, pageUrl: 'http://localhost', now: new Date() })

test.each([
  ['HTTPS://Shop.Example:443/pricing?a=1#top', 'https://shop.example'],
  ['shop2.example', 'https://shop2.example'],
  ['http://Bücher.example:80', 'http://xn--bcher-kva.example'],
  ['https://dot.example.', 'https://dot.example'],
  ['https://shop.example:8443', 'https://shop.example:8443'],
  ['http://[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000'],
  ['localhost:3000', 'http://localhost:3000'],
])('adds %s as %s, once', async (url, origin) => {
  expect(await add(url)).toMatchObject({ status: 201, json: { origin, verified: false, checking: false } })
  const { host } = new URL(origin)
  const again = await add(url.toUpperCase().replace('#TOP', ''))
  expect(again).toMatchObject({ status: 409, json: { code: 'conflict', field: 'url' } })
  const { items } = (await api.call('/api/targets?limit=200')).json
  expect(items.find((item: { origin: string }) => item.origin === origin)).toMatchObject({ name: host })
})

test('proves a site that is not open to everybody, by what opens it', async () => {
  const walled = await startSite()
  const { json: made } = await add(`http://shop.example:${walled.port}`, 'Walled')
  const token = made.proof.ways[0].content
  walled.pages[PROOF_PATH] = (req, res) => {
    const knows = req.headers.authorization === `Basic ${Buffer.from('demo:pässword').toString('base64')}`
    if (knows && req.headers['x-bypass'] === 'sesame') return void res.end(token)
    res.writeHead(401, { 'www-authenticate': 'Basic' }).end()
  }
  const verify = async () => (await api.call(`/api/targets/${made.id}/verify`, { method: 'POST' })).json
  expect(await verify()).toMatchObject({ verified: false, reason: expect.stringContaining('answered 401') })
  for (const [name, value] of Object.entries({ login: 'demo:pässword', bypass: 'sesame' }))
    await api.call(`/api/targets/${made.id}/secrets`, { method: 'PUT', body: { name, value } })
  await patch(made.id, { access: { basicAuth: 'login', header: { name: 'x-bypass', secret: 'bypass' } } })
  await database.db.execute(sql`update app.targets set checked_at = null where id = ${made.id}`)
  expect(await verify()).toMatchObject({ verified: true, proof: { seenBy: 'file' } })
  await walled.close()
})

test('tells how to prove it, proves it where the text is put, and tells the page', async () => {
  const { json: made } = await add(`http://shop.example:${site.port}`, 'Corner shop')
  expect(made.proof).toMatchObject({ verifiedAt: null, checkedAt: null, misses: 0 })
  const cursor = await currentCursor(database.db, own.workspaceId)
  const refused = await api.call(`/api/targets/${made.id}/verify`, { body: {} })
  expect(refused).toMatchObject({
    status: 200,
    json: { verified: false, checking: false, reason: expect.stringMatching(/answered 404; .*TXT record/) },
  })
  const burst = { sessions: 1, target: 'Corner shop', journey: ['open the pricing page'] }
  expect(await api.call('/api/bursts', { body: burst })).toMatchObject({
    status: 422,
    json: { code: 'target_unverified', detail: expect.stringContaining('verify Corner shop') },
  })
  const file = made.proof.ways.find(({ way }: { way: string }) => way === 'file')
  expect(file.at).toBe(`http://shop.example:${site.port}${PROOF_PATH}`)
  site.pages[PROOF_PATH] = file.content
  const proven = await api.call(`/api/targets/${made.id}/verify`, { body: {} })
  expect(proven.json).toMatchObject({ verified: true, reason: null, proof: { seenBy: 'file', misses: 0 } })
  expect((await api.call(`/api/targets/${made.id}`)).json).toEqual(proven.json)
  expect((await api.call('/api/bursts', { body: burst })).status).toBe(201)
  const input = { workspaceId: own.workspaceId, topics: ['targets'], cursor, limit: 50 }
  expect((await readEvents(database.db, input)).length).toBeGreaterThanOrEqual(4)
})

test('changes a name and limits, goes back to the default, and names what is wrong', async () => {
  const { json } = await add('https://limits.example')
  expect(json.limits).toEqual({ sessionsPerHour: 1000, sessionsAtOnce: 10 })
  const changed = await patch(json.id, { name: 'Limits', limits: { sessionsPerHour: 60, sessionsAtOnce: 2 } })
  expect(changed.json).toMatchObject({ name: 'Limits', limits: { sessionsPerHour: 60, sessionsAtOnce: 2 } })
  const back = await patch(json.id, { limits: { sessionsPerHour: null } })
  expect(back.json).toMatchObject({ name: 'Limits', limits: { sessionsPerHour: 1000, sessionsAtOnce: 2 } })
  expect((await patch(json.id, {})).json).toEqual(back.json)
  for (const [body, field] of [
    [{ limits: { sessionsPerHour: 0 } }, 'limits.sessionsPerHour'],
    [{ limits: { sessionsAtOnce: 101 } }, 'limits.sessionsAtOnce'],
    [{ limits: { perDay: 1 } }, 'limits.perDay'],
    [{ url: 'https://x.example' }, 'url'],
    [{ name: ' ' }, 'name'],
  ] as const)
    expect(await patch(json.id, body)).toMatchObject({ status: 400, json: { field } })
})

test('a plan says when the limit makes a burst longer', async () => {
  const small = { sessionsPerHour: 60 }
  const { origin } = own.shop
  await patch(own.shop.id, { limits: small })
  const ask = {
    sessions: 150,
    target: origin,
    journey: ['open the pricing page'],
    pace: 'fast',
    dryRun: true,
  }
  const { plan } = (await api.call('/api/bursts', { body: ask })).json
  expect(plan.stretched.sessionsPerHour).toBe(60)
  const hours = (Date.parse(plan.stretched.lastAt) - Date.parse(plan.firstAt)) / 3_600_000
  expect(hours).toBeGreaterThanOrEqual(2)
  expect(hours).toBeLessThan(2.5)
  await patch(own.shop.id, { limits: { sessionsPerHour: null } })
  expect((await api.call('/api/bursts', { body: ask })).json.plan.stretched).toBeUndefined()
})

test('the tools say in words what to do, and find the one target that is meant', async () => {
  const other = await tenant(database, 'dora@example.com')
  const mine = { ...context(), ...other }
  const { workspaceId } = other
  // Of the tenant's two targets one is verified, so that "verify it" means the other.
  const refused = await TOOLS.verifyTarget.run(mine, {})
  expect(refused.target).toMatchObject({ name: 'Unproved', verified: false })
  expect(refused.message).toMatch(/is not verified as yours: the name unproved.example has no address/)
  expect(refused.message).toMatch(/1\. Serve a text file[\s\S]*2\. Put <meta[\s\S]*3\. Add a DNS TXT record/)
  const added = await TOOLS.addTarget.run(mine, { url: `localhost:${site.port}`, name: 'Staging' })
  expect(added.message).toContain(`http://localhost:${site.port}${PROOF_PATH}`)
  expect(added.ways.map(({ way }) => way)).toEqual(['file', 'meta'])
  await expect(TOOLS.verifyTarget.run(mine, {})).rejects.toMatchObject({ code: 'target_unknown' })
  site.pages['/'] = `<head>${added.ways[1]?.content}</head>`
  const proven = await TOOLS.verifyTarget.run(mine, { target: 'staging' })
  expect(proven.message).toMatch(/Staging .* is verified as yours, its proof was seen in its meta tag/)
  const { items } = await TOOLS.listTargets.run(mine, {})
  expect(items.map(({ name, verified }) => [name, verified])).toEqual([
    ['Demo shop', true],
    ['Unproved', false],
    ['Staging', true],
  ])
  expect(await getTarget(database.db, { workspaceId, id: proven.target.id })).toMatchObject({
    provenBy: 'meta',
  })
})

test('the chat adds a site and tells the ways in its reply', async () => {
  const message = {
    role: 'user',
    parts: [{ type: 'text', text: 'add https://chat.example as a target called Chat' }],
  }
  const reply = await api.call('/api/chat', { body: { id: '01a203bb-0318-70b4-9f95-6126ec81053d', message } })
  const said = [...reply.text.matchAll(/"delta":"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('')
  expect(said).toContain('Chat (https://chat.example) is added.')
  expect(said).toContain('_sessionburst.chat.example')
})

test("another workspace's target is not there, for changing and for proving", async () => {
  const foreign = await tenant(database, 'eve@example.com')
  const { id } = foreign.unverified
  for (const call of [patch(id, { name: 'x' }), api.call(`/api/targets/${id}/verify`, { body: {} })])
    expect(await call).toMatchObject({ status: 404, json: { code: 'not_found' } })
})

test('sites on this machine are for those who sit at it', () => {
  const reach = (env: Record<string, string>) => reachOf(readConfig(env))
  expect(reach({})).toBe('private')
  expect(reach({ PUBLIC_URL: 'http://localhost:9000' })).toBe('private')
  expect(reach({ PUBLIC_URL: 'https://burst.example' })).toBe('public')
  expect(reach({ DATABASE_URL: 'postgres://localhost/x' })).toBe('public')
  expect(reach({ SUPABASE_URL: 'https://x.supabase.co', SUPABASE_PUBLISHABLE_KEY: 'k' })).toBe('public')
})
