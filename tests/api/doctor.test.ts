import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { finishSession, type Receipt } from '../../db/course.ts'
import { requestInspection } from '../../db/doctor.ts'
import { claimInspection, finishInspection, giveUpInspection } from '../../db/inspections.ts'
import { apiOn } from '../support/api.ts'
import { recordedBurst } from '../support/bursts.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('the doctor on %s', (kind) => {
  let database: Database
  let own: Tenant
  let api: Awaited<ReturnType<typeof apiOn>>
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
    api = await apiOn(database, own)
  })
  afterAll(async () => {
    await api.close()
    await database.close()
  })

  const path = () => `/api/targets/${own.shop.id}/doctor`
  const claim = async () => {
    const target = { workspaceId: own.workspaceId, id: own.shop.id }
    const { id: inspectionId } = await requestInspection(database.db, target)
    const claimed = await claimInspection(database.db, { workspaceId: own.workspaceId, inspectionId })
    if (!claimed) throw new Error('nobody else claims it')
    return claimed
  }
  const report = { sdks: [], banners: [], pages: [], suggestions: [], notes: [] }
  const finish = async (hosts: { host: string; vendor: string | null; allowed: boolean }[]) =>
    finishInspection(database.db, await claim(), { report, hosts })
  /** Half of an emoji, and NUL: what a page's text may hold once it is cut, or at all. */
  const ODD = 'Tide\0 \ud83c'

  test('a visit is asked for once, however often one asks, and never of an unverified target', async () => {
    expect((await api.call(path())).json).toMatchObject({ state: 'never', report: null })
    const [first, second] = [await api.call(path(), { body: {} }), await api.call(path(), { body: {} })]
    expect([first.status, second.status]).toEqual([202, 202])
    expect(second.json).toMatchObject({ state: 'waiting', requestedAt: first.json.requestedAt })
    const refused = await api.call(`/api/targets/${own.unverified.id}/doctor`, { body: {} })
    expect(refused).toMatchObject({ status: 422, json: { code: 'target_unverified' } })
    await finish([])
    expect((await api.call(path())).json).toMatchObject({ state: 'done', report })
  })

  test('whatever text a page holds, its report is kept', async () => {
    const page = { path: '/', title: ODD, headings: [ODD], actions: [], forms: [] }
    await finishInspection(database.db, await claim(), { report: { ...report, pages: [page] }, hosts: [] })
    const kept = (await api.call(path())).json.report.pages
    expect(kept).toMatchObject([{ title: 'Tide \ufffd', headings: ['Tide \ufffd'] }])
  })

  test('a vendor’s host is let through by rule, any other waits for a person, whose word stays', async () => {
    const hosts = [
      { host: 'us.i.posthog.com:443', vendor: 'PostHog', allowed: true },
      { host: 'cdn.example:443', vendor: null, allowed: false },
    ]
    await finish(hosts)
    const patch = (body: unknown) => api.call(path(), { method: 'PATCH', body })
    const changed = await patch({ hosts: { 'us.i.posthog.com:443': false, 'cdn.example:443': true } })
    const listed = [
      { host: 'cdn.example:443', allowed: true, decidedBy: 'owner' },
      { host: 'us.i.posthog.com:443', allowed: false, decidedBy: 'owner' },
    ]
    expect(changed.json.thirdParties).toMatchObject(listed)
    await finish(hosts)
    expect((await api.call(path())).json.thirdParties).toMatchObject(listed)
    const next = await claim()
    expect(next.capture).toMatchObject({ allow: ['cdn.example:443'], denied: ['us.i.posthog.com:443'] })
    await giveUpInspection(database.db, next, { reason: 'gone', retry: false })
    expect((await api.call(path())).json).toMatchObject({ state: 'failed', reason: 'gone', report })
  })

  test('a host that nobody saw, and an address inside the network, are refused', async () => {
    await finish([{ host: '169.254.169.254:80', vendor: null, allowed: false }])
    for (const host of ['nobody.example:443', '169.254.169.254:80']) {
      const answer = await api.call(path(), { method: 'PATCH', body: { hosts: { [host]: true } } })
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid_input', field: 'hosts' } })
    }
  })

  test('the label is on until the owner switches it off, and its filters are shown', async () => {
    const { json } = await api.call(path())
    expect(json.label).toMatchObject({ on: true, agent: 'SessionBurst/1', property: 'synthetic' })
    expect(json.label.filters.map(({ vendor }: { vendor: string }) => vendor)).toEqual(
      expect.arrayContaining(['PostHog', 'Mixpanel', 'Amplitude']),
    )
    const target = `/api/targets/${own.shop.id}`
    const consent = { accept: 60, decline: 30, ignore: 10 }
    const off = await api.call(target, { method: 'PATCH', body: { label: false, consent } })
    expect(off.json).toMatchObject({ label: false, consent })
    expect((await api.call(path())).json).toMatchObject({ label: { on: false }, consent })
    expect((await claim()).capture).toMatchObject({ label: false, consent })
    expect((await api.call(target, { method: 'PATCH', body: { name: 'Demo shop' } })).json.label).toBe(false)
    const change = {
      action: 'target.changed',
      after: { label: false, consent: expect.stringContaining('60 %') },
    }
    expect((await api.call('/api/audit')).json.items.slice(0, 2)).toContainEqual(
      expect.objectContaining(change),
    )
    const shares = { accept: 60, decline: 30, ignore: 20 }
    expect((await api.call(target, { method: 'PATCH', body: { consent: shares } })).status).toBe(400)
  })

  test('visitors sign up with addresses of the target’s own pattern', async () => {
    const patch = (emailPattern: string | null) =>
      api.call(`/api/targets/${own.shop.id}`, { method: 'PATCH', body: { emailPattern } })
    const emailPattern = 'demo+{{n}}@customer.example'
    expect((await patch(emailPattern)).json).toMatchObject({ emailPattern })
    const { id } = await recordedBurst(database, own, { sessions: 1 })
    const [session] = (await api.call(`/api/sessions?burst=${id}`)).json.items
    const claim = { workspaceId: own.workspaceId, sessionId: session.id, runner: newId() }
    const visit = await claimSession(database.db, claim)
    expect(JSON.stringify(visit?.plan)).toMatch(/"email":"demo\+[0-9a-z]+@customer\.example"/)
    for (const wrong of ['demo@customer.example', '{{n}}', 'a@{{n}}.example', '%{{n}}@customer.example'])
      expect(await patch(wrong)).toMatchObject({ status: 400, json: { field: 'emailPattern' } })
    expect((await patch(null)).json.emailPattern).toBeNull()
  })

  test('a receipt adds up its sessions, and says in plain words what was not recorded', async () => {
    const { id } = await recordedBurst(database, own, { sessions: 2 })
    const { items } = (await api.call(`/api/sessions?burst=${id}&sort=oldest`)).json
    const receipts: Required<Receipt>[] = [
      { sent: { posthog: 2 }, accepted: {}, failed: { posthog: 2 }, events: {}, left: [] },
      {
        sent: { posthog: 3 },
        accepted: { posthog: 2 },
        failed: { posthog: 1 },
        events: { posthog: { $pageview: 2, [ODD]: 1 } },
        left: ['posthog'],
      },
    ]
    for (const [index, { id: sessionId }] of items.entries())
      await finished(database, { workspaceId: own.workspaceId, sessionId }, receipts[index])
    const path = `/api/bursts/${id}/receipt`
    expect((await api.call(path)).json).toEqual({
      ended: 2,
      unrecorded: 1,
      sdks: [
        {
          sdk: 'posthog',
          sessions: 1,
          left: 1,
          sent: 5,
          accepted: 2,
          failed: 3,
          events: { $pageview: 2, 'Tide \ufffd': 1 },
        },
      ],
      warning: expect.stringMatching(/^1 of the 2 ended sessions was not recorded by any analytics SDK/),
    })
    const [first, second] = await Promise.all(
      items.map(async (one: { id: string }) => (await api.call(`/api/sessions/${one.id}`)).json.receipt),
    )
    expect(first).toMatchObject({ warning: expect.stringContaining('posthog tried') })
    expect(second).toEqual({
      sdks: [
        {
          sdk: 'posthog',
          ...receipts[1],
          sent: 3,
          accepted: 2,
          failed: 1,
          events: { $pageview: 2, 'Tide \ufffd': 1 },
          left: true,
        },
      ],
      warning: null,
    })
  })
})

async function finished(
  { db }: Database,
  session: { workspaceId: string; sessionId: string },
  receipt: Receipt | undefined,
): Promise<void> {
  await claimSession(db, { ...session, runner: newId() })
  const rest = { lengthMs: 1000, pages: 1, screenshot: false, modelCalls: 0, metadata: {} }
  if (receipt) await finishSession(db, { ...session, attempt: 1 }, { outcome: 'completed', receipt, ...rest })
}
