import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { recordStep } from '../../db/course.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { changeTarget } from '../../db/targets.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('the log over HTTP on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
    await recordedBurst(database, own, { sessions: 3 })
  })
  afterAll(async () => {
    await api.close()
    await database.close()
  })
  const get = (path: string, tag?: string) =>
    api.fetch(`${api.url}${path}`, {
      headers: { authorization: 'Bearer local-token', ...(tag && { 'if-none-match': tag }) },
    })
  const tagOf = async (path: string) => (await get(path)).headers.get('etag') ?? ''
  const RANGE = 'from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:00Z'
  const PATHS = [
    '/api/sessions?text=sign',
    `/api/sessions/trends?metric=sessions&bucket=day&${RANGE}`,
    '/api/sessions/funnel',
  ]

  test.each(PATHS)('%s answers 304 to who holds it, in private', async (path) => {
    const first = await get(path)
    expect(first.status).toBe(200)
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await get(path, first.headers.get('etag') ?? '')
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  test('moving changes into the sums leaves what is held as it is', async () => {
    const tag = await tagOf(PATHS[0] ?? '')
    expect(await foldDeltas(database.db)).toBeGreaterThan(0)
    expect((await get(PATHS[0] ?? '', tag)).status).toBe(304)
  })

  test('after any write to the log nothing that was held passes for fresh', async () => {
    const path = '/api/sessions'
    const { items } = await (await get(path)).json()
    const [session] = items
    const { workspaceId } = own
    let tag = await tagOf(path)
    const moved = async (what: string, write: () => Promise<unknown>) => {
      await write()
      const answer = await get(path, tag)
      expect({ what, status: answer.status }).toEqual({ what, status: 200 })
      tag = answer.headers.get('etag') ?? ''
    }
    await moved('claim', () =>
      claimSession(database.db, { workspaceId, sessionId: session.id, runner: newId() }),
    )
    const at = { startedAt: new Date(), endedAt: new Date() }
    const step = { number: 1, text: 'x', ok: false, actions: [], url: 'http://localhost/', ...at }
    const hold = { workspaceId, sessionId: session.id, attempt: 1 }
    await moved('step', () => recordStep(database.db, hold, step))
    await moved('burst', () => recordedBurst(database, own, { sessions: 1 }))
    await moved('rename', () =>
      changeTarget(database.db, { ...own, id: own.shop.id, change: { name: 'The shop' } }),
    )
    const cancel = () => api.call(`/api/bursts/${session.burstId}/cancel`, { body: {} })
    await moved('cancel', cancel)
    await moved('remove', () => api.call(`/api/targets/${own.shop.id}`, { method: 'DELETE' }))
    expect((await (await get(path)).json()).total).toBe(0)
  })

  test.each([
    ['trends?metric=sessions&bucket=day&timeZone=%2B02:00', 'timeZone'],
    ['trends?metric=sessions&bucket=month', 'bucket'],
    ['trends?metric=sessions&bucket=minute&from=2020-01-01T00:00:00Z', 'bucket'],
    ['heatmap?metric=medianLength', 'metric'],
    ['lengths?colour=red', 'colour'],
  ])('%s is refused, naming %s', async (path, field) => {
    const { status, json } = await api.call(`/api/sessions/${path}`)
    expect({ status, field: json.field }).toEqual({ status: 400, field })
  })
})
