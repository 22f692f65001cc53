import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { offlineGenerate } from '../../../agent/model/offline/elements/generate.ts'
import { openEntry } from '../../../agent/runner/entry.ts'
import { logError } from '../../../api/log-error.ts'
import { rows } from '../../../db/client.ts'
import { listMemory } from '../../../db/memory-entries.ts'
import { createSealer } from '../../../db/sealing.ts'
import { getSession, querySessions } from '../../../db/sessions.ts'
import { putTargetSecret } from '../../../db/target-secrets.ts'
import { addTarget, changeTarget, type Target } from '../../../db/targets.ts'
import { apiOn } from '../../support/api.ts'
import { recordedBurst } from '../../support/bursts.ts'
import { checked } from '../../support/proofs.ts'
import { runnerBesideShop } from '../../support/runner.ts'
import { openWalledSite } from '../../support/walled-site.ts'
import type { Site } from '../browser/support.ts'

const ACCOUNT = {
  email: 'Vera.Unique-4711@acme.example',
  password: 'Zq7!unique/päss "word" & <more>',
  card: '4000056655665556',
}
/** What of each value would give it away, however it is written or cut. */
const TRACES = [
  'unique-4711',
  'Zq7',
  '40000566',
  '4000 0566',
  Buffer.from(ACCOUNT.password).toString('base64').slice(0, 20),
]

const asked: string[] = []
const logged: string[] = []
let house: Awaited<ReturnType<typeof runnerBesideShop>>
let api: Awaited<ReturnType<typeof apiOn>>
let site: Site
let target: Target
beforeAll(async () => {
  for (const method of ['log', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...told) => void logged.push(told.map(String).join(' ')))
  house = await runnerBesideShop({
    generate(params) {
      asked.push(JSON.stringify(params))
      return offlineGenerate(params)
    },
  })
  site = await openWalledSite(ACCOUNT)
  const { own, database } = house
  const sealer = await createSealer(['a secret of the test'])
  const added = await addTarget(database.db, { ...own, origin: site.origin, name: 'Acme' })
  target = await checked(database, added, { way: 'file' })
  const of = { ...own, targetId: target.id }
  await putTargetSecret(database.db, sealer, { ...of, name: 'demoEmail', value: ACCOUNT.email })
  await putTargetSecret(database.db, sealer, { ...of, name: 'demoPassword', value: ACCOUNT.password })
  await putTargetSecret(database.db, sealer, { ...of, name: 'testCard', value: ACCOUNT.card })
  api = await apiOn(database, own)
})
afterAll(async () => {
  await api.close()
  await house.close()
  await site.close()
  vi.restoreAllMocks()
})

const LOG_IN = 'log in with {{secret.demoEmail}} and {{secret.demoPassword}}'
const run = async (journey: string[], sessions = 1) => {
  const { id } = await recordedBurst(house.database, house.own, {
    target: 'Acme',
    sessions,
    journey,
    pace: 'fast',
    devices: { desktop: 100 },
  })
  const burst = await house.over(id)
  const query = {
    workspaceId: house.own.workspaceId,
    filters: { burstId: id },
    sort: 'oldest',
    limit: 10,
  } as const
  const visits = (await querySessions(house.database.db, query)).items
  const detail = await getSession(house.database.db, { ...house.own, id: visits[0]?.id ?? '' })
  return { burst, detail }
}

test('visits log in and pay with secrets, from the model and from memory', async () => {
  const first = await run([
    LOG_IN,
    'open the profile',
    'open the payment page',
    'pay with {{secret.testCard}}',
  ])
  expect(first.detail.steps.map(({ text, ok }) => [text, ok])).toEqual([
    [LOG_IN, true],
    ['open the profile', true],
    ['open the payment page', true],
    ['pay with {{secret.testCard}}', false],
  ])
  expect(first.burst.reasons[0]?.reason).toContain('/paid answered 402')
  const paid = site.hits.find(({ path }) => path.startsWith('/paid'))
  expect(new URL(paid?.path ?? '', site.origin).searchParams.get('card')).toBe(ACCOUNT.card)

  const again = await run([LOG_IN, 'open the profile'], 2)
  expect(again.burst).toMatchObject({ modelCalls: 0, counts: { completed: 2 } })
  const lost = await run([LOG_IN, 'juggle three torches'])
  expect(lost.burst.counts).toMatchObject({ failed: 1 })
  const entries = await listMemory(house.database.db, { ...house.own, targetId: target.id, limit: 50 })
  const kept = JSON.stringify(entries)
  for (const name of ['demoEmail', 'demoPassword']) expect(kept).toContain(`%secret_${name}%`)
})

