import { spend } from '../../db/budgets.ts'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { openConversation } from '../../db/conversations.ts'
import { finishSession, recordStep } from '../../db/course.ts'
import { requestInspection } from '../../db/doctor.ts'
import { startExport } from '../../db/exports.ts'
import { claimKey } from '../../db/idempotency.ts'
import { claimInspection, finishInspection } from '../../db/inspections.ts'
import { inviteMember } from '../../db/invites.ts'
import { makeKey } from '../../db/keys.ts'
import { claimStep, keepStep } from '../../db/memory.ts'
import { listMemory } from '../../db/memory-entries.ts'
import { removeBurst } from '../../db/remove-burst.ts'
import { foldDeltas } from '../../db/rollups.ts'
import { createSealer } from '../../db/sealing.ts'
import { querySessions } from '../../db/sessions.ts'
import { openSignIn } from '../../db/sign-ins.ts'
import { putTargetSecret } from '../../db/target-secrets.ts'
import { beginTurn, keepTurn } from '../../db/turns.ts'
import { saveView } from '../../db/views.ts'
import { noteAccount } from '../../db/visitors.ts'
import { recordedBurst } from './bursts.ts'
import type { Tenant } from './databases.ts'

export type Everything = Awaited<ReturnType<typeof fillEveryTable>>

const ENDING = {
  outcome: 'completed',
  lengthMs: 1500,
  pages: 1,
  screenshot: false,
  receipt: { sent: {}, accepted: {} },
  modelCalls: 0,
  metadata: {},
} as const

/** At least one row of the tenant's in every table there is, and the ids by which the API knows them. */
export async function fillEveryTable(database: Database, own: Tenant) {
  const { db } = database
  const { workspaceId, userId } = own
  const removed = await recordedBurst(database, own, { sessions: 1 })
  await removeBurst(db, { ...own, id: removed.id })
  const newest = async () => {
    const query = { workspaceId, filters: {}, sort: 'newest', limit: 1 } as const
    const [session] = (await querySessions(db, query)).items
    return claimSession(db, { workspaceId, sessionId: session?.id ?? '', runner: newId() })
  }
  await recordedBurst(database, own, { sessions: 1 })
  await finishSession(db, { workspaceId, sessionId: (await newest())?.id ?? '', attempt: 1 }, ENDING)
  const burst = await recordedBurst(database, own, { sessions: 1 })
  const claimed = await newest()
  const hold = { workspaceId, sessionId: claimed?.id ?? '', attempt: 1 }
  const at = { startedAt: new Date(), endedAt: new Date() }
  // What was folded is in the sums, what comes after waits.
  await foldDeltas(db)
  await recordStep(db, hold, { number: 1, text: 'x', ok: true, actions: [], url: 'http://localhost/', ...at })
  const place = { workspaceId, targetId: burst.targetId, step: 'x', pathPattern: '/', viewport: 'mobile' }
  const resolving = { key: place, owner: newId(), failed: 0 }
  await claimStep(db, resolving)
  await keepStep(db, resolving, { rounds: [] })
  const [known] = (await listMemory(db, { ...place, limit: 1 })).items
  const { id: inspectionId } = await requestInspection(db, { workspaceId, id: burst.targetId })
  const claim = await claimInspection(db, { workspaceId, inspectionId })
  const report = { sdks: [], banners: [], pages: [], suggestions: [], notes: [] }
  const hosts = [{ host: 'cdn.example:443', vendor: null, allowed: false }]
  if (claim) await finishInspection(db, claim, { report, hosts })
  const { id } = await openConversation(db, { workspaceId, userId, title: 'x' })
  await openSignIn(db, { userId })
  const turn = { workspaceId, userId, conversationId: id, id: newId() }
  await beginTurn(db, { ...turn, incoming: { message: { id: newId(), role: 'user', parts: [] } } })
  await keepTurn(db, { ...turn, frame: { number: 0, data: [] } })
  const secret = { workspaceId, targetId: burst.targetId, name: 'x', value: 'x' }
  await putTargetSecret(db, await createSealer(['x']), secret)
  await spend(db, [{ key: `x:${workspaceId}`, quota: 2, seconds: 3_600 }])
  const visitor = { id: newId(), returned: false, device: 'mobile', country: 'DE', sealedPerson: 'x' }
  await noteAccount(db, hold, { ...visitor, madeAccount: true })
  await claimKey(db, { workspaceId, userId, route: 'x', key: 'x', requestHash: 'x' })
  const author = { workspaceId, userId }
  const { invite } = await inviteMember(db, { ...author, email: 'zoe@example.com', role: 'member' })
  const { key } = await makeKey(db, { ...author, name: 'CI', scopes: ['run'], expiresAt: null })
  const started = await startExport(db, { ...author, format: 'csv', asked: {}, filters: {} })
  const view = await saveView(db, { ...author, name: 'x', filters: {}, columns: [], shared: true })
  return {
    workspace: workspaceId,
    member: userId,
    burst: burst.id,
    session: hold.sessionId,
    target: burst.targetId,
    memory: known?.id ?? '',
    visitor: visitor.id,
    conversation: id,
    invite: invite.id,
    key: key.id,
    export: started.id,
    view: view.id,
  }
}
