import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { saveView } from '../../db/views.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague } from '../support/people.ts'

describe.each(DATABASES)('saved views on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  let theirs: Awaited<ReturnType<typeof apiOn>>
  let headers: Record<string, string>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
    theirs = await apiOn(database, await colleague(database, own, 'admin'))
    headers = { 'x-workspace': own.workspaceId }
  })
  afterAll(async () => {
    expect([...api.errors, ...theirs.errors]).toEqual([])
    await Promise.all([api.close(), theirs.close()])
    await database.close()
  })
  const names = async (who: typeof api) =>
    (await who.call('/api/views', { headers })).json.items.map(({ name }: { name: string }) => name)

  test('keeps filters, order and columns, changes and deletes them', async () => {
    const filters = { outcome: 'failed', device: 'mobile', minLengthSeconds: 5, sort: 'longest' }
    const made = await api.call('/api/views', {
      body: { name: 'Slow', filters, columns: ['device', 'reason'] },
    })
    expect(made).toMatchObject({
      status: 201,
      json: { name: 'Slow', filters, columns: ['device', 'reason'], shared: false, own: true },
    })
    const path = `/api/views/${made.json.id}`
    const changed = await api.call(path, { method: 'PATCH', body: { filters: { country: 'DE' } } })
    expect(changed).toMatchObject({ status: 200, json: { name: 'Slow', filters: { country: 'DE' } } })
    expect((await api.call(path, { method: 'DELETE' })).status).toBe(204)
    expect(await names(api)).toEqual([])
  })

  test('a name is taken once by each person, also by two requests at the same time', async () => {
    const save = (who: typeof api, name: string) => who.call('/api/views', { body: { name }, headers })
    const both = await Promise.all([save(api, 'Twice'), save(api, 'Twice')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await save(theirs, 'Twice')).status).toBe(201)
    const { json } = await save(api, 'Other')
    const taken = await api.call(`/api/views/${json.id}`, { method: 'PATCH', body: { name: 'Twice' } })
    expect(taken).toMatchObject({ status: 409, json: { field: 'name' } })
    const same = await api.call(`/api/views/${json.id}`, { method: 'PATCH', body: { name: 'Other' } })
    expect(same.status).toBe(200)
  })

  test('a shared view is seen by everybody here and changed by its owner alone; another is not there', async () => {
    const save = (name: string, shared: boolean) => api.call('/api/views', { body: { name, shared } })
    const [shared, secret] = [(await save('Ours', true)).json, (await save('Mine', false)).json]
    const seen = (await theirs.call('/api/views', { headers })).json.items
    expect(seen.find(({ id }: { id: string }) => id === shared.id)).toMatchObject({
      own: false,
      shared: true,
    })
    expect(await names(theirs)).not.toContain('Mine')
    for (const method of ['PATCH', 'DELETE']) {
      const ask = (id: string) =>
        theirs.call(`/api/views/${id}`, { method, body: { name: 'Stolen' }, headers })
      expect((await ask(shared.id)).status).toBe(403)
      expect((await ask(secret.id)).status).toBe(404)
    }
  })

  test.each([
    [{ name: 'x', filters: { colour: 'red' } }, 'filters.colour'],
    [{ name: 'x', filters: { outcome: 'great' } }, 'filters.outcome'],
    [{ name: ' ' }, 'name'],
    [{ name: 'x', columns: ['<b>'] }, 'columns.0'],
  ])('%j is refused, naming %s', async (body, field) => {
    expect(await api.call('/api/views', { body })).toMatchObject({ status: 400, json: { field } })
  })

  test('a person keeps a hundred of them', async () => {
    const many = await tenant(database, 'many@example.com')
    const save = (name: string) =>
      saveView(database.db, { ...many, name, filters: {}, columns: [], shared: false })
    for (let i = 0; i < 100; i++) await save(`view ${i}`)
    await expect(save('one more')).rejects.toMatchObject({ code: 'conflict', field: 'name' })
  })
})
