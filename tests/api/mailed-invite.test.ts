import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailBySupabase } from '../../api/mail-invite.ts'
import type { Database } from '../../db/client.ts'
import { apiOn, JWT_SECRET } from '../support/api.ts'
import { freshDatabase, type Tenant, tenant } from '../support/databases.ts'
import { startLiteAuth } from '../support/lite-auth.ts'

let database: Database
let own: Tenant
let supabase: Awaited<ReturnType<typeof startLiteAuth>>
const mails: { to: string; link: string }[] = []
const failures: unknown[] = []

beforeAll(async () => {
  database = await freshDatabase('pglite')
  own = await tenant(database)
  supabase = await startLiteAuth({
    secret: JWT_SECRET,
    pageUrl: 'http://localhost:8787',
    onMail: (mail) => void mails.push(mail),
  })
})
afterAll(async () => {
  await supabase.close()
  await database.close()
})

/** Invites Fay from an API whose Supabase is at `url`. */
async function inviteFay(url: string) {
  const mailInvite = mailBySupabase({ url, key: 'anon' }, (error) => void failures.push(error))
  const api = await apiOn(database, own, undefined, { mailInvite })
  const made = await api.call('/api/invites', { body: { email: 'fay@example.com', role: 'admin' } })
  return { api, made }
}

test('Supabase mails the way to an invitation: one click signs in, and the invitation is at hand', async () => {
  const { api, made } = await inviteFay(supabase.url)
  expect(made).toMatchObject({
    status: 201,
    json: { mail: 'sent', link: expect.stringContaining('/invite#') },
  })
  expect(mails.map(({ to }) => to)).toEqual(['fay@example.com'])
  const clicked = await fetch(mails[0]?.link ?? '', { redirect: 'manual' })
  const page = new URL(clicked.headers.get('location') ?? '')
  expect(`${page.origin}${page.pathname}`).toBe('http://localhost:8787/invite')
  expect(page.searchParams.get('token')).toBe(made.json.token)
  const signedIn = new URLSearchParams(page.hash.slice(1)).get('access_token') ?? ''
  const joined = await api.call('/api/invites/accept', {
    token: signedIn,
    body: { token: page.searchParams.get('token') },
  })
  expect(joined).toMatchObject({ status: 200, json: { workspace: { id: own.workspaceId, role: 'admin' } } })
  await api.close()
})

test('a mail that can not be sent is told and reported, and the link is there all the same', async () => {
  await database.db.execute("delete from app.members where role = 'admin'")
  const { api, made } = await inviteFay('http://127.0.0.1:9')
  expect(made).toMatchObject({
    status: 201,
    json: { mail: 'failed', link: expect.stringContaining('/invite#') },
  })
  expect(failures).toHaveLength(1)
  await api.close()
})
