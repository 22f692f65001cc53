import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../db/client.ts'
import { closeSignIns, findSignIn, openSignIn, proofHolds } from '../../db/sign-ins.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

describe.each(DATABASES)('what somebody came in with on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
  })
  afterAll(() => database.close())
  const MINUTE = 60_000
  const holds = (proof: Parameters<typeof proofHolds>[1]['proof']) =>
    proofHolds(database.db, { userId: own.userId, proof })

  test('holds a token until it is over, or its person signs out everywhere', async () => {
    const now = Date.now()
    const token = { issuedAt: new Date(now - MINUTE), expiresAt: new Date(now + MINUTE) }
    expect(await holds(token)).toBe(true)
    expect(await holds({ ...token, expiresAt: new Date(now) })).toBe(false)
    await closeSignIns(database.db, own)
    expect(await holds(token)).toBe(false)
  })

  test('holds a cookie until its person signs out everywhere', async () => {
    const cookie = await openSignIn(database.db, own)
    const found = await findSignIn(database.db, cookie)
    expect(found && (await holds(found.proof))).toBe(true)
    await closeSignIns(database.db, own)
    expect(found && (await holds(found.proof))).toBe(false)
    expect(await findSignIn(database.db, cookie)).toBeUndefined()
  })
})
