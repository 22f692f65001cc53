import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, rows } from '../../db/client.ts'
import { createSealer, SealError } from '../../db/sealing.ts'
import {
  listTargetSecrets,
  openTargetSecrets,
  putTargetSecret,
  removeTargetSecret,
  resealTargetSecrets,
} from '../../db/target-secrets.ts'
import { DATABASES, freshDatabase, type Tenant, tenant } from '../support/databases.ts'

const PLACE = ['target secret', 'workspace', 'target', 'password']
const VALUE = 'pässwörd \u{1f511} with "quotes"'

describe('sealing', () => {
  test('opens what it sealed, and seals the same value never the same', async () => {
    const sealer = await createSealer(['one'])
    const [first, second] = [await sealer.seal(VALUE, PLACE), await sealer.seal(VALUE, PLACE)]
    expect(await sealer.open(first, PLACE)).toBe(VALUE)
    expect(await sealer.open(second, PLACE)).toBe(VALUE)
    expect(first).not.toBe(second)
    expect(first).toMatch(/^sealed\.[\w-]+\.[\w-]+$/)
    expect(await sealer.open(await sealer.seal('', PLACE), PLACE)).toBe('')
  })

  test('after a rotation the old secret opens and the new one seals', async () => {
    const before = await createSealer(['one'])
    const after = await createSealer(['two', 'one'])
    const old = await before.seal(VALUE, PLACE)
    expect(await after.open(old, PLACE)).toBe(VALUE)
    const anew = await after.seal(VALUE, PLACE)
    expect(anew.startsWith(after.prefix)).toBe(true)
    expect(old.startsWith(after.prefix)).toBe(false)
    await expect(before.open(anew, PLACE)).rejects.toThrow(SealError)
    expect(await (await createSealer(['two'])).open(anew, PLACE)).toBe(VALUE)
    await expect((await createSealer(['two'])).open(old, PLACE)).rejects.toThrow(SealError)
  })

  test('opens nowhere else', async () => {
    const sealer = await createSealer(['one'])
    const sealed = await sealer.seal(VALUE, PLACE)
    for (const place of [
      ['target secret', 'another workspace', 'target', 'password'],
      ['another purpose', 'workspace', 'target', 'password'],
      ['target secret', 'workspace', 'target', 'another'],
      ['target secret', 'workspacetarget', 'password'],
      [],
    ])
      await expect(sealer.open(sealed, place)).rejects.toThrow(SealError)
  })

  test('opens nothing that was changed, at any place of it', async () => {
    const sealer = await createSealer(['one'])
    const sealed = await sealer.seal('secret', PLACE)
    // The last character has bits that belong to no byte.
    for (let at = 0; at < sealed.length - 1; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      await expect(sealer.open(changed, PLACE)).rejects.toThrow(SealError)
    }
    for (const junk of ['', 'secret', 'sealed..', `${sealer.prefix}A`, `${sealed}A`, sealed.slice(0, 30)])
      await expect(sealer.open(junk, PLACE)).rejects.toThrow(SealError)
  })

  test('is not made without a secret', async () => {
    await expect(createSealer([])).rejects.toThrow(SealError)
  })
})

describe.each(DATABASES)('target secrets on %s', (kind) => {
  let database: Database
  let ann: Tenant
  let bob: Tenant
  beforeAll(async () => {
    database = await freshDatabase(kind)
    ann = await tenant(database)
    bob = await tenant(database, 'bob@example.com')
  })
  afterAll(() => database.close())
  const of = ({ workspaceId, shop }: Tenant) => ({ workspaceId, targetId: shop.id })

  test('keeps them sealed, in place of what was there, and forgets them', async () => {
    const { db } = database
    const sealer = await createSealer(['one'])
    for (const value of ['first', VALUE])
      await putTargetSecret(db, sealer, { ...of(ann), name: 'password', value })
    expect(await openTargetSecrets(db, sealer, of(ann))).toEqual({ password: VALUE })
    expect(await listTargetSecrets(db, of(ann))).toMatchObject([{ name: 'password' }])
    const [row] = await rows<{ sealed: string }>(db, sql`select sealed from app.target_secrets`)
    expect(row?.sealed).toMatch(/^sealed\./)
    await removeTargetSecret(db, { ...of(ann), name: 'password' })
    expect(await openTargetSecrets(db, sealer, of(ann))).toEqual({})
    await expect(removeTargetSecret(db, { ...of(ann), name: 'password' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a value that is copied into a row of another workspace does not open there', async () => {
    const { db } = database
    const sealer = await createSealer(['one'])
    await putTargetSecret(db, sealer, { ...of(ann), name: 'stolen', value: VALUE })
    await putTargetSecret(db, sealer, { ...of(bob), name: 'stolen', value: 'own' })
    await db.execute(
      sql`update app.target_secrets set sealed = (select sealed from app.target_secrets where workspace_id = ${ann.workspaceId})
          where workspace_id = ${bob.workspaceId}`,
    )
    await expect(openTargetSecrets(db, sealer, of(bob))).rejects.toThrow(SealError)
    expect(await openTargetSecrets(db, sealer, of(ann))).toEqual({ stolen: VALUE })
    await db.execute(sql`delete from app.target_secrets`)
  })

  test("another workspace's target has none to show, keep or forget", async () => {
    const { db } = database
    const sealer = await createSealer(['one'])
    const foreign = { workspaceId: bob.workspaceId, targetId: ann.shop.id }
    for (const refused of [
      () => listTargetSecrets(db, foreign),
      () => putTargetSecret(db, sealer, { ...foreign, name: 'x', value: 'x' }),
      () => removeTargetSecret(db, { ...foreign, name: 'x' }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of 60 kept at once on one target, 50 are', async () => {
    const { db } = database
    const sealer = await createSealer(['one'])
    const kept = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) =>
        putTargetSecret(db, sealer, { ...of(bob), name: `name${i}`, value: 'x' }),
      ),
    )
    expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    await putTargetSecret(db, sealer, { ...of(bob), name: await anyName(), value: 'changed' })
    await db.execute(sql`delete from app.target_secrets`)

    async function anyName() {
      return (await listTargetSecrets(db, of(bob)))[0]?.name ?? ''
    }
  })

  test('a rotation seals all of them anew, and leaves and tells what no secret opens', async () => {
    const { db } = database
    const [one, two, lost] = await Promise.all([
      createSealer(['one']),
      createSealer(['two', 'one']),
      createSealer(['lost']),
    ])
    for (let i = 0; i < 40; i++)
      await putTargetSecret(db, one, { ...of(i % 2 ? ann : bob), name: `n${i}`, value: `v${i}` })
    await putTargetSecret(db, lost, { ...of(ann), name: 'lost', value: 'x' })
    await putTargetSecret(db, two, { ...of(bob), name: 'new', value: 'x' })
    expect(await resealTargetSecrets(db, two)).toEqual({ done: 40, lost: 1 })
    expect(await resealTargetSecrets(db, two)).toEqual({ done: 0, lost: 1 })
    const onlyNew = await createSealer(['two'])
    expect(Object.keys(await openTargetSecrets(db, onlyNew, of(bob)))).toHaveLength(21)
    await removeTargetSecret(db, { ...of(ann), name: 'lost' })
    expect((await openTargetSecrets(db, onlyNew, of(ann))).n1).toBe('v1')
  })
})