test('and the values stand nowhere: no table, no question to the model, no log, no answer', async () => {
  const { db } = house.database
  const found = await rows<{ schema: string; name: string }>(
    db,
    sql`select table_schema as schema, table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const places = new Map<string, string>()
  for (const { schema, name } of found) {
    const held = await rows<{ row: string }>(
      db,
      sql`select to_jsonb(t)::text as row from ${sql.identifier(schema)}.${sql.identifier(name)} t`,
    )
    places.set(`${schema}.${name}`, held.map(({ row }) => row).join('\n'))
  }
  expect(places.get('app.steps')).toContain('{{secret.demoPassword}}')
  expect(places.get('app.attempts')).toContain('%secret_demoPassword%')
  places.set('model', asked.join('\n'))
  expect(places.get('model')).toContain('%secret_demoPassword%')
  expect(places.get('model')).toContain('Signed in as %secret_demoEmail%')
  for (const error of house.errors) logError(error, 'a visit')
  places.set('logs', logged.join('\n'))
  const openapi = (await api.call('/openapi.json')).json as { paths: Record<string, Record<string, unknown>> }
  const { items } = (await api.call('/api/sessions?limit=50')).json as {
    items: { id: string; burstId: string }[]
  }
  const paths = Object.entries(openapi.paths).filter(
    ([path, methods]) =>
      path.startsWith('/api/') &&
      'get' in methods &&
      path !== '/api/events' &&
      !path.endsWith('/events') &&
      !path.endsWith('/stream'),
  )
  for (const [path] of paths)
    for (const { id, burstId } of path.includes('{id}') ? items : items.slice(0, 1)) {
      const ids = { '/api/sessions/': id, '/api/bursts/': burstId, '/api/targets/': target.id }
      const own = Object.entries(ids).find(([start]) => path.startsWith(start))?.[1] ?? id
      const { text } = await api.call(
        path
          .replace('{id}', own)
          .concat('?format=csv')
          .replace(/\?format=csv$/, path.endsWith('export') ? '?format=csv' : ''),
      )
      places.set(path, `${places.get(path) ?? ''}${text}`)
    }
  expect(places.get('/api/sessions/{id}')).toContain('{{secret.demoPassword}}')
  for (const [place, text] of places)
    for (const trace of TRACES)
      expect({ place, trace, found: text.toLowerCase().includes(trace.toLowerCase()) }).toEqual({
        place,
        trace,
        found: false,
      })
})

test('a page gets no more secrets than its step names, and only where the target is at home', async () => {
  const { database, own } = house
  const capture = { access: {}, proxies: {}, trusted: [] }
  const sealer = await createSealer(['a secret of the test'])
  const wanted = { ...own, targetId: target.id, origin: site.origin, capture, journey: [LOG_IN] }
  const entry = await openEntry(database.db, sealer, wanted)
  expect(Object.keys(entry.of(LOG_IN))).toEqual(['secret_demoEmail', 'secret_demoPassword'])
  expect(entry.of('log in')).toEqual({})
  await expect(
    openEntry(database.db, sealer, { ...wanted, journey: ['use {{secret.gone}}'] }),
  ).rejects.toThrow('The target keeps no secret "gone" (any more).')
  const other = await createSealer(['another secret'])
  await expect(openEntry(database.db, other, wanted)).rejects.toThrow(
    'no secret of APP_SECRETS opens any more',
  )
})

test('a redirect off the target ends the session, and the log says where it led', async () => {
  const { burst, detail } = await run(['open the partner offer', 'juggle three torches'])
  expect(burst.counts).toMatchObject({ failed: 1 })
  expect(detail.reason).toBe('http://partner.example/offer is not a page of the target')
})

test('a burst whose proxy is dead ends as failed, and says so; the others come straight', async () => {
  const { database, own } = house
  const sealer = await createSealer(['a secret of the test'])
  await putTargetSecret(database.db, sealer, {
    ...own,
    targetId: target.id,
    name: 'german',
    value: 'http://u:p@127.0.0.1:9',
  })
  await changeTarget(database.db, { ...own, id: target.id, change: { proxies: { DE: 'german' } } })
  const { id } = await recordedBurst(database, own, {
    target: 'Acme',
    sessions: 2,
    journey: ['log in'],
    countries: { DE: 50, FR: 50 },
    pace: 'fast',
  })
  const burst = await house.over(id)
  expect(burst.counts.failed).toBe(2)
  expect(burst.reasons.map(({ reason }) => reason).toSorted()).toEqual([
    expect.stringContaining('Step 1 ("log in")'),
    expect.stringMatching(/^The proxy for DE could not be reached \(ECONNREFUSED\)/),
  ])
})
