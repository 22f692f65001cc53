import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { querySessions, type SessionSort } from '../../db/sessions.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('the log on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    await recordedBurst(database, own, { sessions: 23, devices: { mobile: 70, desktop: 30 } })
    await recordedBurst(database, own, { sessions: 4, devices: { tablet: 100 } })
  })
  afterAll(() => database.close())

  test.each<SessionSort>(['newest', 'oldest', 'longest', 'shortest'])(
    'pages through all rows once, %s first',
    async (sort) => {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await querySessions(database.db, {
          workspaceId: own.workspaceId,
          filters: {},
          sort,
          limit: 5,
          cursor,
        })
        expect(page.total).toBe(27)
        seen.push(...page.items.map((item) => item.id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen).toHaveLength(27)
      expect(new Set(seen).size).toBe(27)
    },
  )

  test('filters by device, and counts what matches', async () => {
    const filters = { device: 'mobile' }
    const page = await querySessions(database.db, {
      workspaceId: own.workspaceId,
      filters,
      sort: 'newest',
      limit: 5,
    })
    expect(page.total).toBe(16)
    expect(page.items.every((item) => item.device === 'mobile')).toBe(true)
  })

  test('takes wildcard characters in a text search as they are', async () => {
    const filters = { text: '%' }
    const page = await querySessions(database.db, {
      workspaceId: own.workspaceId,
      filters,
      sort: 'newest',
      limit: 5,
    })
    expect(page.total).toBe(0)
  })

  test('refuses a cursor that it never gave', async () => {
    const query = {
      workspaceId: own.workspaceId,
      filters: {},
      sort: 'newest',
      limit: 5,
      cursor: 'x',
    } as const
    await expect(querySessions(database.db, query)).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'cursor',
    })
  })
})
