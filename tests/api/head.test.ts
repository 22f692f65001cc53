import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { logRows } from '../support/log-rows.ts'

let database: Database
let own: Tenant
let api: Awaited<ReturnType<typeof apiOn>>
beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  const now = Date.now()
  await logRows(database, own, { count: 3_000, from: now - 86_400_000, to: now, seed: 1 })
  api = await apiOn(database, own)
})
afterAll(async () => {
  await api.close()
  await database.close()
})

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test.each(['/api/sessions/export?format=csv', '/api/events?topics=bursts'])(
  'HEAD of %s ends what would write its body: no timer stays',
  async (path) => {
    await api.call(path, { method: 'HEAD' })
    const before = timers()
    for (let asked = 0; asked < 10; asked++)
      expect((await api.call(path, { method: 'HEAD' })).status).toBe(200)
    expect(timers()).toBeLessThan(before + 5)
  },
)
