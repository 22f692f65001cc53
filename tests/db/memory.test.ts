import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, newId } from '../../db/client.ts'
import {
  type Claim,
  claimStep,
  keepStep,
  type MemoryKey,
  recall,
  releaseClaim,
  renewClaim,
} from '../../db/memory.ts'
import { forgetStep, forgetTarget, getMemory, listMemory } from '../../db/memory-entries.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

const rounds = (description: string) => [
  [{ selector: 'xpath=/html[1]', method: 'click', arguments: [], description }],
]

describe.each(DATABASES)('the action memory on %s', (kind) => {
  let database: Database
  let own: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    own = await tenant(database)
  })
  afterAll(() => database.close())

  const keyOf = (step: string): MemoryKey => ({
    ...{ workspaceId: own.workspaceId, targetId: own.shop.id, step, pathPattern: '/', viewport: 'mobile' },
  })
  const claimOf = (step: string, failed = 0): Claim => ({ key: keyOf(step), owner: newId(), failed })
  const learn = async (step: string, failed = 0, description = `version after ${failed}`) => {
    const claim = claimOf(step, failed)
    expect(await claimStep(database.db, claim)).toBe('mine')
    expect(await keepStep(database.db, claim, { rounds: rounds(description), reason: 'it moved' })).toBe(true)
  }
  const of = () => ({ workspaceId: own.workspaceId, targetId: own.shop.id })
  const entryOf = async (step: string) => {
    const { items } = await listMemory(database.db, { ...of(), limit: 200 })
    return items.find((item) => item.step === step)
  }

  test('of many that ask for an unknown step at once, one resolves it and the others get its answer', async () => {
    const claims = Array.from({ length: 8 }, () => claimOf('open'))
    const turns = await Promise.all(claims.map((claim) => claimStep(database.db, claim)))
    expect(turns.filter((turn) => turn === 'mine')).toHaveLength(1)
    expect(turns.filter((turn) => turn === 'taken')).toHaveLength(7)
    const winner = claims[turns.indexOf('mine')] as Claim
    await keepStep(database.db, winner, { rounds: rounds('Open') })
    const later = await Promise.all(claims.map((claim) => claimStep(database.db, claim)))
    expect(later).toEqual(claims.map(() => ({ version: 1, rounds: rounds('Open') })))
  })

  test('a resolver that was killed keeps the others waiting only until its claim runs out', async () => {
    const [dead, next] = [claimOf('killed'), claimOf('killed')]
    expect(await claimStep(database.db, dead)).toBe('mine')
    expect(await claimStep(database.db, next)).toBe('taken')
    await database.db.execute(
      sql`update app.memory set lease_until = now() - interval '1 second' where lease_owner = ${dead.owner}`,
    )
    expect(await claimStep(database.db, next)).toBe('mine')
    // Had it only been slow, its late answer would not overwrite the one of its successor.
    expect(await renewClaim(database.db, dead)).toBe(false)
    expect(await keepStep(database.db, dead, { rounds: rounds('late') })).toBe(false)
    expect(await keepStep(database.db, next, { rounds: rounds('in time') })).toBe(true)
    expect((await recall(database.db, keyOf('killed')))?.rounds).toEqual(rounds('in time'))
  })

  test('giving a claim back leaves no trace of an unknown step, and the old actions of a known one', async () => {
    const first = claimOf('given back')
    await claimStep(database.db, first)
    await releaseClaim(database.db, first)
    expect(await recall(database.db, keyOf('given back'))).toBeUndefined()
    await learn('given back')
    const heal = claimOf('given back', 1)
    expect(await claimStep(database.db, heal)).toBe('mine')
    await releaseClaim(database.db, heal)
    expect(await recall(database.db, keyOf('given back'))).toMatchObject({ version: 1 })
    expect(await claimStep(database.db, claimOf('given back', 1))).toBe('mine')
  })

  test('a healing is done once: whoever failed on the old version gets the new one', async () => {
    await learn('heal')
    await learn('heal', 1)
    expect(await claimStep(database.db, claimOf('heal', 1))).toMatchObject({ version: 2 })
    const { id } = (await entryOf('heal')) ?? { id: '' }
    const { changes } = await getMemory(database.db, { ...of(), id })
    expect(changes.map(({ version, reason, before, after }) => ({ version, reason, before, after }))).toEqual(
      [
        {
          version: 2,
          reason: 'it moved',
          before: rounds('version after 0'),
          after: rounds('version after 1'),
        },
        { version: 1, reason: null, before: null, after: rounds('version after 0') },
      ],
    )
  })

  test('one healing serves every viewport class that had the same actions, and no other', async () => {
    const on = (viewport: string, failed = 0): Claim => ({
      ...{ key: { ...keyOf('everywhere'), viewport }, owner: newId(), failed },
    })
    for (const viewport of ['mobile', 'tablet', 'desktop']) {
      const claim = on(viewport)
      expect(await claimStep(database.db, claim)).toBe('mine')
      await keepStep(database.db, claim, { rounds: rounds(viewport === 'desktop' ? 'wide' : 'narrow') })
    }
    const heal = on('mobile', 1)
    expect(await claimStep(database.db, heal)).toBe('mine')
    expect(await claimStep(database.db, on('tablet', 1))).toBe('taken')
    const own = on('desktop', 1)
    expect(await claimStep(database.db, own)).toBe('mine')
    await releaseClaim(database.db, own)
    await keepStep(database.db, heal, { rounds: rounds('new') })
    expect(await claimStep(database.db, on('tablet', 1))).toEqual({ version: 2, rounds: rounds('new') })
    expect(await recall(database.db, own.key)).toEqual({ version: 1, rounds: rounds('wide') })
  })

  test('keeps the newest twenty changes of a step', async () => {
    for (let failed = 0; failed < 23; failed++) await learn('often', failed)
    const { id } = (await entryOf('often')) ?? { id: '' }
    const { changes } = await getMemory(database.db, { ...of(), id })
    expect(changes.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, i) => 23 - i))
  })

  test('forgets one step or all of a target, and nothing of another workspace', async () => {
    await learn('forget me')
    const foreign = await tenant(database, `${newId()}@example.com`)
    const { id } = (await entryOf('forget me')) ?? { id: '' }
    const theirs = { workspaceId: foreign.workspaceId, targetId: own.shop.id }
    await expect(forgetStep(database.db, { ...theirs, id })).rejects.toThrow('No remembered step')
    await expect(forgetTarget(database.db, theirs)).rejects.toThrow('No target')
    await expect(listMemory(database.db, { ...theirs, limit: 10 })).rejects.toThrow('No target')
    await forgetStep(database.db, { ...of(), id })
    expect(await recall(database.db, keyOf('forget me'))).toBeUndefined()
    await forgetTarget(database.db, of())
    expect((await listMemory(database.db, { ...of(), limit: 10 })).items).toEqual([])
  })
})
