import { sql } from 'drizzle-orm'
import { claimSession } from '../../db/claims.ts'
import { type Database, newId } from '../../db/client.ts'
import { type Ending, finishSession } from '../../db/course.ts'
import { createSealer } from '../../db/sealing.ts'
import { querySessions } from '../../db/sessions.ts'
import { listVisitors } from '../../db/visitor-list.ts'
import { places, type SealedVisitor } from '../../db/visitors.ts'
import { recordedBurst } from './bursts.ts'
import { freshDatabase, tenant } from './databases.ts'

export const ENDING: Ending = {
  outcome: 'completed',
  lengthMs: 1500,
  pages: 2,
  screenshot: false,
  receipt: { sent: {}, accepted: {} },
  modelCalls: 0,
  metadata: {},
}
export const STORAGE = { cookies: [], origin: 'http://localhost', local: { key: 'value' }, readAt: 0 }

/** A demo shop with people who were there before, without a browser. */
export async function visitedShop(kind: Parameters<typeof freshDatabase>[0]) {
  const database: Database = await freshDatabase(kind)
  const { db } = database
  const own = await tenant(database)
  const sealer = await createSealer(['one'])
  const shop = { workspaceId: own.workspaceId, targetId: own.shop.id }

  /** Sessions of phones on the shop, all planned to come back unless the request says otherwise. */
  async function planned(request: Parameters<typeof recordedBurst>[2] = {}, by = own) {
    const asked = { devices: { mobile: 100 }, newVisitors: 0, journey: ['open the pricing page'], ...request }
    const { id: burstId } = await recordedBurst(database, by, asked)
    const query = { workspaceId: by.workspaceId, filters: { burstId }, sort: 'oldest', limit: 50 } as const
    return (await querySessions(db, query)).items.map(({ id }) => id)
  }
  async function claim(sessionId = '', { workspaceId } = own) {
    const session = await claimSession(db, { workspaceId, sessionId, runner: newId() })
    if (!session) throw new Error('not claimed')
    return { ...session, hold: { workspaceId, sessionId, attempt: session.attempts } }
  }
  async function sealed(id: string, change: Partial<SealedVisitor> = {}): Promise<SealedVisitor> {
    const at = places({ ...shop, id })
    const person = { variables: { email: `${id}@example.com`, name: 'Ann' } }
    return {
      ...{ id, returned: false, device: 'mobile', country: 'DE', madeAccount: false },
      sealedPerson: await sealer.seal(JSON.stringify(person), at.person),
      sealedStorage: await sealer.seal(JSON.stringify(STORAGE), at.storage),
      ...change,
    }
  }
  /** Somebody who was there before. */
  async function met(change: Partial<SealedVisitor> = {}): Promise<string> {
    const [one] = await planned({ sessions: 1, newVisitors: 100 })
    const { visitor, hold } = await claim(one)
    await finishSession(db, hold, { ...ENDING, visitor: await sealed(visitor.id, change) })
    return visitor.id
  }
  return {
    ...{ database, db, own, sealer, shop, planned, claim, sealed, met },
    list: (accounts = false) => listVisitors(db, sealer, { ...shop, accounts, limit: 50 }),
    age: (id: string, interval: string) =>
      db.execute(
        sql`update app.visitors set last_seen_at = last_seen_at - ${interval}::interval where id = ${id}`,
      ),
    async empty() {
      await db.execute(sql`delete from app.bursts`)
      await db.execute(sql`delete from app.visitors`)
    },
  }
}
