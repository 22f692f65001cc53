import { type Database, newId } from '../../../db/client.ts'
import { openConversation } from '../../../db/conversations.ts'
import { startExport } from '../../../db/exports.ts'
import { inviteMember } from '../../../db/invites.ts'
import { makeKey } from '../../../db/keys.ts'
import { querySessions } from '../../../db/sessions.ts'
import { saveView } from '../../../db/views.ts'
import { makeWorkspace } from '../../../db/workspaces.ts'
import { apiOn } from '../api.ts'
import { recordedBurst } from '../bursts.ts'
import { type Tenant, tenant } from '../tenant.ts'
import { judge } from './judge.ts'
import { type Document, fuzzed, type Ids } from './requests.ts'

export interface FuzzResult {
  /** How often each status was answered. */
  statuses: Record<number, number>
  /** Each wrong answer with the request that got it. */
  wrong: string[]
  /** What the API reported as broken, which it never should. */
  errors: unknown[]
  milliseconds: number[]
  /** The longest of them, the longest first. */
  slowest: string[]
  /** Of a handler that does nothing, in turn with them. */
  empty: number[]
}

/** Asks the API in this process `count` times, one after another, everything that its document suggests, and worse. */
export async function fuzz(
  database: Database,
  options: { seed: number; count: number },
): Promise<FuzzResult> {
  const [own, foreign] = [await tenant(database), await tenant(database, 'bob@example.com')]
  const api = await apiOn(database, own, undefined, { limits: WIDE })
  const document = (await api.call('/openapi.json')).json as Document
  const known = {
    own: await idsOf(database, own),
    spare: await spareOf(database, own),
    foreign: await idsOf(database, foreign),
    workspace: own.workspaceId,
    foreignWorkspace: foreign.workspaceId,
  }
  const result: FuzzResult = {
    statuses: {},
    wrong: [],
    errors: api.errors,
    milliseconds: [],
    slowest: [],
    empty: [],
  }
  const asked: string[] = []
  for (const request of fuzzed(document, known, { ...options, url: api.url })) {
    const named = `${request.method} ${request.url.slice(0, 200)}`
    const body = request.method === 'GET' ? '' : await request.clone().text()
    const { took, judged } = await timed(async () => judge(await api.fetch(request)))
    const { status, wrong } = judged
    result.milliseconds.push(took)
    asked.push(`${Math.round(took)} ms ${status} ${named}`)
    result.empty.push((await timed(async () => judge(await api.fetch(`${api.url}/healthz`)))).took)
    result.statuses[status] = (result.statuses[status] ?? 0) + 1
    if (wrong) result.wrong.push(`${named} ${body.slice(0, 300)} -> ${wrong}`)
  }
  result.slowest = asked.toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10)).slice(0, 20)
  await api.close()
  return result
}

async function timed<T>(work: () => Promise<T>): Promise<{ took: number; judged: T }> {
  const begin = performance.now()
  const judged = await work()
  return { took: performance.now() - begin, judged }
}

/** More than any run asks, so that what is refused is refused for what it says. */
const many = { user: 1e6, workspace: 1e6 }
const WIDE = { requests: { read: many, write: many, turn: many, burst: many, export: many, invite: many } }

/** The noun of the routes to what its id is. */
async function idsOf(database: Database, person: Tenant): Promise<Ids> {
  const burst = await recordedBurst(database, person)
  const { workspaceId, userId, shop } = person
  const { id } = await openConversation(database.db, { workspaceId, userId, title: 'x' })
  const found = await querySessions(database.db, { workspaceId, filters: {}, sort: 'newest', limit: 1 })
  return {
    bursts: burst.id,
    targets: shop.id,
    conversations: id,
    chat: id,
    sessions: found.items[0]?.id ?? '',
    workspaces: workspaceId,
    members: userId,
    ...(await keptBy(database, person)),
  }
}

async function spareOf(database: Database, own: Tenant): Promise<Ids> {
  const { chat = '', ...ids } = await idsOf(database, own)
  const { exports = '', views = '', keys = '', invites = '', members = '' } = ids
  const { id: workspaces } = await makeWorkspace(database.db, { userId: own.userId, name: 'Spare' })
  const kept = { exports, views, keys, invites }
  return { targets: own.unverified.id, conversations: chat, workspaces, members, ...kept }
}

async function keptBy({ db }: Database, { workspaceId, userId }: Tenant): Promise<Ids> {
  const own = { workspaceId, userId }
  const started = await startExport(db, { ...own, format: 'csv', asked: {}, filters: {} })
  const view = await saveView(db, { ...own, name: newId(), filters: {}, columns: [], shared: false })
  const { key } = await makeKey(db, { ...own, name: 'x', scopes: ['run'], expiresAt: null })
  const { invite } = await inviteMember(db, { ...own, email: `${newId()}@example.com`, role: 'member' })
  return { exports: started.id, views: view.id, keys: key.id, invites: invite.id }
}
