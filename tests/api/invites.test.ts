import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from '../../api/cli/client.ts'
import { converse } from '../../api/cli/turn.ts'
import { type Database, rows } from '../../db/client.ts'
import { apiOn } from '../support/api.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { colleague, newcomer } from '../support/people.ts'

describe.each(DATABASES)('invitations on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    expect(api.errors).toEqual([])
    await api.close()
    await database.close()
  })

  const invite = async (email: string, role = 'member') => {
    const { status, json } = await api.call('/api/invites', { body: { email, role } })
    expect(status).toBe(201)
    return json as { id: string; token: string; link: string }
  }
  /** Accepts as somebody. */
  async function accept(person: { userId: string }, token: string) {
    const theirs = await apiOn(database, person)
    try {
      return await theirs.call('/api/invites/accept', { body: { token } })
    } finally {
      await theirs.close()
    }
  }
  const stateOf = async (id: string) => {
    const { json } = await api.call('/api/invites')
    return json.items.find((i: { id: string }) => i.id === id)
  }

  test('a link is shown once, kept as a hash, and lets the invited person in, once', async () => {
    const { id, token, link } = await invite('Bob@Example.com', 'admin')
    expect(link).toBe(`http://localhost:8787/invite#${token}`)
    expect((await api.call('/api/invites')).text).not.toContain(token)
    const stored = await rows(
      database.db,
      sql`select i::text as text from app.invites i union all select a::text from app.audit a`,
    )
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(await stateOf(id)).toMatchObject({
      email: 'bob@example.com',
      role: 'admin',
      state: 'open',
      invitedBy: 'ann@example.com',
    })
    const bob = await newcomer(database, 'bob@example.com')
    const joined = await accept(bob, token)
    expect(joined).toMatchObject({ status: 200, json: { workspace: { id: own.workspaceId, role: 'admin' } } })
    expect(await accept(bob, token)).toMatchObject({ status: 409, json: { field: 'token' } })
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', acceptedAt: expect.any(String) })
    const again = await api.call('/api/invites', { body: { email: 'BOB@example.com', role: 'member' } })
    expect(again).toMatchObject({ status: 409, json: { field: 'email' } })
  })

  test('opens nothing for anybody else, nor once it is withdrawn, replaced or expired', async () => {
    const eve = await newcomer(database, 'eve@example.com')
    const mallory = await newcomer(database, 'mallory@example.com')
    const first = await invite('eve@example.com')
    const wrong = await accept(mallory, first.token)
    expect(wrong).toMatchObject({ status: 403, json: { detail: expect.stringContaining('mallory@') } })
    expect(wrong.text).not.toContain('eve@example.com')
    const second = await invite('eve@example.com')
    expect(await accept(eve, first.token)).toMatchObject({ status: 409 })
    expect((await api.call(`/api/invites/${second.id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await accept(eve, second.token)).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('withdrawn') },
    })
    const third = await invite('eve@example.com')
    await database.db.execute(sql`update app.invites set expires_at = now() where id = ${third.id}`)
    expect(await accept(eve, third.token)).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('expired') },
    })
    expect(await stateOf(third.id)).toMatchObject({ state: 'expired' })
    expect(await accept(eve, 'made-up')).toMatchObject({ status: 404, json: { field: 'token' } })
    const fourth = await invite('eve@example.com')
    expect(await accept(eve, fourth.token)).toMatchObject({ status: 200 })
  })

  const ask = (of: typeof api, text: string, approve: boolean) =>
    converse(new Client(of.url, 'local-token', of.fetch), text, { approve, onText: () => {} })

  test('the agent invites only once it is confirmed', async () => {
    const text = 'Invite gus@example.com as an admin'
    const waiting = await ask(api, text, false)
    expect(waiting).toMatchObject({ refused: true })
    expect(waiting.reply).toContain('Invite gus@example.com into this workspace as admin.')
    const { json } = await api.call('/api/invites')
    expect(json.items.map((i: { email: string }) => i.email)).not.toContain('gus@example.com')
    const done = await ask(api, text, true)
    expect(done.toolCalls).toMatchObject([
      {
        tool: 'inviteMember',
        args: { email: 'gus@example.com', role: 'admin' },
        result: { invite: { email: 'gus@example.com' }, link: expect.stringContaining('/invite#') },
      },
    ])
    const { link } = (done.toolCalls[0] as { result: unknown }).result as { link: string }
    const gus = await newcomer(database, 'gus@example.com')
    expect(await accept(gus, link.split('#')[1] ?? '')).toMatchObject({ status: 200 })
  })

  test('the agent refuses those who may not, and says who can', async () => {
    const member = await colleague(database, own, 'member')
    const theirs = await apiOn(database, member)
    await theirs.call('/api/me', { headers: { 'x-workspace': own.workspaceId } })
    const turn = await ask(theirs, 'Invite zoe@example.com', true)
    expect(turn.toolCalls).toMatchObject([
      {
        tool: 'inviteMember',
        result: { error: { code: 'forbidden', message: expect.stringContaining('owner') } },
      },
    ])
    const { json } = await api.call('/api/invites')
    expect(json.items.map((i: { email: string }) => i.email)).not.toContain('zoe@example.com')
    await theirs.close()
  })
})
